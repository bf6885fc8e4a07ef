"""Action lines, products, milestones and budgets, as pages and on the API."""

from typing import Any

from workgroups.planning.services import start_product

from ..rows import Case, Row, by_writer, empty, of
from ..scene_planning import planning_file
from ..scenes import NOW, fresh
from .papers import pdf


def versioned(name: str) -> Any:
    """The address of the scene's thing with the version it has now."""

    def at(case: Case) -> dict[str, Any]:
        row = fresh(getattr(case.scene, name))
        return {"pk": row.pk, "version": row.version}

    return at


def slipped(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.slip.pk, "version": fresh(case.scene.slipped).version}


def with_version(name: str, **body: Any) -> Any:
    return lambda case: {**body, "version": fresh(getattr(case.scene, name)).version}


def matching(name: str, **body: Any) -> Any:
    return lambda case: {**body, "If-Match": fresh(getattr(case.scene, name)).version}


def line(number: int) -> dict[str, Any]:
    return {"position": number, "title": "Referentiekader", "text": "Contact met gebruikers"}


def product(case: Case) -> dict[str, Any]:
    return {
        "title": "Beslisboom",
        "line": case.scene.action_line.pk,
        "owner": f"@{case.scene.organisation.code}",
        "interim": "on",
        "needs_version": "",
        "text": "Eerste analyse",
    }


def new_product(case: Case) -> dict[str, Any]:
    return {**product(case), "due": "nov/dec", "body": case.scene.body.pk}


def changed_product(case: Case) -> dict[str, Any]:
    return {**product(case), "version": fresh(case.scene.product).version}


def milestone(case: Case) -> dict[str, Any]:
    said = {"title": "Naar de MCC", "due": "begin dec"}
    return {**said, "body": case.scene.body.pk, "meeting": ""}


def changed_milestone(case: Case) -> dict[str, Any]:
    version = fresh(case.scene.milestone).version
    return {**milestone(case), "due": "begin nov", "version": version}


def moved(case: Case) -> dict[str, Any]:
    version = fresh(case.scene.milestone).version
    said = {"due": "begin dec", "body": case.scene.body.pk, "meeting": ""}
    return {**said, "reason": "Wacht op MLT4", "version": version}


def estimate(**more: Any) -> dict[str, Any]:
    return {"year": 2021, "amount": 500000, "purpose": "Scenario's", "basis": "Raming", **more}


def supplied(case: Case) -> dict[str, Any]:
    return {"upload": pdf(), "final": "on", "version": fresh(case.scene.product).version}


def started(case: Case) -> None:
    found = fresh(case.scene.product)
    start_product(product=found, version=found.version, by=case.scene.keeper, at=NOW)


def reopened(case: Case) -> dict[str, Any]:
    """The version it has after it was started."""
    return {"pk": case.scene.product.pk, "version": 2}


def owner(case: Case) -> dict[str, Any]:
    return {"owner": {"organisation": case.scene.organisation.pk}}


def api_product(case: Case) -> dict[str, Any]:
    return {"title": "Beslisboom", "line": case.scene.action_line.pk, **owner(case)}


def api_milestone(case: Case) -> dict[str, Any]:
    said = {"title": "Naar de MCC", "words": "begin dec", "body": case.scene.body.pk}
    return {"product": case.scene.product.pk, **said}


def api_dependency(case: Case) -> dict[str, Any]:
    return {"product": case.scene.third_product.pk, "needs": case.scene.product.pk}


def of_team(**body: Any) -> Any:
    return lambda case: {"team": case.scene.team.pk, **body}


def applied(case: Case) -> dict[str, Any]:
    return {"reason": "Uit het bestand", "drop": str(case.scene.third_product.pk)}


def api_import(case: Case) -> dict[str, Any]:
    return {"team": case.scene.team.pk, "upload": planning_file("Beslisboom", case.scene)}


def api_applied(case: Case) -> dict[str, Any]:
    return {**applied(case), "drop": [str(case.scene.third_product.pk)]}


def api_taken_back(case: Case) -> dict[str, Any]:
    return {"If-Match": fresh(case.scene.slipped).version}


