"""What is typed about a question with variants."""

from .choosing import ChooseForm
from .consulting import ConsultForm, RemarkForm
from .keeping import OptionsForm, WordsForm
from .pilots import PilotForm
from .variants import VariantForm

__all__ = [
    "ChooseForm",
    "ConsultForm",
    "OptionsForm",
    "PilotForm",
    "RemarkForm",
    "VariantForm",
    "WordsForm",
]
