"""A policy preset in plain words: what it does, where that comes from, every number, every rule."""

from __future__ import annotations

from typing import Any

from sim.policies.registry import FAMILIES, family_number, parameters_of
from sim.scenario.body import BODIES
from sim.scenario.preset import Preset


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
    if family.body:
        told[family.body] = BODIES[family.body].say(preset.text)
    return told
