"""Offices: what is held by a post moves with its holder."""

from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal

from ..models import Organisation, Post, User
from ..permissions import can_add_bodies, can_hand_over
from .bodies import CodeTaken


class NotYourPost(NotAllowed):
    """She does not hold it and does not manage it."""


class SameHolder(Refusal):
    """Nothing would change."""


class HolderGone(Refusal):
    """The account is closed."""


@deed
def create_post(
    *, name_nl: str, name_en: str, organisation: Organisation, by: User, at: datetime
) -> Post:
    """A new post that nobody holds yet; refuses a name that is in use."""
    if not can_add_bodies(by):
        raise NotYourPost(_("Only a coordinator or an administrator adds a post."))
    code = slugify(name_nl)[:60]
    if not code or Post.objects.filter(code=code).exists():
        raise CodeTaken(_("There is a post with this name already."), field="name_nl")
    post = Post.objects.create(
        code=code, name_nl=name_nl, name_en=name_en, organisation=organisation
    )
    record("people.post_created", post, by=by, at=at, code=code)
    return post


@deed
def hand_over_post(*, post: Post, version: int, to: User | None, by: User, at: datetime) -> Post:
    """Another person holds the post from now on, or nobody (`to` is None).

    Refuses who may not hand it over, the present holder, a closed account, and when it was
    handed over since `version`.
    """
    post = locked(post)
    if not can_hand_over(by, post):
        raise NotYourPost(_("Only its holder or a coordinator hands this post over."))
    refuse_stale(post, version)
    if to == post.holder:
        raise SameHolder(_("She holds this post already."), field="to")
    if to is not None and not to.is_active:
        raise HolderGone(_("This account is closed; choose somebody else."), field="to")
    old, post.holder = post.holder_id, to
    post.held_since = at if to else None
    post.version += 1
    post.save(update_fields=["holder", "held_since", "version"])
    record(
        "people.post_handed_over", post, by=by, at=at, changes={"holder": {"old": old, "new": to}}
    )
    return post


@deed
def hand_over_posts(*, user: User, to: User, by: User, at: datetime) -> int:
    """All posts of one person go to another, as one deed; how many there were."""
    posts = list(Post.objects.filter(holder=user).order_by("code"))
    for post in posts:
        hand_over_post(post=post, version=post.version, to=to, by=by, at=at)
    record("people.posts_handed_over", user, by=by, at=at, to=to, count=len(posts))
    return len(posts)
