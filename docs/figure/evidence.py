"""How many numbers of each area rest on what."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.style import LIGHT, RUNGS
from sim.scenario.evidence import Entry

SHADES = {
    "sourced": RUNGS[8],
    "elicited": RUNGS[6],
    "assumed": RUNGS[3],
    "unlabelled": RUNGS[1],
}
LEFT, TOP, ROW, WIDTH, BAR = 110, 44, 40, 560, 22


@styled
def evidence(entries: Sequence[Entry], title: str | None = None) -> Figure:
    """Draw a bar an area, as long as 100%; numbers behind it count."""
    areas = list(dict.fromkeys(entry.area for entry in entries))
    canvas = Canvas(TOP + ROW * len(areas) + 10, title)
    axes = canvas.axes(LEFT, TOP, WIDTH, ROW * len(areas))
    axes.set(xlim=(0, WIDTH), ylim=(ROW * len(areas), 0))
    axes.axis("off")
    for place, (kind, shade) in enumerate(SHADES.items()):
        x = place * 120
        axes.barh(-30, 14, 12, x, color=shade, clip_on=False)
        axes.text(x + 20, -30, kind, va="center", size=9, color=LIGHT["ink2"])
    for place, area in enumerate(areas):
        own = [entry for entry in entries if entry.area == area]
        counts = {kind: sum(getattr(entry, kind) for entry in own) for kind in SHADES}
        y, x, total = (place + 0.5) * ROW, 0.0, sum(counts.values())
        for kind, count in counts.items():
            if count == 0:
                continue
            axes.barh(y, WIDTH * count / total, BAR, x, color=SHADES[kind])
            x += WIDTH * count / total
        axes.text(-12, y, area, ha="right", va="center", size=10, color=LIGHT["ink"])
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        axes.text(0, y + 17, told, va="center", size=8, color=LIGHT["ink3"])
    return canvas.figure
