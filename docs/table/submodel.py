"""The rules file by file: what each says of itself, its kernels, the parameters it reads."""

from __future__ import annotations

import ast
from inspect import cleandoc

from docs.table.markdown import code, codes, plain, table
from docs.table.source import first_sentence, kernels, modules
from sim.scenario.compile import HALF_LIVES
from sim.scenario.parameter import PARAMETERS
from sim.turn import take_turn

FIELDS = {parameter.field: name for name, parameter in PARAMETERS.items()}
FOLDERS = ("turn", "core", "policies")


def submodels() -> str:
    """Return a section for each file with kernels."""
    parts = []
    for path, tree in modules(*FOLDERS):
        found = kernels(tree)
        if not found:
            continue
        text = plain(cleandoc(ast.get_docstring(tree) or ""))
        parts.append(f"#### {path.removeprefix('sim/')}\n\n{text}")
        rows = [(code(k.name), plain(first_sentence(ast.get_docstring(k)))) for k in found]
        parts.append(table(("kernel", "what it does"), [row for row in rows if row[1]]))
        if read := reads(tree):
            parts.append(f"Reads {codes(read)}.")
    return "\n\n".join(parts)


def phases() -> str:
    """Return the order of a turn, as the turn itself states it."""
    return f"```text\n{cleandoc(take_turn.__doc__ or '')}\n```"


def reads(tree: ast.AST) -> list[str]:
    """Return the parameters that kernels of a module read, in the order of their declaration."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = ast.unparse(node.value)
        if owner.endswith("parameters") and node.attr in FIELDS:
            found.add(FIELDS[node.attr])
        elif "decays" in owner and node.attr in HALF_LIVES:
            found.add(HALF_LIVES[node.attr])
        elif "kits[" in owner:
            found |= {n for n in PARAMETERS if n.startswith("kit.") and n.endswith(f"_{node.attr}")}
    return [name for name in PARAMETERS if name in found]


def compiled_parameters() -> str:
    """Return, in a sentence, the parameters that are read before the first turn."""
    by_kernels = {name for _, tree in modules(*FOLDERS) for name in reads(tree)}
    named = {
        node.value
        for _, tree in modules("scenario")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    rest = [name for name in PARAMETERS if name not in by_kernels]
    early = [name for name in rest if name in named]
    lost = [name for name in rest if name not in named]
    sentence = f"Read while a scenario is compiled, by no kernel: {codes(early)}."
    return sentence + (f"\n\nNo reader was found for: {codes(lost)}." if lost else "")
