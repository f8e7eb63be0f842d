"""Start a scenario file: from scratch, or from another that it extends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sim.core.errors import ConfigError, explain
from sim.scenario.find import find_scenario, is_path
from sim.scenario.load import read_scenario
from sim.scenario.schema import NAME_PATTERN, ScenarioFile

SCRATCH = """\
# Data only: nothing here is executed. Every number that is not obvious carries `evidence` (sourced,
# elicited or assumed) and `source`; a tempo is in acts a day at neutral motives.
title: {title}
question: What happens, and how sure are we?
start: {start}
days_per_turn: 7
turns: 52
focus: [First]

actors:
  First:
    title: One side
    look: {{letters: A, shape: circle, light: "#2F62B3", dark: "#6AA6FF"}}
    adversaries: [Second]
    policy: proportionate
    budget_meur_year: 100
    tempo:
      - {{action: diplomatic_protest, toward: {{Second: 0.01}}, source: "to be replaced"}}
  Second:
    title: The other side
    look: {{letters: B, shape: diamond, light: "#6E2158", dark: "#C98BB9"}}
    is_challenger: true
    adversaries: [First]
    policy: prober
    budget_meur_year: 100
    tempo:
      - {{action: cyber_probe, toward: {{First: 0.01}}, source: "to be replaced"}}

evidence:
  - "To be written: what these numbers rest on."
"""
EXTENDING = """\
# Data only: nothing here is executed. What is not said here is that of {name}: see "Add a scenario"
# in CONTRIBUTING.md for how actors, tempos, sites and injects are merged.
extends: {extends}
# without: [injects, actors.SOMEBODY, sites.SOMEWHERE]   # what does not come along
title: {title}
question: {question}
start: {start}
turns: {turns}

# Still those of {name}; replace what does not hold for yours:
{still}
"""


def new_scenario(name: str, extends: str | None, path: Path) -> str:
    """Return the text of a new scenario that is to lie at `path`; it is valid as it is.

    Raises ConfigError for a name that cannot be one, ScenarioError for what it would extend.
    """
    if not re.match(NAME_PATTERN, name):
        raise ConfigError(explain("scenario", name, "up to 40 letters, digits, spaces and _"))
    title = json.dumps(name.replace("_", " ").capitalize(), ensure_ascii=False)
    if extends is None:
        return SCRATCH.format(title=title, start=date.today().isoformat())
    found = find_scenario(extends)
    other, _ = read_scenario(found)
    shown = extends
    if is_path(extends) or "/" in extends:
        shown = _relative(found, path.parent)
    return EXTENDING.format(
        name=found.stem,
        extends=json.dumps(shown, ensure_ascii=False) if shown != found.stem else shown,
        title=title,
        question=json.dumps(other.question, ensure_ascii=False),
        start=other.start,
        turns=other.turns,
        still="\n".join(f"#   {line}" for line in still_of(other)),
    )


def still_of(other: ScenarioFile) -> list[str]:
    """Return what a scenario that extends `other` takes over, a line each kind."""
    acts = [row for actor in other.actors.values() for row in actor.tempo]
    judged = [
        value
        for actor in other.actors.values()
        for value in (*actor.beliefs.values(), *actor.suspicion.values(), *actor.grievance.values(),
                      actor.weight, actor.dependence, actor.resolve)
    ]  # fmt: skip
    sourced = sum(bool(item.source) for item in (*acts, *judged, *other.injects, *other.elections))
    return [
        f"actors ({len(other.actors)}): {_names(other.actors)}; tempos: {len(acts)}",
        f"sites ({len(other.sites)}): {_names(site.name for site in other.sites)}",
        f"theatres ({len(other.theatres)}): {_names(place.name for place in other.theatres)}",
        f"injects ({len(other.injects)}): {_names(str(inject.date) for inject in other.injects)}",
        f"elections ({len(other.elections)}): {_names(str(e.date) for e in other.elections)}",
        f"sources ({sourced}), and what it rests on: evidence ({len(other.evidence)})",
    ]


def _names(names: Iterable[str]) -> str:
    found = list(names)
    shown = ", ".join(found[:6])
    return (f"{shown} and {len(found) - 6} more" if len(found) > 6 else shown) or "none"


def _relative(path: Path, folder: Path) -> str:
    whole, base = path.resolve(), folder.resolve()
    ups = 0
    while not whole.is_relative_to(base):
        base, ups = base.parent, ups + 1
    text = "/".join([*[".."] * ups, *whole.relative_to(base).parts])
    return text if "/" in text or is_path(text) else f"./{text}"
