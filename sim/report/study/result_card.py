"""A result as a notebook shows it: the question, then the rungs or the configs."""

from __future__ import annotations

from sim.report.drawing.tile import of_hundred
from sim.report.study.reading import Reading
from sim.report.study.table import COMPARED_RUNGS, at_least, lines
from sim.scenario.card import card
from sim.study import Result

MOST_ROWS = 40


def result_card(result: Result) -> str:
    """Return the result as HTML: one config as the table of its outcomes, several side by side."""
    reading = Reading(result)
    title, note = " · ".join(reading.titles), reading.question
    config, manifest = result.manifest.config, result.manifest
    facts = [("runs, seed", f"{config['runs']:,} a config · {config['seed']}")]
    if not result.is_complete:
        facts.append(("not complete", f"{manifest.runs_done:,} of {manifest.runs_total:,} runs"))
    facts.append(("note", "Exploration, not prediction."))
    if not reading.labels:
        return card(title, facts, note)
    if len(reading.labels) == 1:
        heads = ("rung or outcome", "runs", "estimate", "95 in 100", "1 in 20")
        told = lines(reading, next(iter(reading.labels)))
        rows = [(x.outcome, f"{x.runs:,}", x.estimate, x.interval, x.tail) for x in told]
        return card(title, facts, note, heads, rows)
    heads = ("of 100 runs, reach", *(f"rung {at_least(rung)}" for rung in COMPARED_RUNGS))
    rows = [
        (label, *(of_hundred(reading.exceedance(cell)["share"].iloc[r]) for r in COMPARED_RUNGS))
        for cell, label in list(reading.labels.items())[:MOST_ROWS]
    ]
    if len(reading.labels) > MOST_ROWS:
        facts.append(("shown", f"the first {MOST_ROWS} of {len(reading.labels)} configs"))
    return card(title, facts, note, heads, rows)
