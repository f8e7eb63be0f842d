"""A sheet to draw on: pixels from the top left, an optional title, nothing global.

A figure is drawn once on a page of known size, so that no layout is guessed and the same picture
stands in the report, in a file and in a notebook. Figures do not go through pyplot: they need no
display, and may be made in any thread.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, ParamSpec

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.report.style import LIGHT, STYLE

WIDTH = 872
DPI = 96
TITLE_BAND = 44

P = ParamSpec("P")


def house_style() -> AbstractContextManager[None]:
    """The house style for the length of a `with` block, whatever the caller's settings are."""
    return matplotlib.style.context(STYLE, after_reset=True)


class Sheet(Figure):
    """A figure that keeps the house style wherever and whenever it is drawn.

    Matplotlib looks fonts up while it draws, long after the figure was made.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw under the house style."""
        with house_style():
            super().draw(renderer)

    def savefig(self, *args: Any, **kwargs: Any) -> None:
        """Save as Matplotlib does, under the house style."""
        with house_style():
            super().savefig(*args, **kwargs)

    def _repr_png_(self) -> bytes:
        """What a notebook shows."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()


class Canvas:
    """A figure of `width` × `height` pixels (96 to the inch), plus a band for a title if any."""

    def __init__(self, height: float, title: str | None = None, width: float = WIDTH) -> None:
        self.band = TITLE_BAND if title else 0
        self.width, self.height = width, height + self.band
        self.figure = Sheet(figsize=(self.width / DPI, self.height / DPI))
        if title:
            self.figure.text(
                0, 1 - 4 / self.height, title, va="top", size=12, weight="bold", color=LIGHT["ink"]
            )

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes on the box given in pixels from the top left below the title."""
        bottom = self.height - self.band - top - height
        return self.figure.add_axes(
            (
                left / self.width,
                bottom / self.height,
                width / self.width,
                height / self.height,
            )
        )

    def text(self, left: float, top: float, text: str, **look: object) -> Text:
        """Text whose first line is centred on `top`; second ink unless told otherwise."""
        at = (left / self.width, 1 - (self.band + top) / self.height)
        look = {"color": LIGHT["ink2"], "va": "center_baseline", **look}
        return self.figure.text(*at, text, **look)  # pyright: ignore[reportArgumentType]


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Run a figure function under the house style, whatever the caller's settings are."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with house_style():
            return draw(*args, **kwargs)

    return drawn
