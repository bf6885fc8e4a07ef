"""Fixed words in templates: translated once per language, a list page has hundreds of them."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

register = template.Library()


class FixedWords(template.Node):
    """What Django's own node says of words that are the same for everybody."""

    child_nodelists = ()

    def __init__(self, words: TranslateNode) -> None:
        self.words = words
        self.said: dict[str | None, Any] = {}

    def render(self, context: Context) -> Any:
        language = get_language()
        if language not in self.said:
            self.said[language] = self.words.render(context)
        return self.said[language]


@register.tag("translate")
def translate(parser: Parser, token: Token) -> template.Node:
    """`{% translate "words" %}` as Django has it; a name or a variable is looked up each time."""
    node: TranslateNode = do_translate(parser, token)
    words, sense = node.filter_expression, node.message_context
    fixed = words.var.literal is not None and not words.filters and not node.asvar
    return FixedWords(node) if fixed and (sense is None or not sense.is_var) else node
