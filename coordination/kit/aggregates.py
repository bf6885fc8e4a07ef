"""What both databases can add up, each in its own words."""

from typing import Any

from django.db.models import Aggregate, TextField


class Joined(Aggregate):
    """The different values as one text with commas, in no order."""

    function = "GROUP_CONCAT"
    template = "%(function)s(DISTINCT %(expressions)s)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "STRING_AGG(DISTINCT %(expressions)s, ',')"
        return self.as_sql(compiler, connection, template=template, **more)
