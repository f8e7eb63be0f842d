"""What an outcome is called where it is printed: readable alone, with its unit."""

from __future__ import annotations

from sim.outcomes.column import Column
from sim.report.words import MONEY

LABELS = {
    "kinetic": "Armed force used",
    "deaths": "Somebody died",
    "climbs_chosen": "Climbs by choice",
    "climbs_accidental": "Climbs by accident",
    "climbs_misattributed": "Climbs misattributed",
    "incursions": "Drone incursions",
    "attributed_wrong": "Sightings misattributed",
    "hostile_severity": "Severity of hostile acts",
    "article_4": "Article 4 called",
    "article_5": "Article 5 invoked",
    "vigilance": "Vigilance agreed",
    "cohesion_lowest": "Alliance cohesion, lowest",
    "motions_carried": "Motions carried",
    "decision_delay_days": "Alliance decision delay",
    "kit_days": "Kit at work abroad",
    "longest_stay_days": "Longest stay of a kit",
    "withdrawn": "Kits withdrawn",
    "left_without": "Kits lost to another host",
    "read_as_offensive": "Aid read as offensive",
    "request_to_kit_days": "Request to first kit",
    "damage_meur": "Damage by others",
    "doubt": "Doubts of its public",
    "taken_for_hard": "Taken for one that answers",
}
"""Where the declared name alone does not say it."""
UNITS = {
    "incursions": "incursions",
    "accidents": "accidents",
    "near_misses": "near misses",
}
"""Where the declared unit is not what the label counts."""
_UNIT_ENDINGS = ("_meur", "_days", "_day")
_PLAIN_KINDS = ("share", "rung", "day")


def outcome_words(column: Column) -> str:
    """A declared outcome as a label: `cost_meur.UK` is "Cost, UK"."""
    name, index = column.outcome, column.name[len(column.outcome) + 1 :]
    words = LABELS.get(name)
    if words is None:
        for unit in _UNIT_ENDINGS:
            name = name.removesuffix(unit)
        words = name.replace("_", " ")
        words = words[:1].upper() + words[1:]
    return f"{words}, {index.replace('_', ' ')}" if index else words


def outcome_label(column: Column) -> str:
    """The label with its unit: "Kit at work abroad, UK (kit-days)".

    Money has its sign and a share of runs its "in 100" beside every value: they need none.
    """
    unit = unit_words(column)
    return f"{outcome_words(column)} ({unit})" if unit else outcome_words(column)


def unit_words(column: Column) -> str:
    """The unit as it stands beside a label; empty where the values carry their own."""
    if column.kind in _PLAIN_KINDS or column.unit in MONEY:
        return ""
    unit = UNITS.get(column.outcome, column.unit)
    return "" if unit in outcome_words(column).lower() else unit
