"""Dossiers of a load: one in five restricted, each with a body that writes in it."""

from coordination.example.bulk import Load, bulk, sentence

from .models import Dossier, DossierAccess, Function

DOSSIERS = 20


def load(load: Load) -> None:
    count = DOSSIERS * load.scale
    load.keep(
        (
            Dossier(
                year=load.now.year,
                serial=100_000 + n,
                title=sentence(n, 4).capitalize(),
                owner=load.pick("organisation", n),
                restricted=n % 5 == 0,
                opened_at=load.moment(n, count),
                opened_by=load.pick("user", n),
            )
            for n in range(count)
        ),
        by=lambda dossier: dossier.opened_by,
        dossier=lambda dossier: dossier.pk,
        actions=("dossiers.opened",),
        remember=True,
    )
    load.keep(
        DossierAccess(
            dossier=dossier, body=load.pick("body", n), function=Function.WRITER,
            since=dossier.opened_at,
        )
        for n, dossier in enumerate(load.kept["dossier"])
    )  # fmt: skip


bulk.add("dossiers", load, order=20)
