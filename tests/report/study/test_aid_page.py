"""The account of aid on one page: words, table and figure say the same."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from sim.report.figure.aid import AID_WORDS, aid
from sim.report.study.aid_page import aid_page, aid_rows, headline
from sim.study.aid import ADVERSARIES, AIDS, ATTRIBUTION, MIXED, PROVOKES, STABILISES
from tests.report.figure.test_figure import label_boxes, overlap, svg_of

COMMAND = "countermove aid runs=2000"
CHANGES = dict(zip(AIDS, (-10.0, -42.5, -40.0, 38.0), strict=True))
"""Harm without aid is 100 and close encounters are met by half of the runs."""


def account(factor: float = 1.0, half: float = 3.0) -> pd.DataFrame:
    """Return a whole account with known changes, times `factor`; intervals are ± `half`."""
    rows = []
    for adversary, quality, kind in itertools.product(ADVERSARIES, ATTRIBUTION, AIDS):
        change = CHANGES[kind] * factor
        row = {"adversary": adversary, "attribution": quality, "aid": kind}
        for name in ("severity_share", "incursions_share", "encounter_points"):
            row |= {name: change, f"{name}_low": change - half, f"{name}_high": change + half}
        verdict = PROVOKES if kind == "frontline_unit" else STABILISES
        rows.append(row | {"read_as_offensive": 0.25, "verdict": verdict})
    return pd.DataFrame(rows)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


# The page


def test_the_page_asks_tells_warns_and_says_how_it_was_made() -> None:
    page = aid_page(account(), COMMAND, 2_000)
    assert page.startswith("# Which aid stabilises, and which provokes?\n")
    assert page.count("Exploration, not prediction") == 1
    assert "2,000 runs a cell" in page
    assert page.rstrip().endswith(f"Made by `{COMMAND}`.")
    titles = re.findall(r"^## (.*)$", page, flags=re.M)
    assert titles == ["Attribution poor", "Attribution usual", "Attribution good"]


def test_the_finding_names_every_adversary_and_every_aid_once() -> None:
    told = headline(account()).strip().splitlines()
    assert len(told) == len(ADVERSARIES)
    for line, adversary in zip(told, ADVERSARIES, strict=True):
        assert line == (
            f"- **Facing the {adversary}**: advisers, EW suite, counter-drone kit: stabilises; "
            "frontline unit: provokes."
        )


def test_the_finding_is_that_of_usual_attribution() -> None:
    table = account()
    table.loc[table["attribution"] != "usual", "verdict"] = MIXED
    assert MIXED not in headline(table)
    table.loc[table["attribution"] == "usual", "verdict"] = MIXED
    assert headline(table).count(MIXED) == len(ADVERSARIES)


def test_every_cell_has_a_row_with_its_own_numbers() -> None:
    table = account()
    usual = pd.DataFrame(table[table["attribution"] == "usual"])
    lines = aid_rows(usual).strip().splitlines()
    assert len(lines) == 2 + len(usual)
    assert len({line.count("|") for line in lines}) == 1
    for line, row in zip(lines[2:], usual.to_dict("records"), strict=True):
        adversary, kind, harm, incursions, encounters, offensive, verdict = cells(line)
        change = CHANGES[row["aid"]]
        shown = f"{change:+.1f} ({change - 3:+.1f} to {change + 3:+.1f})"
        assert [harm, incursions, encounters] == [shown] * 3
        assert kind == AID_WORDS[row["aid"]]
        assert (offensive, verdict) == ("25%", row["verdict"])
        assert adversary in ("", row["adversary"])
    assert [cells(line)[0] for line in lines[2:] if cells(line)[0]] == list(ADVERSARIES)


def test_a_part_of_the_account_has_only_its_sections() -> None:
    table = account()
    page = aid_page(pd.DataFrame(table[table["attribution"] == "good"]), COMMAND, 50)
    assert re.findall(r"^## (.*)$", page, flags=re.M) == ["Attribution good"]


def test_every_aid_under_study_has_words() -> None:
    assert set(AIDS) <= AID_WORDS.keys()


# The figure

ONE = account()[lambda table: (table["adversary"] == "spiral") & (table["aid"] == "advisers")]
SHAPES = {
    "usual": account(),
    "hardly any change": account(0.001, 0.002),
    "no change at all": account(0.0, 0.0),
    "large": account(8.0),
    "wide intervals": account(1.0, 120.0),
    "one adversary": pd.DataFrame(account()[lambda table: table["adversary"] == "spiral"]),
    "one row": pd.DataFrame(ONE),
    "nothing to take shares of": account().assign(
        severity_share=np.nan, severity_share_low=np.nan, severity_share_high=np.nan
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_label_touches_another_or_leaves_the_sheet(name: str) -> None:
    sheet = aid(SHAPES[name], "A finding in a few words")
    boxes = label_boxes(sheet)
    width, height = sheet.get_size_inches() * sheet.dpi
    for text, box in boxes:
        assert box.x0 >= -1, f"{text!r} starts left of the sheet"
        assert box.x1 <= width + 1, f"{text!r} ends right of the sheet"
        assert box.y0 >= -1, f"{text!r} ends below the sheet"
        assert box.y1 <= height + 1, f"{text!r} starts above the sheet"
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        assert not overlap(a, b), f"{one!r} and {other!r} overlap"


def test_svg_is_the_same_each_time_and_names_what_it_shows() -> None:
    first, second = svg_of(aid(account())), svg_of(aid(account()))
    assert first == second
    for word in (*ADVERSARIES, *AID_WORDS.values(), *ATTRIBUTION):
        assert word in first


def test_calmer_is_left_of_the_line_and_intervals_lie_around_their_points() -> None:
    points, bars = marks(aid(account()))
    assert len(points) == len(bars) == 2 * len(account())
    for (x, y), (low, high, at) in zip(points, bars, strict=True):
        assert y == at
        assert (low, high) == pytest.approx((x - 3.0, x + 3.0))
    assert sorted({x for x, _ in points}) == sorted(CHANGES.values())


def test_no_interval_is_cut_off() -> None:
    sheet = aid(account(1.0, 120.0))
    _, bars = marks(sheet)
    for axes in panels(sheet):
        left, right = axes.get_xlim()
        assert left == -right
        assert left < min(low for low, _, _ in bars)
        assert right > max(high for _, high, _ in bars)


def panels(sheet: Figure) -> list:
    return [axes for axes in sheet.axes if axes.get_xlim()[0] < 0]


def marks(sheet: Figure) -> tuple[list[tuple[float, float]], list[tuple[float, float, float]]]:
    """Return the points, as (x, y), and the intervals, as (low, high, y), of both panels."""
    points, bars = [], []
    for axes in panels(sheet):
        for line in axes.get_lines():
            x, y = line.get_xdata(), line.get_ydata()
            if line.get_marker() == "o":
                points.append((float(x[0]), float(y[0])))
            elif y[0] == y[1]:
                bars.append((float(x[0]), float(x[1]), float(y[0])))
    return points, bars
