"""The evidence ledger as tables."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from docs.table.markdown import code, plain, table
from docs.table.source import modules
from sim.scenario.evidence import Entry, ledger
from sim.scenario.parameter import PARAMETERS

KINDS = ("sourced", "elicited", "assumed", "unlabelled", "numbers")
NOT_MEASURED = "not yet measured"
UNDECLARED = ("turn", "core", "policies", "outcomes", "scenario")
NO_CLAIM = ("arithmetic.py", "draws.py", "kernel.py")
"""Files whose constants are those of mathematics."""


def totals() -> str:
    """Return how many numbers of each area rest on what."""
    entries = ledger()
    areas = list(dict.fromkeys(entry.area for entry in entries))
    rows = [(area, *_sums([e for e in entries if e.area == area])) for area in areas]
    return table(("area", *KINDS), [*rows, ("**all**", *_sums(entries))])


def _sums(entries: list[Entry]) -> list[int]:
    return [sum(getattr(entry, kind) for entry in entries) for kind in KINDS]


def groups(area: str, shares: Mapping[str, float] | None = None) -> str:
    """Return the entries of one area.

    `shares` gives, by the name of an entry, the part of an outcome's variance that its assumed
    numbers bring about; without it, the column says that nobody has measured it.
    """
    rows = []
    for entry in ledger():
        if entry.area == area:
            share = (shares or {}).get(entry.name)
            told = NOT_MEASURED if share is None else f"{share:.0%}"
            rows.append((code(entry.group), *(getattr(entry, kind) for kind in KINDS), told))
    return table((area, *KINDS, "variance from assumed"), rows)


def sourced() -> str:
    """Return the parameters that do not rest on judgement alone, with what they rest on."""
    rows = [
        (code(p.name), p.default, plain(p.unit), p.evidence, plain(p.source))
        for p in PARAMETERS.values()
        if p.evidence != "assumed"
    ]
    return table(("parameter", "default", "unit", "evidence", "source"), rows)


def constants() -> str:
    """Return the numbers that stand in the code and not in a table."""
    rows = []
    for path, tree in modules(*UNDECLARED):
        if path.endswith(NO_CLAIM):
            continue
        for place, node in enumerate(tree.body):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, float)
            ):
                said = _docstring_after(tree.body, place)
                name = node.targets[0].id
                rows.append((code(name), node.value.value, code(path), plain(said)))
    return table(("constant", "value", "file", "meaning"), rows)


def _docstring_after(body: list[ast.stmt], place: int) -> str:
    following = body[place + 1] if place + 1 < len(body) else None
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        return str(following.value.value)
    return ""
