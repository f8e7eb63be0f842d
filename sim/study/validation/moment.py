"""The moments of disputes that are compared with data: each declared once, by the data's name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

import numpy as np

from sim.statistics.self_excitation import fit_self_excitation
from sim.study.validation.sample import Sample

SHOWS_OF_FORCE = (7,)
BORDER_VIOLATIONS = (12,)
ATTACKS = (16,)
CLASHES = (17,)
ANSWER_WINDOW_DAYS = 30.0


class Moment(NamedTuple):
    """One figure of a sample of disputes; `measure` returns NaN where the sample is empty."""

    name: str
    meaning: str
    measure: Callable[[Sample], float]


def share(flags: np.ndarray) -> float:
    """Return the share of true flags; NaN for none."""
    return float(np.mean(flags)) if len(flags) else float("nan")


def _level_at_least(level: int) -> Callable[[Sample], float]:
    return lambda sample: share(sample.disputes.highest_level.to_numpy() >= level)


def _days(low: float, high: float) -> Callable[[Sample], float]:
    return lambda sample: share(sample.disputes.days.between(low, high).to_numpy())


def _transition(before: int, after: int) -> Callable[[Sample], float]:
    def measure(sample: Sample) -> float:
        level, follows = sample.acts["level"], sample.followed()
        return share(level[1:][follows & (level[:-1] == before)] == after)

    return measure


def _answered(kinds: tuple[int, ...]) -> Callable[[Sample], float]:
    def measure(sample: Sample) -> float:
        chosen = np.isin(sample.mid_action, kinds)
        return share(sample.answer_days[chosen] <= ANSWER_WINDOW_DAYS)

    return measure


def _answer_lags(sample: Sample) -> np.ndarray:
    chosen = np.isin(sample.mid_action, SHOWS_OF_FORCE + BORDER_VIOLATIONS)
    lags = sample.answer_days[chosen]
    return lags[lags <= ANSWER_WINDOW_DAYS]


def _median_lag(sample: Sample) -> float:
    lags = _answer_lags(sample)
    return float(np.median(lags)) if len(lags) else float("nan")


def _deaths(kinds: tuple[int, ...]) -> Callable[[Sample], float]:
    return lambda sample: share(sample.acts["deaths"][np.isin(sample.mid_action, kinds)] > 0)


def branching(sample: Sample) -> float:
    """Return how many incidents one incident of a dyad sets off (`fit_self_excitation`)."""
    acts = sample.acts
    return fit_self_excitation(acts["run"], acts["day"], sample.watched_days).branching


MOMENTS: tuple[Moment, ...] = (
    Moment("hostlev_ge4", "disputes in which force was used", _level_at_least(4)),
    Moment("war_hostlev5", "disputes that became war", _level_at_least(5)),
    Moment(
        "reciprocated", "disputes in which both sides acted",
        lambda sample: share(sample.disputes.reciprocated.to_numpy()),
    ),
    Moment(
        "any_fatality_known", "disputes in which somebody died",
        lambda sample: share(sample.disputes.deaths.to_numpy() > 0),
    ),
    Moment("dur_one_day", "disputes of one day", _days(1, 1)),
    Moment(
        "dur_median_days", "median length of a dispute in days",
        lambda sample: float(sample.disputes.days.median()),
    ),
    Moment("dur_le30", "disputes of at most 30 days", _days(1, 30)),
    Moment("dur_gt365", "disputes of more than a year", _days(366, np.inf)),
    Moment(
        "single_incident_dispute", "disputes of a single incident",
        lambda sample: share(sample.disputes.incidents.to_numpy() == 1),
    ),
    Moment(
        "mean_per_dispute", "mean incidents of a dispute",
        lambda sample: float(sample.disputes.incidents.mean()),
    ),
    Moment(
        "median", "median incidents of a dispute",
        lambda sample: float(sample.disputes.incidents.median()),
    ),
    Moment(
        "settle_none", "disputes that end without a settlement",
        lambda sample: share(~sample.disputes.settled.to_numpy()),
    ),
    Moment("level_3_to_2", "after a display of force, a threat", _transition(3, 2)),
    Moment("level_3_to_3", "after a display of force, another", _transition(3, 3)),
    Moment("level_3_to_4", "after a display of force, use of force", _transition(3, 4)),
    Moment("level_4_to_2", "after use of force, a threat", _transition(4, 2)),
    Moment("level_4_to_3", "after use of force, a display", _transition(4, 3)),
    Moment("level_4_to_4", "after use of force, again", _transition(4, 4)),
    Moment(
        "answer_show_of_force", "shows of force that the other side answers within 30 days",
        _answered(SHOWS_OF_FORCE),
    ),
    Moment(
        "answer_border_violation", "border violations that the other side answers within 30 days",
        _answered(BORDER_VIOLATIONS),
    ),
    Moment("answer_median_days", "median days to an answer within 30 days", _median_lag),
    Moment(
        "answer_within_7_days", "answers within 30 days that come within 7",
        lambda sample: share(_answer_lags(sample) <= 7.0),
    ),
    Moment("branching", "incidents that one incident sets off", branching),
    Moment("deaths_show_of_force", "shows of force that kill somebody", _deaths(SHOWS_OF_FORCE)),
    Moment("deaths_attack", "attacks that kill somebody", _deaths(ATTACKS)),
    Moment("deaths_clash", "clashes that kill somebody", _deaths(CLASHES)),
)  # fmt: skip


def measure_all(sample: Sample, names: Collection[str] | None = None) -> dict[str, float]:
    """Return the moments of a sample by their names; all of them, or those in `names`."""
    return {
        moment.name: moment.measure(sample)
        for moment in MOMENTS
        if names is None or moment.name in names
    }
