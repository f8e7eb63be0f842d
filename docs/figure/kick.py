"""What a kick is answered with: how often, how soon, how high, and by which acts."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.style import LIGHT, RUNGS
from sim.study.kick import kick_table

RUNS, SEED = 400, 7
LABEL, TOP, ROW, HEAD, BAR = 110, 44, 30, 34, 240


def kicked() -> pd.DataFrame:
    """Put every kick into runs of the Belgian scenario, facing every kind of adversary."""
    return kick_table("belgium_2025", RUNS, SEED)


@styled
def kick(table: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw a bar for how often each kick is answered, and beside it when and with what."""
    kicks = list(dict.fromkeys(table["kick"]))
    per = len(table) // len(kicks)
    block = HEAD + ROW * per
    canvas = Canvas(TOP + block * len(kicks) + 6, title)
    canvas.text(0, 12, "answered within 30 days by an act above talk, in 100 runs; 95% interval")
    axes = canvas.axes(LABEL, TOP, BAR, block * len(kicks))
    axes.set(xlim=(0, 1), ylim=(block * len(kicks), 0), xticks=[], yticks=[])
    axes.axis("off")
    for k, label in enumerate(kicks):
        canvas.text(0, TOP + k * block + 14, label, weight="bold", color=LIGHT["ink"])
        rows = pd.DataFrame(table[table["kick"] == label]).to_dict("records")
        for place, row in enumerate(rows):
            at = k * block + HEAD + (place + 0.5) * ROW - 6
            canvas.text(12, TOP + at, str(row["adversary"]))
            shade = RUNGS[int(row["median_rung"])] if row["answered"] else LIGHT["line"]
            axes.barh(at, 1.0, height=16, color=LIGHT["sunken"])
            axes.barh(at, row["answered"], height=16, color=shade)
            axes.plot(
                [row["low"], row["high"]], [at, at], color=LIGHT["ink"], lw=2, ls="-", marker=""
            )
            canvas.text(LABEL + BAR + 12, TOP + at, _words(row), size=9)
    return canvas.figure


def _words(row: dict) -> str:
    told = f"{row['answered'] * 100:.0f} in 100"
    if row["answered"]:
        acts = "; ".join(row["commonest"].split("; ")[:2])
        told += f", first after {row['median_days']:.1f} days; {acts}"
    if row["gave_way"] >= 0.01:
        told += f". {row['gave_way'] * 100:.0f} only talk"
    return told


def kick_rows(table: pd.DataFrame) -> str:
    """Return the table as Markdown."""
    heads = (
        "| kick | facing | answered, in 100 | only talk | first answer | highest rung | "
        "commonest first answers |"
    )
    lines = [heads, "|---|---|---|---|---|---|---|"]
    before = ""
    for row in table.to_dict("records"):
        lines.append(
            f"| {row['kick'] if row['kick'] != before else ''} | {row['adversary']} "
            f"| {row['answered'] * 100:.0f} ({row['low'] * 100:.0f} to {row['high'] * 100:.0f}) "
            f"| {row['gave_way'] * 100:.0f} | {row['median_days']:.1f} days "
            f"| {row['median_rung']:.0f} | {row['commonest']} |"
        )
        before = row["kick"]
    return "\n".join(lines)
