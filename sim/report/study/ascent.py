"""The sections on one config's climb: how high, where the runs stand, how soon."""

from __future__ import annotations

from sim.report import figure
from sim.report.study import finding
from sim.report.study.reading import Reading
from sim.report.study.section import Section
from sim.scenario.scenario import period

_PASSAGE_RUNGS = (5, 6, 7, 9)
_MOST_CURVES = 4


def high(reading: Reading, cell: int = 0) -> Section:
    """How high the runs of a cell climb."""
    frame = reading.exceedance(cell)
    return Section(
        "high",
        "How high",
        finding.exceedance_finding(frame),
        "Bars: share of runs whose highest rung is at least this one. Whiskers: 95% interval; a "
        "hollow triangle is an upper bound where no run reached the rung. Rungs are an order, not "
        "a distance, so no mean is shown.",
        lambda title: figure.exceedance(frame, title),
    )


def where(reading: Reading, cell: int = 0) -> Section | None:
    """On which rung the runs of a cell stand, turn by turn; None without turns."""
    turns = reading.rung_turns(cell)
    if turns.empty:
        return None
    rung = finding.telling_rung(reading.exceedance(cell))
    name = period(reading.days_per_turn)
    shares = figure.shares_by_rung(turns)
    return Section(
        "where",
        "Where runs stand",
        finding.rung_share_finding(shares, max(rung, 1), name),
        f"Share of runs standing on each rung, by the highest act of that {name}. "
        "The top, where it is thin, is enlarged above.",
        lambda title: figure.rung_share(turns, title),
    )


def soon(reading: Reading, cell: int = 0) -> Section | None:
    """How soon the runs of a cell reach the telling rungs; None without turns."""
    frame = reading.exceedance(cell)
    rungs = passage_rungs(dict(zip(frame["rung"], frame["share"], strict=True)))
    if not reading.n_turns or not rungs:
        return None
    curves = reading.passage(cell, rungs)
    telling = finding.telling_rung(frame)
    rung = telling if telling in curves else rungs[0]
    name = period(reading.days_per_turn)
    return Section(
        "soon",
        "How soon",
        finding.first_passage_finding(curves, rung, name),
        f"Share of runs that have reached each rung by each {name}. Bands: 95% interval. "
        "Rings: half of the final share.",
        lambda title: figure.first_passage(curves, reading.days_per_turn, title),
    )


def passage_rungs(share: dict[int, float]) -> list[int]:
    """The rungs whose curves tell something: reached by some runs, at most four of them."""
    some = [rung for rung in range(1, 12) if 0 < share[rung] < 0.9995]
    if not some:  # all or nothing: the highest rungs that every run reaches
        return [rung for rung in range(1, 12) if share[rung] > 0][-_MOST_CURVES:]
    usual = [rung for rung in _PASSAGE_RUNGS if rung in some]
    chosen = usual + [rung for rung in some if rung not in usual and rung > 3]
    return sorted((chosen or some)[:_MOST_CURVES])
