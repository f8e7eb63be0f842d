"""The catalogue of actions: `actions.csv`, one row an action, read once and checked."""

from __future__ import annotations

import csv
from functools import cached_property
from importlib import resources
from typing import NamedTuple, get_type_hints

from sim.core.layout.setup import DOMAINS, EFFECTS, KIT_NAMES, MOTIONS, NEEDS


class Action(NamedTuple):
    """One row of the catalogue. The judgement columns (reading, severity, mark) are assumptions."""

    id: str
    short: str
    """what it is called on screens with little room"""
    label: str
    domain: str
    kind: str
    rung: int
    target: str
    used_by: str
    deniability: float
    offensive: float
    defensive: float
    cost_meur: float
    upkeep_meur_week: float
    is_evident: int
    """1 where its effect cannot be missed, whoever did it"""
    severity: float
    mid_action: int
    mid_level: int
    escalaition_weight: float
    kahn: float
    cameo_root: str
    goldstein: float
    effect: str
    kit: str
    motion: str
    need: str
    reach: str
    response_mark: float
    provocation: float
    """by how much more, or less, than by its rung the act is answered; 0: by nobody"""
    reluctance: float
    """what speaks against it as an answer, whatever it answers, in nats"""
    harm_meur: float
    """what one act costs its target, in million euros"""
    duration_days: float
    p_accident: float
    objects: float
    evidence: str
    needs_in_words: str
    article_phrase: str

    def on_scale(self, scale: str) -> float:
        """Return how hostile the act is on one of `sim.core.scale.SCALES`."""
        return {
            "escalaition": self.escalaition_weight,
            "kahn": self.kahn,
            "mid": float(self.mid_level - 1),
            "goldstein": -self.goldstein,
        }[scale]


TARGETS = ("none", "self", "ally", "adversary")
USERS = ("all", "adversary", "members", "alliance")
REACHES = ("any", "theatre")
KITS = ("none", *KIT_NAMES)
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "domain": DOMAINS,
    "target": TARGETS,
    "used_by": USERS,
    "effect": EFFECTS,
    "kit": KITS,
    "motion": MOTIONS,
    "need": NEEDS,
    "reach": REACHES,
}
PHYSICAL_DOMAINS = ("air", "kinetic")


class Catalogue(dict[str, Action]):
    """All actions by id; in the arrays of a scenario, an action is its place in the catalogue."""

    def at(self, number: int) -> Action:
        """Return the action of this number."""
        return self._in_order[number]

    def number(self, action: str) -> int:
        """Return the number of an action; KeyError for an id that is not in the catalogue."""
        return self._numbers[action]

    @cached_property
    def _in_order(self) -> tuple[Action, ...]:
        return tuple(self.values())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {action: number for number, action in enumerate(self)}


def _read() -> Catalogue:
    text = resources.files("sim.scenario").joinpath("actions.csv").read_text(encoding="utf-8")
    found = Catalogue()
    for row in csv.DictReader(text.splitlines()):
        for column, words in VOCABULARIES.items():
            if row[column] not in words:
                raise ValueError(f"actions.csv: {row['id']}: {column}: {row[column]!r}")
        typed = {name: kind(row[name]) for name, kind in get_type_hints(Action).items()}
        found[row["id"]] = Action(**typed)
    return found


ACTIONS = _read()
SIGHTING_ACTION = "recon_drone_incursion"
"""What an ordinary drone report looks like; false sightings are weighed as if they were this."""
