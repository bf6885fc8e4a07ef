"""What stands on a print so that everybody can ask whether it is the latest."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from coordination.mail.links import absolute

from .codes import Code
from .qr import modules_of, png_of, svg_of
from .registries import PAGES, PrintedPage, kind_of


@dataclass(frozen=True)
class PrintMark:
    """In the reader's language. `asked` says where the code can be typed."""

    code: str
    moment: str
    address: str
    asked: str

    @classmethod
    def of(cls, printed: models.Model | PrintedPage, at: datetime) -> "PrintMark":
        """The mark of a print of an object or of a page as it stands at `at`."""
        if isinstance(printed, PrintedPage):
            code = Code.of(PAGES, printed.key, at)
        else:
            code = Code.of(kind_of(printed).number, printed.pk, at)
        moment = date_format(timezone.localtime(at), f"D {get_format('SHORT_DATETIME_FORMAT')}")
        host = absolute(reverse("prints:ask")).partition("://")[2].rstrip("/")
        return cls(
            code=code.shown,
            moment=_("As it stood %(moment)s") % {"moment": moment},
            address=absolute(reverse("prints:check", args=[code.plain])),
            asked=_("Is this the latest? %(address)s") % {"address": host},
        )

    @cached_property
    def modules(self) -> list[list[bool]]:
        return modules_of(self.address)

    @property
    def svg(self) -> str:
        return svg_of(self.modules)

    @property
    def png(self) -> bytes:
        return png_of(self.modules)

    def to_json(self) -> dict[str, str]:
        """What a template of a PDF draws."""
        return {"code": self.code, "moment": self.moment, "asked": self.asked, "svg": self.svg}
