"""What luck decides: the purposes of `sim.core.draws`, and where each is drawn."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import TypeGuard

from docs.table.markdown import code, plain, table
from docs.table.source import PACKAGE, first_sentence, modules
from sim.core import draws

READS_ONLY = "workshop"
"""It tells what rolls came to, and draws nothing."""
FOLDERS = tuple(
    sorted(
        {
            path.parent.relative_to(PACKAGE).as_posix()
            for path in PACKAGE.rglob("*.py")
            if path.relative_to(PACKAGE).parts[0] != READS_ONLY
        }
    )
)


@cache
def purposes() -> dict[str, int]:
    """Return the purposes by name: the constants between the comment that opens them and a gap."""
    with open(str(draws.__file__), encoding="utf-8") as file:
        block = file.read().split("# Purposes:")[1].split("\n\n")[0]
    names = [line.split(" = ")[0] for line in block.splitlines() if " = " in line]
    return {name: getattr(draws, name) for name in names}


def luck() -> str:
    """Return the table of purposes."""
    uses: dict[str, list[tuple[str, str, bool]]] = {}
    for path, tree in modules(*FOLDERS):
        for name, function, is_once in _uses(tree):
            place = f"{path.removeprefix('sim/').removesuffix('.py')}: {function.name}"
            sentence = first_sentence(ast.get_docstring(function))
            uses.setdefault(name, []).append((place, sentence, is_once))
    rows = []
    for name, number in purposes().items():
        found = uses.get(name, [])
        rows.append(
            (
                number,
                name.lower().replace("_", " "),
                "run" if found and all(is_once for *_, is_once in found) else "turn",
                "; ".join(dict.fromkeys(code(place) for place, *_ in found)),
                "; ".join(dict.fromkeys(plain(text) for _, text, _ in found)),
            )
        )
    return table(("", "purpose", "once a", "drawn in", "which"), rows)


def _uses(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef, bool]]:
    """Yield (purpose, function, whether the luck is that of the run) of every draw of a module."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        seen = set()
        for node in ast.walk(function):
            if not isinstance(node, ast.Call):
                continue
            is_once = any(ast.unparse(argument).endswith("whole_run") for argument in node.args)
            for argument in node.args:
                if is_purpose(argument):
                    seen.add(argument.attr)
                    yield argument.attr, function, is_once
        for node in ast.walk(function):  # handed on under another name
            if is_purpose(node) and node.attr not in seen:
                yield node.attr, function, False


def is_purpose(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Tell whether a node reads `draws.PURPOSE`."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "draws"
        and node.attr in purposes()
    )
