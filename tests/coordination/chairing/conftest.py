"""The meeting of MLT3 that the tests of meetings play in."""

from tests.coordination.meetings.conftest import meeting

__all__ = ["meeting"]
