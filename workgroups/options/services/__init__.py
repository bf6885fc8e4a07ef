"""Verbs on questions with variants, their consultation, the choice, and pilots."""

from .choosing import Choice, choose_variant, take_back_choice
from .consulting import add_remark, consult, take_back_remark
from .keeping import Words, edit_options, start_options
from .pilots import PilotFacts, add_pilot, edit_pilot, remove_pilot, restore_pilot
from .variants import VariantFacts, add_variant, edit_variant, remove_variant, restore_variant

__all__ = [
    "Choice",
    "PilotFacts",
    "VariantFacts",
    "Words",
    "add_pilot",
    "add_remark",
    "add_variant",
    "choose_variant",
    "consult",
    "edit_options",
    "edit_pilot",
    "edit_variant",
    "remove_pilot",
    "remove_variant",
    "restore_pilot",
    "restore_variant",
    "start_options",
    "take_back_choice",
    "take_back_remark",
]