LOOSE = frozenset({"interim", "needs_version"})
TEAM, LINE, PRODUCT, MILESTONE = of("team"), of("action_line"), of("product"), of("milestone")
REACHED, ESTIMATE, LINK = of("reached_milestone"), of("estimate"), of("dependency")
ROWS = {
    "planning:list": Row(),
    "planning:template": Row(),
    "planning:team": Row(TEAM),
    "planning:xlsx": Row(TEAM),
    "planning:import_new": Row(
        TEAM, post=lambda case: {"upload": planning_file("Beslisboom", case.scene)}
    ),
    "planning:import": Row(of("import"), seen=by_writer, post=applied),
    "planning:line_new": Row(TEAM, post=lambda case: line(2)),
    "planning:line_edit": Row(LINE, post=with_version("action_line", **line(3))),
    "planning:estimate_new": Row(TEAM, post=lambda case: estimate()),
    "planning:estimate_edit": Row(ESTIMATE, post=with_version("estimate", **estimate())),
    "planning:estimate_remove": Row(ESTIMATE, get=False, post=with_version("estimate")),
    "planning:product_new": Row(TEAM, post=new_product, loose=LOOSE),
    "planning:product": Row(PRODUCT),
    "planning:product_edit": Row(PRODUCT, post=changed_product, loose=LOOSE),
    "planning:start": Row(versioned("product"), get=False, post=empty),
    "planning:deliver": Row(versioned("product"), get=False, post=empty),
    "planning:reopen": Row(reopened, get=False, post=empty, before=started),
    "planning:drop": Row(PRODUCT, get=False, post=with_version("product", reason="Vervalt")),
    "planning:supply": Row(PRODUCT, get=False, post=supplied, loose=frozenset({"final"})),
    "planning:depend": Row(
        of("third_product"),
        get=False,
        post=lambda case: {"needs": fresh(case.scene.product).title},
    ),
    "planning:undepend": Row(LINK, get=False, post=empty),
    "planning:milestone_new": Row(PRODUCT, post=milestone),
    "planning:milestone_edit": Row(MILESTONE, post=changed_milestone),
    "planning:move": Row(MILESTONE, post=moved),
    "planning:reach": Row(versioned("milestone"), get=False, post=empty),
    "planning:milestone_reopen": Row(versioned("reached_milestone"), get=False, post=empty),
    "planning:milestone_remove": Row(versioned("milestone"), get=False, post=empty),
    "planning:take_back": Row(slipped, get=False, post=empty),
    "api:planning-import-list list": Row(),
    "api:planning-import-list create": Row(post=api_import),
    "api:planning-import-detail retrieve": Row(of("import"), seen=by_writer),
    "api:planning-import-apply apply": Row(of("import"), seen=by_writer, post=api_applied),
    "api:action-line-list list": Row(),
    "api:action-line-list create": Row(post=of_team(**line(2))),
    "api:action-line-detail retrieve": Row(LINE),
    "api:action-line-detail partial_update": Row(
        LINE, post=matching("action_line", title="Anders")
    ),
    "api:product-list list": Row(),
    "api:product-list create": Row(post=api_product),
    "api:product-detail retrieve": Row(PRODUCT),
    "api:product-detail partial_update": Row(PRODUCT, post=matching("product", title="Anders")),
    "api:product-start start": Row(PRODUCT, post=matching("product")),
    "api:product-deliver deliver": Row(PRODUCT, post=matching("product")),
    "api:product-drop drop": Row(PRODUCT, post=matching("product", reason="Vervalt")),
    "api:product-reopen reopen": Row(PRODUCT, post=matching("product"), before=started),
    "api:product-supply supply": Row(
        PRODUCT, post=lambda case: {"upload": pdf(), **matching("product")(case)}
    ),
    "api:dependency-list list": Row(),
    "api:dependency-list create": Row(post=api_dependency),
    "api:dependency-detail retrieve": Row(LINK),
    "api:dependency-remove remove": Row(LINK, post=empty),
    "api:milestone-list list": Row(),
    "api:milestone-list create": Row(post=api_milestone),
    "api:milestone-detail retrieve": Row(MILESTONE),
    "api:milestone-detail partial_update": Row(
        MILESTONE, post=matching("milestone", title="Anders")
    ),
    "api:milestone-move move": Row(
        MILESTONE, post=matching("milestone", words="begin dec", reason="Later")
    ),
    "api:milestone-reach reach": Row(MILESTONE, post=matching("milestone")),
    "api:milestone-reopen reopen": Row(REACHED, post=matching("reached_milestone")),
    "api:milestone-remove remove": Row(MILESTONE, post=matching("milestone")),
    "api:slip-list list": Row(),
    "api:slip-detail retrieve": Row(of("slip")),
    "api:slip-take-back take_back": Row(of("slip"), post=api_taken_back),
    "api:budget-estimate-list list": Row(),
    "api:budget-estimate-list create": Row(post=of_team(**estimate())),
    "api:budget-estimate-detail retrieve": Row(ESTIMATE),
    "api:budget-estimate-detail partial_update": Row(
        ESTIMATE, post=matching("estimate", amount=6000)
    ),
    "api:budget-estimate-remove remove": Row(ESTIMATE, post=matching("estimate")),
}
