"""Generated parts of a page stand between markers; all else on the page is written by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

PART = re.compile(r"<!-- table (\S+): begin -->\n.*?<!-- table \1: end -->", re.DOTALL)


def names(text: str) -> list[str]:
    """Return the names of the generated parts of a page, in their order."""
    return [found.group(1) for found in PART.finditer(text)]


def fill(text: str, parts: Mapping[str, str]) -> str:
    """Return a page with every generated part put in anew.

    Raises ValueError where a marker has no part, or a part no marker.
    """
    wrong = set(names(text)) ^ set(parts)
    if wrong:
        raise ValueError(f"markers and parts do not agree: {', '.join(sorted(wrong))}")
    return PART.sub(lambda found: wrapped(found.group(1), parts[found.group(1)]), text)


def wrapped(name: str, content: str) -> str:
    """Return a part with its markers about it."""
    return f"<!-- table {name}: begin -->\n\n{content.strip()}\n\n<!-- table {name}: end -->"
