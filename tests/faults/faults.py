"""All faults: how they are played, and what must go wrong without the protection."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import all_at_once, hook_plays, plays, rhythm_plays, smtp_plays, web_plays
from tests.faults.figures import Figures
from tests.faults.ground import Ground
from tests.faults.scene import Scene, TookTooLong, scene_on


@dataclass(frozen=True)
class Fault:
    """`without` names the protection that the control switches off, `red` what then breaks."""

    name: str
    play: Callable[[Scene], None]
    without: str
    red: str
    number: int = 200
    patience: float = 20.0
    control_number: int = 0
    vendor: str = "postgresql"
    lease: float = 4.0
    blind: bool = True
    """Also played without evidence."""
    proven: bool = True
    """Also played with evidence, which only mail has."""

    @property
    def modes(self) -> list[tuple[bool, bool]]:
        """With evidence or not, and as a control or not."""
        modes = [(True, False)] * self.proven + [(False, False)] * self.blind
        return [*modes, (self.proven, True)]


@dataclass(frozen=True)
class Played:
    fault: Fault
    evidence: bool
    control: bool
    figures: Figures
    remarks: tuple[str, ...] = ()

    @property
    def wrong(self) -> list[str]:
        return self.figures.wrong(evidence=self.evidence)

    @property
    def as_expected(self) -> bool:
        """Green, or for a control red for its own reason."""
        if not self.control:
            return not self.wrong
        return any(self.fault.red in each for each in self.wrong)


def play(fault: Fault, ground: Ground, *, evidence: bool, control: bool = False) -> Played:
    """One run of one fault; a control has the protection switched off."""
    with scene_on(
        ground,
        evidence=evidence,
        without=fault.without if control else "",
        number=fault.control_number or fault.number if control else fault.number,
        patience=fault.patience if not control else min(fault.patience, 20.0),
        settings={"FAULT_LEASE": str(fault.lease)},
    ) as scene:
        try:
            fault.play(scene)
        except TookTooLong:
            scene.problems.append("took too long")
        scene.settle()
        return Played(fault, evidence, control, scene.figures(), tuple(scene.remarks))


FAULTS = (
    Fault("sender-killed", plays.sender_killed, "no_recovery", "missing"),
    Fault("killed-before-commit", plays.killed_before_commit, "resends_at_once", "duplicate"),
    Fault("killed-before-smtp", plays.killed_before_smtp, "no_recovery", "missing"),
    Fault("worker-killed", plays.worker_killed, "no_recovery", "missing"),
    Fault("broker-emptied", plays.broker_emptied, "no_beat", "missing", number=10_000,
          control_number=200, patience=300.0),
    Fault("broker-dead", web_plays.broker_dead, "bell_in_the_deed", "not saved", number=40,
          control_number=5, patience=60.0, blind=False),
    Fault("broker-hangs", web_plays.broker_hangs, "patient_bell", "page slow", number=40,
          control_number=5),
    Fault("database-crashed", plays.database_crashed, "no_waiting_commit", "duplicate"),
    Fault("two-beats", plays.two_beats_two_planners, "key_from_now", "duplicate"),
    Fault("busy", smtp_plays.busy, "one_try", "missing"),
    Fault("refused", smtp_plays.refused, "refusal_stops", "missing"),
    Fault("no-answer", smtp_plays.no_answer, "resends_at_once", "duplicate"),
    Fault("hangs", smtp_plays.hangs, "no_time_out", "missing"),
    Fault("clock", plays.clock_on_and_back, "key_from_now", "duplicate"),
    Fault("poison", plays.poison, "poison_spreads", "missing"),
    Fault("access-revoked", plays.access_revoked, "no_second_look", "unwanted", number=60),
    Fault("sender-stopped", plays.sender_stopped, "deaf", "stopped process"),
    Fault("worker-stopped", plays.worker_stopped, "deaf_worker", "end", number=400),
    Fault("sqlite-at-once", plays.four_processes_two_planners, "unlocked", "duplicate",
          vendor="sqlite"),
    Fault("sqlite-sender-killed", plays.sender_killed, "no_recovery", "missing",
          vendor="sqlite"),
    Fault("weeks-down", rhythm_plays.weeks_of_downtime, "every_missed_morning", "unwanted",
          number=60, patience=120.0, blind=False),
    Fault("clock-nights", rhythm_plays.nights_the_clock_moves, "no_hole",
          "planned between two and three", number=40, blind=False),
    Fault("two-years-on", rhythm_plays.two_years_on, "by_token_alone", rhythm_plays.OLD, number=400,
          blind=False),
    Fault("webhooks", hook_plays.hooks_killed, "no_freeing", "missing", number=120,
          patience=60.0, proven=False),
    Fault("many-due", web_plays.many_due, "held_while_sending", "web slow", number=500,
          patience=900.0, blind=False),
    Fault("all-at-once", all_at_once.all_at_once, "resends_at_once", "duplicate", number=10_000,
          control_number=600, patience=300.0, lease=6.0, blind=False),
)  # fmt: skip
