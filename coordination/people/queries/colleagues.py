"""Lists of people, organisations and posts, each as the reader may see it."""

from django.db.models import Count, Q, QuerySet

from coordination.kit.matching import starts_word, words

from ..models import Organisation, OutsideContact, Post, User

PERSON = ("name", "function", "organisation__code", "organisation__name_nl")
CONTACT = ("name", "address", "organisation__code", "organisation__name_nl")
NAMED = ("code", "name_nl", "name_en")


def list_colleagues(user: User, *, text: str = "", organisation: str = "") -> QuerySet[User]:
    """Open accounts she may know of, by name; every word of `text` starts a word somewhere."""
    found = User.objects.visible_to(user).active().select_related("organisation")
    if organisation:
        found = found.filter(organisation__code=organisation)
    return found.filter(matching(text, PERSON)).order_by("name", "pk")


def list_organisations(user: User, *, text: str = "") -> QuerySet[Organisation]:
    """Organisations with the number of open accounts she may know of, by code."""
    known = User.objects.visible_to(user).active()
    found = Organisation.objects.visible_to(user).filter(matching(text, NAMED), active=True)
    counted: QuerySet[Organisation] = found.annotate(
        people=Count("users", filter=Q(users__in=known))
    )
    return counted.order_by("kind", "code")


def list_contacts(user: User, *, text: str = "") -> QuerySet[OutsideContact]:
    """Contacts without an account, expired ones too, by organisation and name."""
    found = OutsideContact.objects.visible_to(user).select_related("organisation", "sponsor")
    narrowed = found.filter(matching(text, CONTACT))
    return narrowed.order_by("organisation__code", "name", "pk")


def list_posts(user: User) -> QuerySet[Post]:
    """Posts with their holder, by organisation."""
    return (
        Post.objects.visible_to(user)
        .select_related("organisation", "holder__organisation")
        .order_by("organisation__code", "code")
    )


def matching(text: str, fields: tuple[str, ...]) -> Q:
    """Every word of `text` begins a word of one of `fields`."""
    wanted = Q()
    for word in words(text):
        wanted &= begins(word, fields)
    return wanted


def begins(word: str, fields: tuple[str, ...]) -> Q:
    somewhere = Q()
    for field in fields:
        somewhere |= Q(**{f"{field}__iregex": starts_word(word)})
    return somewhere
