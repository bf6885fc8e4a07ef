"""A question with variants, what is said of each, which was chosen and why, and the pilots."""

from .consultations import EarlierConsultation
from .pilots import Permit, Pilot
from .sets import OptionSet
from .variants import ASPECTS, Remark, Variant

__all__ = ["ASPECTS", "EarlierConsultation", "OptionSet", "Permit", "Pilot", "Remark", "Variant"]
