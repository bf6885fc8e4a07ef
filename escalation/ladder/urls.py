from django.urls import path

from .views import freezing, heat, historic, ladders, overview, proposing, rounding_off, sitting

app_name = "ladder"

urlpatterns = [
    path("", overview.ladder_overview, name="overview"),
    path("verloop/", heat.heat, name="heat"),
    path("vergelijking/", historic.comparison, name="comparison"),
    path("inlezen/", historic.levels_import, name="levels_import"),
    path("inlezen/<int:key>/terugnemen/", historic.levels_take_back, name="levels_take_back"),
    path("ladder.pdf", freezing.sheet, name="sheet"),
    path("op-de-agenda/", freezing.freeze, name="freeze"),
    path("vaststellen/", sitting.sitting, name="sitting"),
    path("afronden/", rounding_off.rounding_off, name="rounding_off"),
    path("afronden/geinformeerd/", rounding_off.tell, name="tell"),
    path("afronden/publiceren/", rounding_off.publish, name="publish"),
    path("afronden/terugnemen/", rounding_off.withdraw, name="withdraw"),
    path("vaststelling/<uuid:pk>/bevestigen/", rounding_off.confirm, name="confirm"),
    path("voorstellen/", proposing.propose, name="propose"),
    path(
        "voorstel/<uuid:pk>/<int:version>/intrekken/", proposing.withdraw, name="withdraw_proposal"
    ),
    path("regio/<uuid:pk>/stap/", proposing.step, name="step"),
    path("regio/<uuid:pk>/contact/", proposing.contact, name="contact"),
    path("regio/<uuid:pk>/afdoen/", proposing.settle, name="settle"),
    path("versies/", ladders.ladder_list, name="ladders"),
    path("versies/<uuid:pk>/", ladders.ladder, name="detail"),
    path("versies/<uuid:pk>/ontwerpen/", ladders.draft_new, name="draft_new"),
    path("versies/<uuid:pk>/wijzigen/", ladders.ladder_edit, name="ladder_edit"),
    path("versies/<uuid:pk>/vaststellen/", ladders.ladder_adopt, name="ladder_adopt"),
    path(
        "versies/<uuid:pk>/<int:version>/weggooien/", ladders.ladder_discard, name="ladder_discard"
    ),
]
