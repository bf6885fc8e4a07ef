from django import template

from coordination.mail.kinds import mail_kinds
from coordination.mail.queries import is_read_at_the_terminal

register = template.Library()


register.simple_tag(is_read_at_the_terminal)


@register.filter
def kind_label(kind: str) -> str:
    """What a kind of message is called; a kind that is gone keeps its code name."""
    return str(mail_kinds[kind].label) if kind in mail_kinds else kind
