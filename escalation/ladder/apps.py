from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LadderConfig(AppConfig):
    name = "escalation.ladder"
    label = "ladder"
    verbose_name = _("escalation ladder")
    # of those below, what a webhook may tell outside
    told = ("level_published",)

    def ready(self) -> None:
        # services load models, which stand only once all apps do
        from escalation.regions.arrivals import arrivals

        from .services.assessing import assess_again

        arrivals.add("ladder.assess_again", assess_again)

    events = {
        "assessed": _("kept what the rule says of the regions"),
        "drafted": _("drafted a version of the ladder"),
        "draft_changed": _("changed a draft of the ladder"),
        "draft_discarded": _("threw a draft of the ladder away"),
        "adopted": _("adopted a version of the ladder"),
        "ended": _("ended a version of the ladder"),
        "step_taken": _("logged a step of a region"),
        "round_settled": _("settled the round of a region with officials"),
        "level_proposed": _("proposed a level"),
        "proposal_withdrawn": _("withdrew a proposal of a level"),
        "levels_determined": _("recorded the levels an office set"),
        "level_determined": _("recorded the level an office set"),
        "level_confirmed": _("confirmed a lower level as the second person"),
        "regions_informed": _("ticked which regions were informed"),
        "region_informed": _("ticked that the region was informed"),
        "levels_published": _("published levels"),
        "level_published": _("published a level"),
        "levels_withdrawn": _("took levels back"),
        "level_withdrawn": _("took a level back"),
        "ladder_frozen": _("put the ladder with an item as a paper"),
        "contact_logged": _("logged a contact with a region"),
        "determinations_imported": _("read in levels that were set elsewhere"),
        "list_taken_back": _("took a list of levels back"),
        "levels_imported": _("read in levels of the region that were set elsewhere"),
    }
