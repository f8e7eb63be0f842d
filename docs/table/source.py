"""What the source says of itself: docstrings, comments beside names, who reads what."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import sim

PACKAGE = Path(sim.__file__).parent


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path from the root, syntax tree) of every file of these folders of the package."""
    for folder in folders:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield f"sim/{path.relative_to(PACKAGE).as_posix()}", ast.parse(text)


def first_sentence(text: str | None) -> str:
    """Return the first sentence of a docstring, on one line and without its full stop."""
    line = " ".join((text or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.!?])\s", line)[0].rstrip(".")


def kernels(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the kernels that a module defines."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(isinstance(d, ast.Name) and d.id.endswith("kernel") for d in node.decorator_list)
    ]


def remarks(module: ModuleType) -> dict[tuple[str, str], str]:
    """Return what comments say of the strings in a module's assignments.

    Keyed by (name assigned to, string). A comment behind a string that stands alone on its line is
    about it; a comment on a line of its own is about the strings that follow it, up to the next
    comment.
    """
    path = Path(str(module.__file__))
    text = path.read_text(encoding="utf-8")
    behind, above = _comments(text)
    said: dict[tuple[str, str], str] = {}
    for node in ast.parse(text).body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        owner, running, last = node.targets[0].id, "", node.lineno
        for line, words in sorted(_strings(node.value).items()):
            for number in range(last, line):
                running = above.get(number, running)
            last = line
            if line in behind:
                running = ""
            for word in words:
                said[owner, word] = behind.get(line, running) if len(words) == 1 else running
    return {key: remark for key, remark in said.items() if remark}


def _strings(value: ast.AST) -> dict[int, list[str]]:
    """Return the strings of an expression by line."""
    found: dict[int, list[str]] = {}
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.setdefault(node.lineno, []).append(node.value)
    return found


def _comments(text: str) -> tuple[dict[int, str], dict[int, str]]:
    """Return the comments behind code, and those on lines of their own, by line."""
    behind: dict[int, str] = {}
    above: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not token.string.startswith("# fmt"):
            alone = token.line.lstrip().startswith("#")
            (above if alone else behind)[token.start[0]] = token.string.lstrip("# ")
    return behind, above
