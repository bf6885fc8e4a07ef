"""What is told of replays and sweeps over the API."""

from typing import Any

from rest_framework import serializers


class SummarySerializer(serializers.Serializer[Any]):
    """Over all regions; days are region-days against what the office determined."""

    won = serializers.IntegerField()
    ahead = serializers.IntegerField()
    level = serializers.IntegerField()
    behind = serializers.IntegerField()
    never = serializers.IntegerField()
    median = serializers.FloatField(allow_null=True)
    rises = serializers.IntegerField()
    falls = serializers.IntegerField()
    flips = serializers.IntegerField()
    above = serializers.IntegerField()
    below = serializers.IntegerField()
    same = serializers.IntegerField()
    unknown = serializers.IntegerField()
    upward = serializers.IntegerField(help_text="Changes that go up to ministers.")


class FollowedSerializer(serializers.Serializer[Any]):
    """A version of the ladder on the days of the span on which it was in force."""

    code = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()


class LeadSerializer(serializers.Serializer[Any]):
    """A determination that raised or lowered a region, and how much earlier a replay was there.

    Days below nothing are later. With `never` it did not come there while the level stood, and
    `days` counts to the end of that.
    """

    region = serializers.CharField(source="region.code")
    day = serializers.DateField()
    rank = serializers.IntegerField()
    days = serializers.IntegerField()
    never = serializers.BooleanField()
    at_least = serializers.BooleanField(source="least")
    ladder_days = serializers.IntegerField(help_text="Of what it is held against.")
    ladder_never = serializers.BooleanField()
    ladder_at_least = serializers.BooleanField(source="ladder_least")


class LeadsSerializer(serializers.Serializer[Any]):
    raised = LeadSerializer(source="leads", many=True)
    lowered = LeadSerializer(many=True)


class RegionCountsSerializer(serializers.Serializer[Any]):
    """A region in a replay."""

    region = serializers.CharField(source="region.code")
    won = serializers.IntegerField()
    rises = serializers.IntegerField(source="variant.rises")
    falls = serializers.IntegerField(source="variant.falls")
    flips = serializers.IntegerField(source="variant.flips")
    above = serializers.IntegerField(source="variant.above")
    below = serializers.IntegerField(source="variant.below")
    same = serializers.IntegerField(source="variant.same")
    unknown = serializers.IntegerField(source="variant.unknown")
    upward = serializers.IntegerField(source="variant.upward")


class PairSerializer(serializers.Serializer[Any]):
    """A region in two replays; what differs is the second less the first."""

    region = serializers.CharField(source="one.region.code")
    won = serializers.IntegerField(source="one.won")
    other_won = serializers.IntegerField(source="two.won")
    won_difference = serializers.IntegerField(source="won")
    changes = serializers.IntegerField(source="one.changes")
    other_changes = serializers.IntegerField(source="two.changes")
    changes_difference = serializers.IntegerField(source="changes")


class ReplayMeasureSerializer(serializers.Serializer[Any]):
    """A headline figure of two replays; null where there is no number."""

    name = serializers.CharField()
    one = serializers.FloatField(allow_null=True)
    other = serializers.FloatField(source="two", allow_null=True)
    difference = serializers.FloatField(allow_null=True)


class BesideSerializer(serializers.Serializer[Any]):
    """Two replays of the same days. `other_figures`: some were corrected between them."""

    finding = serializers.CharField()
    differs = serializers.ListField(
        child=serializers.CharField(), help_text="What the other says otherwise, in sentences."
    )
    other_figures = serializers.BooleanField()
    measures = ReplayMeasureSerializer(many=True)
    regions = PairSerializer(source="pairs", many=True)


class ChangeSerializer(serializers.Serializer[Any]):
    """A change of a level, from figure to force; days are null where one of the two never came."""

    region = serializers.CharField(source="region.code")
    day = serializers.DateField(help_text="On which the figures gave it.")
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    settler = serializers.CharField(
        source="here.settler", help_text="`region`, `officials`, or empty: up to the minister."
    )
    hours = serializers.IntegerField(source="here.hours", allow_null=True)
    overtaken = serializers.BooleanField(source="here.overtaken")
    in_force = serializers.DateField(source="holds_from", allow_null=True)
    in_force_as_it_is = serializers.DateField(source="held_from", allow_null=True)
    days_earlier = serializers.IntegerField(source="earlier", allow_null=True)
    determined_on = serializers.DateField(allow_null=True)
    days_ahead = serializers.IntegerField(source="ahead", allow_null=True)


class SettlementSerializer(serializers.Serializer[Any]):
    """What a process makes of all changes; `summary` counts levels as they came into force."""

    name = serializers.CharField()
    changes = serializers.IntegerField(source="course.changes")
    up = serializers.IntegerField(source="course.up", help_text="Changes that go up to ministers.")
    by = serializers.DictField(source="course.by", child=serializers.IntegerField())
    hours = serializers.IntegerField(source="course.hours", allow_null=True)
    longest = serializers.IntegerField(source="course.longest", allow_null=True)
    overtaken = serializers.IntegerField(source="course.overtaken")
    summary = SummarySerializer(allow_null=True)


class SettledSerializer(serializers.Serializer[Any]):
    """The process of the replay beside the process as it is, and every change in both."""

    as_it_is = SettlementSerializer(source="now")
    here = SettlementSerializer()
    days_earlier = serializers.IntegerField(source="earlier", allow_null=True)
    changes = ChangeSerializer(many=True)


class CheckSerializer(serializers.Serializer[Any]):
    """`repeated`: the same comes again from what was kept. `then` and `now`: with the figures of
    then, and with those known now, which say nothing where those are `gone`."""

    repeated = serializers.BooleanField()
    same_figures = serializers.BooleanField()
    gone = serializers.BooleanField()
    then = SummarySerializer()
    now = SummarySerializer()
