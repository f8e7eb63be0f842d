"""`countermove list`: the catalogues, as tables or as JSON; one policy explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from rich import box
from rich.table import Table

from sim.cli.groups import DEFAULT_SCENARIO
from sim.cli.plain import Plain, parse
from sim.cli.policy_page import print_policy
from sim.cli.terminal import print_json, results
from sim.core.errors import ConfigError, explain
from sim.scenario import list_scenarios, load_scenario
from sim.scenario.catalogue import ACTIONS
from sim.scenario.evidence import ledger
from sim.scenario.explain_policy import explain_policy
from sim.scenario.parameter import PARAMETERS
from sim.scenario.preset import load_preset, preset_names

_KEYS = {"scenario": str, "policy": str, "output.format": str}
Rows = list[dict[str, Any]]


def execute(arguments: list[str]) -> int:
    """Print one catalogue, or one policy; returns the exit code."""
    is_policy = any(argument.startswith("policy=") for argument in arguments)
    words = "" if is_policy else f"one of {', '.join(CATALOGUES)}, or policy=NAME"
    plain = parse("list", arguments, _KEYS, words)
    if is_policy:
        return _explain(plain)
    for word in plain.words:
        if word not in CATALOGUES:
            raise ConfigError(explain("list", word, CATALOGUES))
    if len(plain.words) > 1:
        raise ConfigError("list: one catalogue at a time")
    catalogue = CATALOGUES[plain.words[0]]
    found = catalogue.rows(plain)
    if plain.format == "json":
        print_json(found)
    elif plain.format == "quiet":
        print("\n".join(str(row["name"]) for row in found))
    else:
        _print_table(found, catalogue.shown, catalogue.narrow or catalogue.shown)
    return 0


def _explain(plain: Plain) -> int:
    """Print what one policy does, in plain words."""
    if plain.words:
        raise ConfigError("list: one catalogue or one policy at a time")
    told = explain_policy(load_preset(plain.settings["policy"], "policy"))
    if plain.format == "json":
        print_json(told)
    elif plain.format == "quiet":
        print(told["name"])
    else:
        print_policy(results(), told)
    return 0


def _scenarios(_: Plain) -> Rows:
    return list_scenarios()


def _policies(_: Plain) -> Rows:
    presets = [load_preset(name, name) for name in preset_names()]
    return [
        {
            "name": preset.name,
            **preset.as_mapping(),
            "describes": preset.describes,
            "source": preset.source,
            "suits": list(preset.suits),
        }
        for preset in presets
    ]


def _actions(_: Plain) -> Rows:
    return [{"name": name, **action._asdict()} for name, action in ACTIONS.items()]


def _outcomes(plain: Plain) -> Rows:
    scenario = load_scenario(plain.settings.get("scenario", DEFAULT_SCENARIO))
    return [column._asdict() for column in scenario.columns]


def _parameters(_: Plain) -> Rows:
    return [parameter._asdict() for parameter in PARAMETERS.values()]


def _evidence(_: Plain) -> Rows:
    return [{"name": entry.name, **entry._asdict(), "numbers": entry.numbers} for entry in ledger()]


class Catalogue(NamedTuple):
    """What can be listed, and the columns that its table shows (JSON has all)."""

    rows: Callable[[Plain], Rows]
    shown: tuple[str, ...]
    narrow: tuple[str, ...] = ()
    """on a terminal of less than 100 columns, if not all of them"""


CATALOGUES = {
    "scenarios": Catalogue(_scenarios, ("name", "title", "turns", "actors")),
    "policies": Catalogue(_policies, ("name", "family", "suits", "describes")),
    "actions": Catalogue(_actions, ("name", "rung", "target", "used_by", "label")),
    "outcomes": Catalogue(
        _outcomes, ("name", "unit", "kind", "meaning"), ("name", "kind", "meaning")
    ),
    "parameters": Catalogue(
        _parameters,
        ("name", "default", "range", "unit", "evidence", "meaning"),
        ("name", "default", "range", "unit"),
    ),
    "evidence": Catalogue(
        _evidence,
        ("name", "sourced", "elicited", "assumed", "unlabelled", "numbers"),
        ("name", "sourced", "assumed", "numbers"),
    ),
}
_WIDE = 100


def _print_table(rows: Rows, shown: tuple[str, ...], narrow: tuple[str, ...]) -> None:
    console = results()
    names = narrow if console.width < _WIDE else shown
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in names:
        is_number = bool(rows) and isinstance(rows[0].get(name), int | float)
        is_whole = is_number or name in ("name", "range")
        justify = "right" if is_number else "left"
        table.add_column(name, justify=justify, no_wrap=is_whole, overflow="fold")
    for row in rows:
        table.add_row(*(_text(row, name) for name in names))
    console.print(table)


def _text(row: dict[str, Any], name: str) -> str:
    if name == "range":
        return f"{row['low']:g} to {row['high']:g}"
    value = row[name]
    if isinstance(value, float):
        return f"{value:g}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
