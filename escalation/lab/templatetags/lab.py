"""Numbers of the lab that can fall below nothing, in words."""

from django import template

from ..wording import earlier, more, won

register = template.Library()

for _name, _filter in (("earlier", earlier), ("more", more), ("won", won)):
    register.filter(_name, _filter)
