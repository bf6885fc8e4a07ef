"""Requests and replies as the API says them."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.actions.api.serializers import PartSerializer, TermSerializer
from coordination.actions.models import ActionPoint
from coordination.dossiers.models import Dossier
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.models import AgendaItem, Meeting
from coordination.people.models import Body, Organisation

from ..models import AnswerForm, Contribution, Reply, Verdict
from ..queries.answers import count_parts
from ..services import Answer, Question
from ..terms import FURTHEST, Before


class CountedBackSerializer(serializers.Serializer[Any]):
    """So long before a meeting, and moving along with it."""

    meeting = serializers.PrimaryKeyRelatedField(queryset=Meeting.objects.none())
    number = serializers.IntegerField(min_value=0, max_value=FURTHEST)
    unit = serializers.ChoiceField(choices=Unit.choices)

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["meeting"].queryset = Meeting.objects.visible_to(request.user)
        return fields

    def validate(self, attrs: dict[str, Any]) -> Any:
        offset = Offset(attrs["number"], Unit(attrs["unit"]))
        return {"before": Before(attrs["meeting"], offset)}


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """Its version is that of its action point; `parts` say how far each organisation is.

    `replied` are in, of `asked_of`; to whom it does not apply counts for neither. With `before`
    the moment was counted back from a meeting, and moves along with it.
    """

    number = serializers.CharField(read_only=True)
    closes_at = serializers.DateTimeField(read_only=True)
    before = serializers.SerializerMethodField()
    open = serializers.BooleanField(source="is_open", read_only=True)
    parts = PartSerializer(source="action_point.parts", many=True, read_only=True)
    replied = serializers.SerializerMethodField()
    asked_of = serializers.SerializerMethodField()
    version = serializers.IntegerField(read_only=True)

    class Meta:
        model = Contribution
        fields = [
            "id",
            "number",
            "action_point",
            "question",
            "instructions",
            "form",
            "closes_at",
            "before",
            "item",
            "open",
            "asked_at",
            "asked_by",
            "decision",
            "parts",
            "replied",
            "asked_of",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(CountedBackSerializer(allow_null=True))
    def get_before(self, contribution: Contribution) -> dict[str, Any] | None:
        if contribution.offset is None:
            return None
        offset = {"number": contribution.offset_number, "unit": contribution.offset_unit}
        return {"meeting": str(contribution.meeting_id), **offset}

    def get_replied(self, contribution: Contribution) -> int:
        return count_parts(contribution.action_point.parts.all())[0]

    def get_asked_of(self, contribution: Contribution) -> int:
        return count_parts(contribution.action_point.parts.all())[1]


class ReplySerializer(serializers.ModelSerializer[Reply]):
    """Of an organisation the reply with the highest number that was not withdrawn counts.

    The file is fetched from `file_url`. A reply that came by a link in a mail has `from_mail`; then
    `by` may be empty, and `on_behalf` says who answered for the mailbox.
    """

    file_url = serializers.SerializerMethodField()
    from_mail = serializers.SerializerMethodField()
    on_behalf = serializers.SerializerMethodField()

    class Meta:
        model = Reply
        fields = [
            "id",
            "contribution",
            "organisation",
            "number",
            "verdict",
            "text",
            "proposed",
            "file_url",
            "late",
            "at",
            "by",
            "from_mail",
            "on_behalf",
            "withdrawn_at",
        ]
        read_only_fields = fields

    def get_from_mail(self, reply: Reply) -> bool:
        return reply.answer_id is not None

    def get_on_behalf(self, reply: Reply) -> str:
        return reply.answer.on_behalf if reply.answer else ""

    def get_file_url(self, reply: Reply) -> str | None:
        return f"/uitvragen/antwoorden/{reply.pk}/bestand/" if reply.file_id else None


class AskSerializer(serializers.Serializer[Any]):
    """A question to who has a part in `action_point`, or with `dossier` and `term` a new point.

    In the place of `term`, `before` counts the moment back from a meeting. What is replied about an
    agenda `item` stands with it on the chair's sheet.
    """

    question = serializers.CharField(max_length=4000)
    instructions = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    form = serializers.ChoiceField(choices=AnswerForm.choices)
    action_point = serializers.PrimaryKeyRelatedField(
        queryset=ActionPoint.objects.none(), required=False
    )
    dossier = serializers.PrimaryKeyRelatedField(queryset=Dossier.objects.none(), required=False)
    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.none(), required=False, allow_null=True
    )
    members = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), many=True, required=False
    )
    term = TermSerializer(required=False)
    before = CountedBackSerializer(required=False)
    item = serializers.PrimaryKeyRelatedField(
        queryset=AgendaItem.objects.none(), required=False, allow_null=True
    )

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            for name, model in (
                ("action_point", ActionPoint),
                ("dossier", Dossier),
                ("body", Body),
                ("item", AgendaItem),
            ):
                fields[name].queryset = model.objects.visible_to(request.user)
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        form, instructions = AnswerForm(attrs["form"]), attrs.get("instructions", "")
        asked = {"question": Question(attrs["question"], form, instructions)}
        if "action_point" in attrs:
            return asked | {"point": attrs["action_point"]}
        if "term" in attrs and "before" in attrs:
            sentence = _("Say when it is due, or choose a meeting; not both.")
            raise serializers.ValidationError({"before": sentence})
        when = attrs.get("before") or attrs.get("term")
        needed = serializers.Field.default_error_messages["required"]
        for name, said in (("dossier", attrs.get("dossier")), ("term", when)):
            if said is None:
                raise serializers.ValidationError({name: needed})
        assert when is not None
        term = {"term": when["before"] if "before" in attrs else when["term"]}
        more = {name: attrs[name] for name in ("body", "members", "item") if name in attrs}
        return asked | {"dossier": attrs["dossier"]} | term | more


class GiveSerializer(serializers.Serializer[Any]):
    """A reply for her own organisation; a file comes as multipart/form-data.

    To a shared picture a ministry says `agree`, `remarks` or `not_agreed`, the last with how it
    should read in `proposed`; a planning bureau or an institute says `reflection`.
    """

    text = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    proposed = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    verdict = serializers.ChoiceField(choices=Verdict.choices, default=Verdict.ANSWER)
    upload = serializers.FileField(allow_empty_file=True, required=False)
    keeps_file = serializers.BooleanField(default=True)

    def validate(self, attrs: dict[str, Any]) -> Any:
        verdict = Verdict(attrs["verdict"])
        keeps, proposed = attrs["keeps_file"], attrs.get("proposed", "")
        answer = Answer(attrs.get("text", ""), verdict, attrs.get("upload"), keeps, proposed)
        return {"answer": answer}


class WithdrawalSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)
