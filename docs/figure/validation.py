"""Simulated figures against the intervals of the data, each on the scale of its own interval."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import fit
from sim.report.style import LIGHT, RUNGS
from sim.scenario import load_scenario
from sim.study.validation.battery import INSIDE, Row, judge
from sim.study.validation.sample import sample_of
from sim.study.validation.target import shipped_targets

DYADS, SEED = 3_000, 7
LABEL, TOP, ROW, WIDTH = 330, 40, 24, 420
REACH = 2.0
"""Half-widths of the interval that the axis shows on either side."""


def judged() -> list[Row]:
    """Simulate the generic dyads and hold them against the shipped targets."""
    return judge(sample_of(load_scenario("generic_dyad"), DYADS, SEED), shipped_targets())


@styled
def validation(rows: list[Row], title: str | None = None) -> Figure:
    """Draw a bar an interval and a dot a simulated figure."""
    canvas = Canvas(TOP + ROW * len(rows) + 10, title)
    axes = canvas.axes(LABEL, TOP, WIDTH, ROW * len(rows))
    axes.set(xlim=(-REACH, REACH), ylim=(len(rows), 0))
    axes.axis("off")
    canvas.text(0, 12, "bar: 95% interval of the data, all scaled to one width; dot: simulated")
    for place, row in enumerate(rows):
        y, half = place + 0.5, (row.high - row.low) / 2.0
        axes.barh(y, 2.0, 0.5, -1.0, color=RUNGS[1])
        canvas.text(0, TOP + ROW * y, fit(row.meaning, LABEL - 10))
        canvas.text(LABEL + WIDTH + 12, TOP + ROW * y, "" if row.simulated is None else
                    f"{row.simulated:.3g}", color=LIGHT["ink"])  # fmt: skip
        if row.simulated is not None and half > 0:
            at = (row.simulated - (row.low + row.high) / 2.0) / half
            is_inside = row.verdict == INSIDE
            axes.plot(min(max(at, -REACH), REACH), y, "o", ms=7, clip_on=False,
                      color=RUNGS[8] if is_inside else RUNGS[10])  # fmt: skip
    return canvas.figure
