"""Findings are said of all configs; ties are named, and luck is called no clear difference."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.study import contrast
from sim.statistics.interval import paired_share_interval
from sim.statistics.standing import ALPHA, Sign, Standing, mean_sign, share_sign, standing

Cells = dict[str, np.ndarray]


def flags(n: int, *events: int) -> Cells:
    """Configs a, b, c … of `n` runs of which the first so many reach the rung."""
    return {chr(97 + k): np.arange(n) < count for k, count in enumerate(events)}


def sign_of(cells: Cells) -> Sign:
    return lambda one, other, alpha: share_sign(cells[one], cells[other], alpha)


def found(cells: Cells) -> Standing:
    return standing({label: float(runs.mean()) for label, runs in cells.items()}, sign_of(cells))


def most(n: int, *events: int) -> str:
    return contrast.furthest_finding(found(flags(n, *events)), 9, n)


def span(n: int, *events: int) -> str:
    return contrast.cells_finding(found(flags(n, *events)), 6, n)


# Who is highest


@pytest.mark.parametrize("place", range(9))
def test_the_worst_of_nine_is_named_wherever_it_stands(place: int) -> None:
    events = [20] * 9
    events[place] = 41
    told = most(1_000, *events)
    assert told == f"Rung 9 or higher is reached most under {chr(97 + place)}, in 4.1 of 100 runs"


def test_all_alike_is_a_tie_and_names_nobody() -> None:
    told = most(10, 1, 1, 1)
    assert told == "Rung 9 or higher is reached equally often under all 3 configs, in 1 of 10 runs"


@pytest.mark.parametrize(
    ("n", "events", "told"),
    [
        (50, (2, 3), "no clear difference between the two configs, in 2 to 3 of 50 runs"),
        (300, (8, 6, 6), "no clear difference among the 3 configs, in 2 to 2.7 of 100 runs"),
        (1, (0, 1), "no clear difference between the two configs, in 0 to 1 of 1 runs"),
        (4, (4, 0), "no clear difference between the two configs, in 0 to 4 of 4 runs"),
    ],
)
def test_what_luck_explains_is_no_clear_difference(
    n: int, events: tuple[int, ...], told: str
) -> None:
    assert most(n, *events) == f"Rung 9 or higher: {told}"


def test_two_that_tie_at_the_top_are_both_named() -> None:
    told = most(1_000, 100, 400, 10, 400)
    assert told.startswith(
        "Rung 9 or higher is reached most under d and b, not clearly apart: in 40"
    )


def test_many_at_the_top_are_counted_and_one_config_is_not_compared() -> None:
    told = most(1_000, *[400] * 8, 10)
    assert "under h, g, f and 5 others, not clearly apart" in told
    assert most(100, 7) == "Rung 9 or higher is reached in 7 of 100 runs"
    assert most(100, 0, 0) == "Under no config does a run reach rung 9"


# From the lowest to the highest


def test_the_ends_are_named_with_what_is_not_clearly_apart() -> None:
    assert span(1_000, 220, 580) == "From 22 (a) to 58 (b) of 100 runs reach rung 6"
    told = span(1_000, 220, 222, 580)
    assert told == "From 22 (a; not clearly apart: b) to 58 (c) of 100 runs reach rung 6"
    assert span(50, 5, 45) == "From 5 (a) to 45 (b) of 50 runs reach rung 6"


def test_no_ends_are_named_where_luck_may_have_put_them_there() -> None:
    assert span(1_000, 220, 221, 222) == (
        "No clear difference among the 3 configs: 22 of 100 runs reach rung 6"
    )
    assert span(1_000, 220, 220) == "Under both configs, 22 of 100 runs reach rung 6"


@given(st.integers(1, 60), st.lists(st.floats(0, 1), min_size=2, max_size=20), st.integers(0, 99))
def test_a_stated_maximum_is_that_of_all_and_apart_from_every_other(
    n: int, shares: list[float], seed: int
) -> None:
    luck = np.random.default_rng(seed).random(n)
    cells = {f"config-{k}": luck < share for k, share in enumerate(shares)}
    told = contrast.furthest_finding(found(cells), 9, n)
    stated = re.search(r"reached most under (config-\d+), in", told)
    if stated is None:
        assert re.search("no clear|not clearly apart|equally often|no config", told)
        return
    top = cells[stated[1]]
    for label, runs in cells.items():
        if label != stated[1]:
            assert top.mean() > runs.mean()
            higher, lower = int((top & ~runs).sum()), int((runs & ~top).sum())
            assert paired_share_interval(higher, lower, n).low > 0


# Policy against policy


def grid(n: int, **events: tuple[int, int]) -> str:
    rows, cells = [], {}
    for row, counts in events.items():
        for column, count in zip(("prober", "spiral"), counts, strict=True):
            cells[f"{row} {column}"] = np.arange(n) < count
            rows.append({"row": row, "column": column, "label": f"{row} {column}",
                         "share": count / n})  # fmt: skip
    frame = pd.DataFrame(rows)
    frame.attrs = {"rows": "UK", "columns": "Russia"}
    return contrast.grid_finding(frame, 6, sign_of(cells), ALPHA)


def test_a_grid_says_whether_one_policy_is_clearly_least_everywhere() -> None:
    assert grid(1_000, hold=(400, 200), firm=(100, 100)) == (
        "UK firm reaches rung 6 least, whatever Russia plays"
    )
    assert grid(1_000, hold=(400, 200), firm=(300, 500)) == (
        "No UK policy is clearly least against all of Russia's; "
        "hold has the lowest worst case, 40 of 100"
    )


def test_a_grid_that_luck_explains_names_no_winner() -> None:
    told = grid(100, hold=(40, 20), firm=(39, 19))
    assert "no worst case is clearly the lowest" in told
    told = grid(1_000, hold=(400, 200), firm=(300, 401), bold=(700, 700))
    assert "lowest worst case: hold; not clearly apart: firm" in told


# Against a baseline


def paired(baseline: np.ndarray, others: Cells) -> str:
    rows = [
        {"outcome": "Rung 6 or higher", "label": label,
         "difference": float(runs.mean() - baseline.mean()),
         "clear": share_sign(baseline, runs, ALPHA / len(others))}
        for label, runs in others.items()
    ]  # fmt: skip
    stand = found({"base": baseline, **others})
    return contrast.paired_finding(pd.DataFrame(rows), "Rung 6 or higher", "base", stand)


def test_only_clear_differences_are_told() -> None:
    base = np.arange(1_000) < 200
    told = paired(base, flags(1_000, 280, 201))
    assert told == "Rung 6 or higher, of 100 runs against base: 8 more under a"
    told = paired(base, flags(1_000, 201))
    assert told == "Against base, no config differs clearly in rung 6 or higher"


def test_of_nine_the_furthest_is_told_and_the_clear_ones_are_counted() -> None:
    base = np.arange(1_000) < 200
    told = paired(base, flags(1_000, 250, 260, 255, 200, 205, 199, 100, 201, 500))
    assert told == (
        "Rung 6 or higher, of 100 runs against base: up to 30 more under i "
        "(clearly more under 4 of 9 configs), 10 fewer under g"
    )


def pairs(**counts: tuple[float, float, int]) -> str:
    rows = [{"label": label, "higher": up, "lower": down, "clear": clear}
            for label, (up, down, clear) in counts.items()]  # fmt: skip
    return contrast.higher_lower_finding(pd.DataFrame(rows), "restrained")


def test_pairs_are_told_with_what_luck_explains() -> None:
    assert pairs(firm=(0.29, 0.09, 1)) == "Of 100 pairs, firm ends higher in 29 and lower in 9"
    assert pairs(firm=(0.03, 0.02, 0)).endswith("lower in 2: no clear difference")
    assert pairs(firm=(0.29, 0.09, 1), hold=(0.1, 0.4, -1), bold=(0.1, 0.1, 0)) == (
        "Highest rung against restrained, pair by pair: "
        "clearly higher under firm, clearly lower under hold"
    )
    assert pairs(a=(0.1, 0.1, 0), b=(0.0, 0.0, 0)) == (
        "Against restrained, no config ends clearly higher or lower, pair by pair"
    )


# What it costs, what kit changes, which scale


def test_costs_are_told_from_end_to_end_only_where_they_differ() -> None:
    clear = Standing({"hold": 5.0, "firm": 60.0}, ["hold"], ["firm"], True)
    told = contrast.cost_by_cell_finding("UK", clear)
    assert told == "Median UK cost runs from €5M (hold) to €60M (firm)"
    luck = Standing({"hold": 5.0, "firm": 5.4}, ["hold", "firm"], ["firm", "hold"], False)
    assert "no clear difference" in contrast.cost_by_cell_finding("UK", luck)
    assert contrast.cost_by_cell_finding("UK", None) == "No UK cost in any config"


@pytest.mark.parametrize(
    ("after", "clear", "verb"),
    [(0.6, -1, "fall from"), (2.0, 1, "rise from"), (1.4, 0, "do not change clearly: from")],
)
def test_incursions_fall_rise_or_do_not_change(after: float, clear: int, verb: str) -> None:
    frame = pd.DataFrame([{"label": "x", "n": 50, "before": 1.5, "after": after, "clear": clear}])
    told = contrast.incursion_finding(frame, "Belgium")
    assert told == f"After kit comes, incursions over Belgium {verb} 1.5 to {after:g} a month"


def test_incursions_are_told_of_all_configs() -> None:
    rows = [{"label": f"{k}", "n": 50 if k else 0, "before": 1.5 + k / 10, "after": 0.5,
             "clear": -1} for k in range(4)]  # fmt: skip
    told = contrast.incursion_finding(pd.DataFrame(rows), "Belgium")
    assert told.endswith("fall from 1.6–1.8 to 0.5 a month in all 3 cases")
    rows[1]["clear"] = 0
    told = contrast.incursion_finding(pd.DataFrame(rows), "Belgium")
    assert told.endswith("fall in 2, do not change clearly in 1 of 3 cases")


def scales(n: int, noise: float, **totals: tuple[float, float]) -> str:
    draw = np.random.default_rng(4)
    runs = {
        scale: {label: draw.normal(of[k], noise, n) for label, of in totals.items()}
        for k, scale in enumerate(("kahn", "goldstein"))
    }
    signs = {
        scale: lambda one, other, alpha, own=own: mean_sign(own[one], own[other], alpha)
        for scale, own in runs.items()
    }
    return contrast.scales_finding(signs, list(totals), ALPHA)


def test_scales_contradict_each_other_only_where_both_are_clear() -> None:
    assert scales(300, 20.0, hold=(600, 700), firm=(700, 600)) == (
        "The order depends on the scale: hold is calmer than firm on Kahn, "
        "and the other way round on Goldstein"
    )
    assert scales(300, 20.0, hold=(600, 600), firm=(700, 700)) == "hold is calmest on all 2 scales"
    assert scales(300, 900.0, hold=(670, 683), firm=(683, 670)) == (
        "No clear difference between the two configs on any of 2 scales"
    )
