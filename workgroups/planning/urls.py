from django.urls import path

from .views import budgets, importing, lines, milestones, pages, products

app_name = "planning"

urlpatterns = [
    path("", pages.coming, name="list"),
    path("sjabloon.xlsx", importing.template, name="template"),
    path("team/<uuid:pk>/", pages.team_plan, name="team"),
    path("team/<uuid:pk>/planning.xlsx", importing.export, name="xlsx"),
    path("team/<uuid:pk>/importeren/", importing.import_new, name="import_new"),
    path("import/<uuid:pk>/", importing.import_one, name="import"),
    path("team/<uuid:pk>/actielijn/", lines.line_new, name="line_new"),
    path("actielijn/<uuid:pk>/", lines.line_edit, name="line_edit"),
    path("team/<uuid:pk>/begroting/", budgets.estimate_new, name="estimate_new"),
    path("begroting/<uuid:pk>/", budgets.estimate_edit, name="estimate_edit"),
    path("begroting/<uuid:pk>/weg/", budgets.estimate_remove, name="estimate_remove"),
    path("team/<uuid:pk>/product/", products.product_new, name="product_new"),
    path("product/<uuid:pk>/", pages.product, name="product"),
    path("product/<uuid:pk>/wijzigen/", products.product_edit, name="product_edit"),
    path("product/<uuid:pk>/<int:version>/begonnen/", products.start, name="start"),
    path("product/<uuid:pk>/<int:version>/opgeleverd/", products.deliver, name="deliver"),
    path("product/<uuid:pk>/<int:version>/heropenen/", products.reopen, name="reopen"),
    path("product/<uuid:pk>/vervallen/", products.drop, name="drop"),
    path("product/<uuid:pk>/versie/", products.supply, name="supply"),
    path("product/<uuid:pk>/wacht-op/", products.depend, name="depend"),
    path("wacht-op/<uuid:pk>/weg/", products.undepend, name="undepend"),
    path("product/<uuid:pk>/mijlpaal/", milestones.milestone_new, name="milestone_new"),
    path("mijlpaal/<uuid:pk>/wijzigen/", milestones.milestone_edit, name="milestone_edit"),
    path("mijlpaal/<uuid:pk>/verzetten/", milestones.move, name="move"),
    path("mijlpaal/<uuid:pk>/<int:version>/gehaald/", milestones.reach, name="reach"),
    path("mijlpaal/<uuid:pk>/<int:version>/open/", milestones.reopen, name="milestone_reopen"),
    path("mijlpaal/<uuid:pk>/<int:version>/weg/", milestones.remove, name="milestone_remove"),
    path("uitloop/<uuid:pk>/<int:version>/terug/", milestones.take_back, name="take_back"),
]
