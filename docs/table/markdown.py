"""Markdown that GitHub and MyST read alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NONE = "–"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; numbers are written short, an empty cell as a dash."""
    lines = [" | ".join(header), " | ".join("---" for _ in header)]
    lines += [" | ".join(cell(value) for value in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def cell(value: object) -> str:
    """Return a value as the content of one cell."""
    if isinstance(value, bool):
        return "yes" if value else NONE
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or NONE
    return str(value).replace("|", "\\|").replace("\n", " ") or NONE


def plain(text: str) -> str:
    """Return text in which nothing is taken for markup; code between backticks stays code."""
    parts = text.split("`")
    for place in range(0, len(parts), 2):
        for mark in "*<":
            parts[place] = parts[place].replace(mark, f"\\{mark}")
    return "`".join(parts)


def code(name: str) -> str:
    """Return a name in code type."""
    return f"`{name}`"


def codes(names: Iterable[str]) -> str:
    """Return names in code type, with commas."""
    return ", ".join(map(code, names)) or NONE
