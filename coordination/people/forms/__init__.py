"""What is typed about people, bodies and posts."""

from .accounts import IdentityForm, InviteForm, RoleForm, UserForm
from .bodies import BodyForm, MemberForm, OrganisationForm
from .choosing import ChooserInput
from .closed_days import ClosedDayForm
from .contacts import ContactForm
from .own import FeedForm, SettingsForm, TokenForm
from .posts import HandOverForm, PostForm
from .saved_views import SavedViewForm

__all__ = [
    "BodyForm",
    "ChooserInput",
    "ClosedDayForm",
    "ContactForm",
    "FeedForm",
    "HandOverForm",
    "IdentityForm",
    "InviteForm",
    "MemberForm",
    "OrganisationForm",
    "PostForm",
    "RoleForm",
    "SavedViewForm",
    "SettingsForm",
    "TokenForm",
    "UserForm",
]
