"""How Sphinx builds the documentation: `make docs`. Pages work without a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

project = "Countermove"
copyright = "the Countermove contributors"
extensions = ["myst_parser"]
exclude_patterns = ["**/__pycache__"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "Countermove"
html_show_sourcelink = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["wide.css"]

REQUEST = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b[^>]*\brel=["']?(?:stylesheet|preload|icon|preconnect)\b[^>]*(?:https?:)?//[^>]+"""
    r"""|@import\s+[^;]*//[^;]+|url\(["']?(?:https?:)?//[^)]+"""
)


def setup(app: Any) -> None:
    """Refuse pages that would ask another machine for anything."""
    app.connect("build-finished", refuse_requests)


def refuse_requests(app: Any, error: Exception | None) -> None:
    """Raise RuntimeError where a built page or style sheet fetches something from elsewhere."""
    if error is not None or app.builder.name != "html":
        return
    for path in sorted(Path(app.outdir).rglob("*")):
        if path.suffix in (".html", ".css"):
            found = REQUEST.search(path.read_text(encoding="utf-8"))
            if found:
                raise RuntimeError(f"{path}: asks another machine: {found.group(0)[:120]}")
