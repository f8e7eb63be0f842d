"""A figure as files, and as SVG that stands inside a page and follows its theme."""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path

from matplotlib.figure import Figure

from sim.report.style import variable_of
from sim.store import replacing

_VARIABLES = variable_of()
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def write_picture(figure: Figure, stem: Path) -> list[Path]:
    """Write `stem`.svg and `stem`.png; equal figures give equal bytes. Returns both paths."""
    written = []
    for ending in ("svg", "png"):
        path = stem.with_name(f"{stem.name}.{ending}")
        metadata = _NO_METADATA if ending == "svg" else {"Software": None}
        with replacing(path) as temporary:
            figure.savefig(temporary, format=ending, metadata=metadata)
        written.append(path)
    return written


def inline_svg(figure: Figure, name: str, title: str) -> str:
    """The figure as an `<svg>` element for a page.

    Colours become CSS variables (so the page's theme decides), ids are prefixed by `name`, and
    nothing points outside. `title` is what a screen reader says.
    """
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    svg = buffer.getvalue()
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.S)
    body = body[body.index(">") + 1 :]
    width, height = (round(side * 96) for side in figure.get_size_inches())
    box = f"0 0 {width * 0.75:g} {height * 0.75:g}"
    head = (
        f'<svg role="img" width="{width}" height="{height}" viewBox="{box}" '
        f'aria-label="{escape(title)}">'
    )
    return head + _themed(_unique(body, name))


def _unique(body: str, name: str) -> str:
    """Several figures share a page: no id may occur twice."""
    body = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', body)
    body = re.sub(r'(?:xlink:)?href="#([^"]+)"', rf'href="#{name}-\1"', body)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", body)


def _themed(body: str) -> str:
    body = re.sub(r"font: ([^;\"]*?px) [^;\"]*", r"font: \1 var(--font)", body)
    return re.sub(r"#[0-9a-f]{6}\b", _variable, body)


def _variable(match: re.Match[str]) -> str:
    name = _VARIABLES.get(match.group())
    return f"var(--{name})" if name else match.group()
