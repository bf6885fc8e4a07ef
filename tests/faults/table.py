"""The published figures, a line per run."""

from collections.abc import Sequence

from tests.faults.faults import Played

NAMES = ("planned", "sent", "duplicate", "missing", "uncertain", "dead")
HEAD = (
    f"{'fault':22}{'run':10}"
    + "".join(f"{name:>10}" for name in NAMES)
    + f"{'recovery':>10}{'lag p50':>9}{'p95':>7}{'max':>7}"
)


def line(one: Played) -> str:
    figures = one.figures
    run = "control" if one.control else "evidence" if one.evidence else "blind"
    counts = "".join(f"{getattr(figures, name):10}" for name in NAMES)
    lags = f"{figures.percentile(0.5):8.1f}s{figures.percentile(0.95):6.1f}s"
    slowest = max(figures.lags, default=0.0)
    return (
        f"{one.fault.name:22}{run:10}{counts}{figures.recovery:9.1f}s{lags}{slowest:6.1f}s"
        f"  {_mark(one)}"
    )


def verdict(played: Sequence[Played]) -> str:
    wrong = [one for one in played if not one.as_expected]
    controls = sum(one.control for one in played)
    return (
        f"{len(played) - controls} runs and {controls} controls, {len(wrong)} not as they should be"
    )


def _mark(one: Played) -> str:
    said = ", ".join([*one.wrong, *one.remarks])
    if one.control:
        way = f"without {one.fault.without}"
        return f"red as it should be ({way}: {said})" if one.as_expected else f"NOT RED ({way})"
    return f"ok {said}".strip() if one.as_expected else f"RED: {said}"
