"""`manage.py audit_verify`: exit 0 holds, 1 broken, 2 anchor mismatch, 3 triggers missing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from coordination.audit.verify import Verdict, verify_record


class Command(BaseCommand):
    help = "Reads the whole record and says whether anything in it was changed."
    # the system check on triggers would stop it before it can say exit 3
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify_record()
        self.stdout.write(
            f"{found.events} events in {found.streams} streams, {found.anchors} anchors"
        )
        for broken in found.breaks:
            self.stderr.write(f"broken at seq {broken.seq} of stream {broken.stream}: {broken.why}")
        for mismatch in found.mismatches:
            self.stderr.write(f"anchor mismatch: {mismatch}")
        for trigger in found.triggers:
            self.stderr.write(f"trigger missing: {trigger}")
        if found.verdict is not Verdict.HOLDS:
            sys.exit(found.verdict)
        self.stdout.write("the record holds")
