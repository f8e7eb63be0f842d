"""How configs rank on each published scale of escalation, from least hostile to most."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.report.drawing.canvas import Canvas, styled
from sim.report.drawing.label import fit
from sim.report.style import LIGHT, RUNGS

_LABEL, _ROW, _HEAD = 240, 44, 56
SCALE_WORDS = {
    "escalaition": "EscalAItion",
    "kahn": "Kahn",
    "mid": "MID levels",
    "goldstein": "Goldstein",
}


@styled
def ranking(frame: pd.DataFrame, title: str | None = None) -> Figure:
    """Draw one line a scale through the ranks of the configs; 1, at the top, is least hostile.

    `frame` has label, scale, total, rank and `clear`: a mark is hollow where it is not clearly
    apart from the next rank. Lines cross where scales disagree, clearly or not.
    """
    labels = list(dict.fromkeys(frame["label"].astype(str)))
    scales = list(dict.fromkeys(frame["scale"].astype(str)))
    canvas = Canvas(_HEAD + _ROW * len(labels) + 10, title)
    step = (canvas.width - _LABEL - 40) / max(1, len(scales) - 1)
    axes = canvas.axes(_LABEL, _HEAD, canvas.width - _LABEL - 40, _ROW * len(labels))
    axes.set(xlim=(0, canvas.width - _LABEL - 40), ylim=(len(labels) + 0.5, 0.5))
    axes.axis("off")
    for place, scale in enumerate(scales):
        word = SCALE_WORDS.get(str(scale), str(scale))
        axes.text(place * step, 0.1, word, ha="center", clip_on=False, color=LIGHT["ink"],
                  weight="bold")  # fmt: skip
    found = {(row["label"], row["scale"]): row for row in frame.to_dict("records")}
    for number, label in enumerate(labels):
        shade = RUNGS[3 + number % 6]
        own = [found[label, scale] for scale in scales]
        ranks = [row["rank"] for row in own]
        axes.plot([k * step for k in range(len(scales))], ranks, color=shade, lw=3, marker="",
                  ls="-", clip_on=False)  # fmt: skip
        for place, row in enumerate(own):
            face = shade if row["clear"] else LIGHT["surface"]
            axes.plot(place * step, row["rank"], "o", ms=9, mfc=face, mec=shade, mew=2,
                      clip_on=False, zorder=3)  # fmt: skip
            axes.text(place * step + 10, row["rank"] - 0.24, f"{row['total']:,.0f}", size=8,
                      color=LIGHT["ink3"], clip_on=False)  # fmt: skip
        canvas.text(0, _HEAD + _ROW * (ranks[0] - 0.5), fit(label, _LABEL - 30))
    return canvas.figure
