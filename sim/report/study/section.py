"""One section of a report: a finding, a note on how to read it, and a figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from matplotlib.figure import Figure


class Section(NamedTuple):
    """`draw(title)` gives the figure, with the title on it or without any (None)."""

    name: str
    menu: str
    finding: str
    note: str
    draw: Callable[[str | None], Figure]

    def figure(self) -> Figure:
        """The figure with its finding as the title: what stands alone, in a file or a notebook."""
        return self.draw(self.finding)
