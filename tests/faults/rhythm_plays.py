"""Faults of time: weeks of downtime, both nights on which the clock moves, years of old mail."""

import sys
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.faults.names import CLOCK
from tests.faults.scene import Scene

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEDNESDAY = datetime(2027, 6, 9, 11, tzinfo=AMSTERDAM)
NIGHTS = (date(2027, 3, 28), date(2027, 10, 31))
HOURS = (0.5, 1.97, 2.5, 3.5, 7.0)
"""Since midnight as it passes, whatever the clock on the wall does."""

OLD, AGED = "old mail is read", 30_000


def weeks_of_downtime(scene: Scene) -> None:
    """No beat for three cycles, while something fell due every week; then it starts."""
    _set_clock(scene, WEDNESDAY)
    scene.ground.manage("faults", "weeks", f"--number={scene.number}")
    scene.settings = {"FAULT_REMINDS": "1"}
    scene.cycles = ["6 zaken zijn nodig · 6 te laat"]
    scene.worker()
    scene.beat()
    scene.struck()
    scene.until(lambda: scene.rows_in() >= scene.number, seconds=60.0)


def nights_the_clock_moves(scene: Scene) -> None:
    """Reminders that fall at half past two in the night, which is skipped or comes twice."""
    for night in NIGHTS:
        midnight = datetime.combine(night, datetime.min.time(), AMSTERDAM).timestamp()
        _set_clock(scene, datetime.fromtimestamp(midnight - 3600, UTC))
        scene.ground.manage(
            "faults", "night", f"--number={scene.number}", f"--day={night}", **scene.changes()
        )
        scene.cycles.append(f"Nachtstukken {night}")
        sender = scene.sender()
        for hour in HOURS:
            _set_clock(scene, datetime.fromtimestamp(midnight + hour * 3600, UTC))
            scene.ground.manage("plan_reminders", **scene.changes())
        scene.await_mail(
            scene.number * len(scene.cycles)
        )  # the clock of the next night waits for it
        sender.terminate()
        sender.wait(timeout=30)
    moments = [at for (at,) in scene.ground.database.rows("SELECT not_before FROM mail_message")]
    if any(at.astimezone(AMSTERDAM).hour == 2 for at in moments):
        scene.problems.append("planned between two and three")


def two_years_on(scene: Scene) -> None:
    """Two years of mail lie in the outbox and the ledger; what is due passes them by."""
    scene.ground.manage("faults", "age", f"--number={AGED}")
    scene.ground.database.execute("ANALYZE mail_message")
    scene.ground.database.execute("ANALYZE cycle_reminder")
    scene.plan()
    before = _rows_read(scene)
    scene.struck()
    scene.ground.manage("plan_reminders", **scene.changes())
    sender = scene.spawn((sys.executable, "manage.py", "deliver_mail", "--once"))
    sender.wait(timeout=60)
    time.sleep(1.5)  # PostgreSQL counts a moment later
    read = _rows_read(scene) - before
    scene.remarks.append(f"{read} rows read from end to end")
    if read > AGED:
        scene.problems.append(OLD)
    scene.ground.database.execute("DELETE FROM cycle_reminder")
    scene.ground.database.execute("DELETE FROM mail_message WHERE key LIKE 'oud %'")


def _rows_read(scene: Scene) -> int:
    """Rows of the outbox and the ledger that were looked at without an index."""
    value: int = scene.ground.database.value(
        "SELECT sum(seq_tup_read)::bigint FROM pg_stat_user_tables "
        "WHERE relname IN ('mail_message', 'cycle_reminder')"
    )
    return value


def _set_clock(scene: Scene, moment: datetime) -> None:
    new = scene.ground.folder / "new-clock"
    new.write_text(str((moment - datetime.now(UTC)) / timedelta(seconds=1)))
    new.replace(scene.ground.folder / CLOCK)
