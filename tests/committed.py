"""The one fixture whose test may commit; everything else rolls back."""

from collections.abc import Iterator

import pytest
from django.db import connection

from coordination.audit import triggers


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """Commits for real, for threads and on_commit.

    The triggers of the record refuse the flush that follows, so they go first; the flush puts
    them back through post_migrate.
    """
    yield
    triggers.remove(connection)
