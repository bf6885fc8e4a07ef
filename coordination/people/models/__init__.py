"""Organisations, bodies, people and the offices they hold."""

from ..rights import Role
from .bodies import Body, BodyMember, MemberRole, OutcomeName, ReportForm
from .closed_days import ClosedDay
from .erasures import Erasure
from .numbers import NumberSeries
from .organisations import Organisation, OrganisationKind
from .posts import Post
from .recipients import OutsideContact, Recipient
from .requests import FeedToken, Receipt, Token, Visit
from .saved_views import SavedView
from .users import Clearance, RoleGrant, User

__all__ = [
    "Body",
    "BodyMember",
    "Clearance",
    "ClosedDay",
    "Erasure",
    "FeedToken",
    "MemberRole",
    "NumberSeries",
    "Organisation",
    "OrganisationKind",
    "OutcomeName",
    "OutsideContact",
    "Post",
    "Receipt",
    "Recipient",
    "ReportForm",
    "Role",
    "RoleGrant",
    "SavedView",
    "Token",
    "User",
    "Visit",
]
