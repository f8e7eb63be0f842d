"""`after-action.html`: one file without any request, for the screen, for paper, with no script."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from sim.core.layout.ladder import RUNG_LABELS
from sim.report.after_action.fact import (
    branch_rows,
    facts,
    ruling_rows,
    said_rows,
    score_rows,
    what_if_rows,
)
from sim.report.after_action.look import looks
from sim.report.after_action.perceived import LEFT, WIDTH, column, figures
from sim.report.style import variables
from sim.workshop.words import in_hundred

_PAGES = Environment(
    loader=PackageLoader("sim.report.after_action"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def after_action_page(debrief: dict[str, Any], *, is_framed: bool = False) -> str:
    """Return the whole page as text, from what `sim.workshop.debrief` returns.

    Every text that people typed is escaped, and the page's own policy forbids any other script.
    Where `is_framed`, another page shows the marking and the bar on the screen; print has both.
    """
    script = _script()
    drawn = figures(debrief)
    turns = debrief["turns"]
    actors = looks(debrief["actors"])
    return _PAGES.get_template("page.html.j2").render(
        d=debrief,
        session=debrief["session"],
        actors=actors,
        looks={look.name: look for look in actors},
        palette=[variables(), *(look.colours for look in actors)],
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        facts=facts(debrief),
        figures=drawn,
        first_figure=max(range(len(drawn)), key=lambda k: drawn[k].weight, default=0),
        first_turn=_first_turn(debrief),
        column=column(len(turns)),
        left=LEFT,
        width=WIDTH,
        rung_labels=RUNG_LABELS,
        branches=branch_rows(debrief),
        rulings=ruling_rows(debrief),
        said=said_rows(debrief),
        scores=score_rows(debrief),
        what_ifs=what_if_rows(debrief),
        is_framed=is_framed,
        date=_date(debrief["session"]["started"]),
        clock=_clock,
        in_hundred=in_hundred,
        print_marking=_css_text(debrief["session"]["marking"]),
        print_notional=_css_text(debrief["session"]["notional"]),
    )


def _script() -> str:
    assert _PAGES.loader is not None
    return _PAGES.loader.get_source(_PAGES, "page.js")[0]


def _css_text(text: str) -> Markup:
    """A text that people chose as the inside of a CSS string; every character is its number."""
    return Markup("".join(f"\\{ord(character):06x}" for character in text[:200]))


def _first_turn(debrief: dict[str, Any]) -> int:
    """The turn that is shown first: that of the peak."""
    turns = [turn["turn"] for turn in debrief["turns"]]
    peak = debrief["numbers"]["peak"]["turn"]
    return peak if peak in turns else (turns[-1] if turns else 0)


def _when(at: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(at), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _date(at: Any) -> str:
    when = _when(at)
    return f"{when.day} {when:%B %Y}" if when else ""


def _clock(at: Any) -> str:
    when = _when(at)
    return f"{when:%H:%M} UTC" if when else ""
