"""A policy preset in plain words: what it does, where that comes from, every number, every rule."""

from __future__ import annotations

from typing import Any

from sim.core.answer.expectation import expected_on_rung
from sim.policies.answering import at_least_one
from sim.policies.registry import FAMILIES, family_number, parameters_of
from sim.scenario.body import BODIES
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import Preset

RUNGS_TOLD = (3, 5, 7, 9)
"""Rungs of a provocation for which it is said how often a policy answers it."""


def explain_policy(preset: Preset) -> dict[str, Any]:
    """Return what a preset does: plain values, and sentences for its rules or timeline."""
    family = FAMILIES[family_number(preset.family)]
    told: dict[str, Any] = {
        "name": preset.name,
        "describes": preset.describes,
        "suits": list(preset.suits),
        "source": preset.source,
        "family": family.name,
        "behaviour": family.behaviour,
        "family_source": family.source,
        "parameters": [
            {
                "name": parameter.name,
                "value": preset.parameters[parameter.name],
                "low": parameter.low,
                "high": parameter.high,
                "unit": parameter.unit,
                "meaning": parameter.meaning,
            }
            for parameter in parameters_of(family)
        ],
    }
    told["answers"] = _answers(preset)
    if family.body:
        told[family.body] = BODIES[family.body].say(preset.text)
    return told


def _answers(preset: Preset) -> list[str]:
    """Say what a preset answers and how high, at the usual numbers of the rules.

    Empty for a family that answers nothing, or by a rule of its own that its behaviour tells.
    """
    if "responsiveness" not in preset.parameters:
        return []
    expected, growth = (PARAMETERS[f"answer.{name}"].default for name in ("expected", "growth"))
    shares = []
    for rung in RUNGS_TOLD:
        often = expected_on_rung(expected, growth, float(rung))
        chance = at_least_one(preset.parameters["responsiveness"] * often)
        shares.append(f"{100 * chance:.0f} in 100 on rung {rung}")
    step = preset.parameters["step"]
    where = "on the rung of the provocation"
    if step:
        rungs, way = "rung" if abs(step) == 1 else "rungs", "above" if step > 0 else "below"
        where = f"{abs(step):g} {rungs} {way} it"
    risk = preset.parameters["risk_borne"]
    return [
        f"Of public acts by one that is known it answers {', '.join(shares)}, {where}.",
        f"Once shots have fallen it bears a risk of war of {100 * risk:g} in 100.",
    ]
