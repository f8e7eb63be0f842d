"""Every figure, at the shapes that break figures: nothing, everything, few runs, many turns."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.report import figure
from sim.report.figure.cost import LEVELS
from sim.statistics import exceedance, quantiles, rung_shares
from sim.statistics.first_passage import first_passage
from tests.report.known_study import RUNG_SHARES, climbs

HIGHEST = {
    "usual": climbs(10_000),
    "all calm": np.zeros(200, int),
    "all war": np.full(300, 11),
    "five runs": climbs(5),
    "one run": np.array([6]),
}
TURNS = (1, 5, 52, 156)


def passages(turns: int, n: int, factor: float) -> dict[int, pd.DataFrame]:
    draw = np.random.default_rng(3)
    curves = {}
    for rung in (5, 6, 7, 9):
        comes = draw.random(n) < min(1.0, RUNG_SHARES[rung] * factor)
        days = np.where(comes, np.ceil(draw.random(n) * turns) * 7, np.nan)
        curves[rung] = first_passage(days, np.arange(1, turns + 1) * 7.0)
    return curves


def standing(turns: int, n: int, steepness: float) -> pd.DataFrame:
    draw = np.random.default_rng(5)
    weights = np.exp(-steepness * np.arange(12))
    counts = draw.multinomial(n, weights / weights.sum(), size=turns)
    return rung_shares(0, counts, 7.0)


def compared(configs: int) -> pd.DataFrame:
    rows = []
    for at in range(configs):
        value = 0.05 * (at - 1)
        for outcome in ("Rung 6 or higher", "War", "Cost, UK"):
            scale = "quantity" if outcome.startswith("Cost") else "share"
            rows.append({"outcome": outcome, "label": f"UK config {at} · Russia prober",
                         "scale": scale, "unit": "M EUR" if scale == "quantity" else "share",
                         "difference": value, "ci_low": value - 0.01,
                         "ci_high": value + 0.01})  # fmt: skip
    return pd.DataFrame(rows)


def ranks(configs: int) -> pd.DataFrame:
    rows = [
        {"label": f"UK config {at} · Russia prober", "scale": scale, "clear": at % 3 > 0,
         "total": 600.0 + at, "rank": (at * step) % configs + 1}
        for scale, step in (("escalaition", 1), ("kahn", 1), ("mid", 3), ("goldstein", 1))
        for at in range(configs)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def by_cell(configs: int) -> pd.DataFrame:
    frames = [
        exceedance(climbs(500)).assign(label=f"UK config {at} · Russia opportunist")
        for at in range(configs)
    ]
    return pd.concat(frames)


def costs(values: np.ndarray) -> np.ndarray:
    return np.array(quantiles(values, LEVELS))


def kit(rows: int) -> pd.DataFrame:
    changes = ((1.46, 0.61), (0.4, 0.45), (0.0, 0.02), (0.0, 0.0))
    told = [
        {"label": f"Host {at}", "n": 10, "before": before, "before_low": before * 0.9,
         "before_high": before * 1.1, "after": after, "after_low": after * 0.9,
         "after_high": after * 1.1}
        for at, (before, after) in zip(range(rows), itertools.cycle(changes))
    ]  # fmt: skip
    return pd.DataFrame(told)


GRID = pd.DataFrame(
    [(row, column, 0.1 * at, at < 2) for at, (row, column) in enumerate(
        itertools.product(("hold", "restrained", "firm"), ("prober", "escalate to de-escalate")))],
    columns=["row", "column", "share", "least"],
)  # fmt: skip

FIGURES: dict[str, Callable[[str | None], Figure]] = {
    **{f"exceedance, {name}": lambda t, h=h: figure.exceedance(exceedance(h), t)
       for name, h in HIGHEST.items()},
    **{f"rung share, {turns} turns": lambda t, k=turns: figure.rung_share(standing(k, 500, 0.9), t)
       for turns in TURNS},
    "rung share, all calm": lambda t: figure.rung_share(standing(52, 50, 99.0), t),
    **{f"first passage, {turns} turns":
       lambda t, k=turns: figure.first_passage(passages(k, 300, 1.0), 7.0, t) for turns in TURNS},
    "first passage, never": lambda t: figure.first_passage(passages(52, 300, 0.0), 7.0, t),
    "first passage, always": lambda t: figure.first_passage(passages(52, 300, 999.0), 1.0, t),
    **{f"incursion, {rows} rows": lambda t, k=rows: figure.incursion(kit(k), t)
       for rows in (1, 4, 8)},
    "cost": lambda t: figure.cost(costs(np.random.default_rng(2).lognormal(3, 0.4, 500)), 40, t),
    "cost, all equal": lambda t: figure.cost(costs(np.full(9, 25.0)), 25.5, t),
    "cost, mostly none": lambda t: figure.cost(costs(np.array([0.0] * 90 + [80.0] * 10)), None, t),
    **{f"cells, {count}": lambda t, k=count: figure.cells(by_cell(k), t) for count in (1, 6, 24)},
    "cost by cell": lambda t: figure.cost_by_cell(pd.DataFrame(
        {"label": ["a", "b", "c"], "q05": [1.0, 0.0, np.nan], "q50": [5.0, 0.0, np.nan],
         "q95": [9.0, 0.0, np.nan]}), t),
    **{f"ranking, {count}": lambda t, k=count: figure.ranking(ranks(k), t) for count in (2, 20)},
    "grid": lambda t: figure.grid(GRID, 6, t),
    **{f"paired, {count}": lambda t, k=count: figure.paired(compared(k), "restrained", t)
       for count in (1, 3, 7)},
    "pairs": lambda t: figure.higher_lower(pd.DataFrame(
        {"label": ["hold", "firm"], "lower": [0.14, 0.01], "same": [0.64, 0.99],
         "higher": [0.22, 0.0]}), t),
}  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_no_label_touches_another_or_leaves_the_sheet(name: str) -> None:
    sheet = FIGURES[name]("A finding in a few words")
    boxes = label_boxes(sheet)
    width, height = sheet.get_size_inches() * sheet.dpi
    for text, box in boxes:
        assert box.x0 >= -1, f"{text!r} starts left of the sheet"
        assert box.x1 <= width + 1, f"{text!r} ends right of the sheet"
        assert box.y0 >= -1, f"{text!r} ends below the sheet"
        assert box.y1 <= height + 1, f"{text!r} starts above the sheet"
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        assert not overlap(a, b), f"{one!r} and {other!r} overlap"


@pytest.mark.parametrize("name", FIGURES)
def test_svg_is_the_same_each_time_keeps_text_and_has_no_legend(name: str) -> None:
    first, second = svg_of(FIGURES[name](None)), svg_of(FIGURES[name](None))
    assert first == second
    assert "<text" in first
    assert "legend" not in first
    assert "glyph" not in first


def test_the_title_is_the_finding_and_can_be_left_to_the_page() -> None:
    with_title = figure.exceedance(exceedance(climbs(50)), "Three in four")
    without = figure.exceedance(exceedance(climbs(50)))
    assert "Three in four" in svg_of(with_title)
    assert "Three in four" not in svg_of(without)
    assert with_title.get_figheight() > without.get_figheight()


def test_the_values_written_are_those_of_the_frame() -> None:
    told = svg_of(figure.exceedance(exceedance(climbs(10_000))))
    for value in ("96", "74", "37", "18", "8.5", "3.1", "850", "310", "100", "24"):
        assert f">{value}</text>" in told


def test_where_no_run_got_there_the_bound_is_written_with_a_sign() -> None:
    told = svg_of(figure.exceedance(exceedance(np.zeros(1_000, int))))
    assert told.count("&lt;30</text>") == 4


def test_a_first_passage_figure_says_how_many_never_get_there() -> None:
    told = svg_of(figure.first_passage(passages(52, 10_000, 1.0), 7.0))
    assert "never do" in told
    never = svg_of(figure.first_passage(passages(52, 300, 0.0), 7.0))
    assert "none of 300 by week 52" in never


def test_no_figure_uses_a_hot_colour_below_rung_nine() -> None:
    calm = climbs(1_000, [1, 1, 1, 0.9, 0.8, 0.5, 0.3, 0.2, 0.1, 0, 0, 0])
    told = svg_of(figure.exceedance(exceedance(calm))).lower()
    bars = told.split("the tail")[0]
    assert not any(colour in bars for colour in ("#c45210", "#93250e"))


def test_the_callers_settings_do_not_matter_and_are_left_alone() -> None:
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "path"}):
        told = svg_of(figure.grid(GRID, 6))
        assert matplotlib.rcParams["font.size"] == 30
    assert told == svg_of(figure.grid(GRID, 6))


def test_a_notebook_gets_a_picture() -> None:
    sheet = figure.grid(GRID, 6)
    assert sheet._repr_png_().startswith(b"\x89PNG")  # pyright: ignore[reportAttributeAccessIssue]


def svg_of(sheet: Figure) -> str:
    buffer = io.StringIO()
    sheet.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()


class Pen(RendererAgg):
    """Draws, and remembers every text that was really drawn (tick labels off the axis are not)."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__(width, height, dpi)
        self.drawn: list[Text] = []

    def draw_text(self, *args: Any, mtext: Text | None = None, **kwargs: Any) -> None:
        if mtext is not None:
            self.drawn.append(mtext)
        super().draw_text(*args, mtext=mtext, **kwargs)


def label_boxes(sheet: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with the box around it, a pixel narrower on each side."""
    width, height = sheet.get_size_inches() * sheet.dpi
    pen = Pen(width, height, sheet.dpi)
    sheet.draw(pen)
    return [(text.get_text(), Text.get_window_extent(text, pen).padded(-1.0)) for text in pen.drawn]


def overlap(a: Bbox, b: Bbox) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
