from django.urls import path

from .views import detail, keeping, variants

app_name = "options"

urlpatterns = [
    path("", detail.options_list, name="list"),
    path("nieuw/", keeping.options_new, name="new"),
    path("<uuid:pk>/", detail.options_detail, name="detail"),
    path("<uuid:pk>/bewerken", keeping.options_edit, name="edit"),
    path("<uuid:pk>/consultatie", keeping.options_consult, name="consult"),
    path("<uuid:pk>/opmerkingen", keeping.options_remark, name="remark"),
    path("opmerkingen/<uuid:pk>/terug", keeping.remark_take_back, name="remark_take_back"),
    path("<uuid:pk>/keuze", keeping.options_choose, name="choose"),
    path("<uuid:pk>/keuze/terug/<int:version>", keeping.options_unchoose, name="unchoose"),
    path("<uuid:pk>/varianten/nieuw", variants.variant_new, name="variant_new"),
    path("varianten/<uuid:pk>/", variants.variant_edit, name="variant"),
    path("varianten/<uuid:pk>/weghalen", variants.variant_remove, name="variant_remove"),
    path("varianten/<uuid:pk>/terugzetten", variants.variant_restore, name="variant_restore"),
    path("varianten/<uuid:pk>/pilots/nieuw", variants.pilot_new, name="pilot_new"),
    path("pilots/<uuid:pk>/", variants.pilot_edit, name="pilot"),
    path("pilots/<uuid:pk>/weghalen", variants.pilot_remove, name="pilot_remove"),
    path("pilots/<uuid:pk>/terugzetten", variants.pilot_restore, name="pilot_restore"),
]
