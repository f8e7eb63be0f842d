"""Pages and their parts, from views and templates; every text is escaped."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.report.words import chance, money, number
from sim.scenario.preset import preset_names
from sim.scenario.role import FACILITATOR, OBSERVER, PROJECTOR
from sim.web.draw import fan, ladder, shape, timeline
from sim.web.hall import Hall
from sim.web.room import Room

PAGES = Environment(
    loader=PackageLoader("sim.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.globals |= {
    "token": shape.token,
    "outline": shape.outline,
    "ladder_of": ladder.draw,
    "SEAT_FRAME": ladder.SEAT,
    "PROJECTOR_FRAME": ladder.PROJECTOR,
    "timeline_of": timeline.draw,
    "fan_of": fan.draw,
    "presets": preset_names(),
}
_SCREENS = {
    "player": "seat.html.j2",
    "facilitator": "desk.html.j2",
    "projector": "projector.html.j2",
    "observer": "observer.html.j2",
}


async def screen(room: Room, viewer: str, part: bool, path: str, as_viewer: str = "") -> str:
    """The screen of a viewer; `path` is where its requests go, `as_viewer` who is looked at."""

    def drawn() -> str:
        # What is shown and its edition are of one moment: with a command between them, an old
        # screen would be kept as the new one.
        view = room.session.view(viewer)
        return PAGES.get_template(_SCREENS[view["role"]]).render(
            v=view,
            look=looks(view),
            part=part,
            path=path,
            read_only=bool(as_viewer),
            seat_query=f"?seat={quote(as_viewer)}" if as_viewer else "",
            passes=room.access.passes if viewer == FACILITATOR else [],
            version=room.edition_now(viewer),
        )

    return await room.kept(("screen", viewer, part, path, as_viewer), drawn)


async def print_out(room: Room, viewer: str, name: str, path: str) -> str:
    """A sheet for paper: role, briefing or cards."""
    view = await room.view(viewer)
    return PAGES.get_template(f"print/{name}.html.j2").render(v=view, look=looks(view), path=path)


async def host(hall: Hall, scenarios: list[tuple[str, str]]) -> str:
    """The page of the sessions of a server."""
    rows = []
    for room in hall.rooms.values():
        view = await room.view(PROJECTOR)
        rows.append({"title": view["session"]["title"], "turn": view["turn"], "id": room.id,
                     "ended": view["session"]["ended"],
                     "scenario": view["session"]["scenario"]})  # fmt: skip
    first = await hall.first.view(PROJECTOR)
    return PAGES.get_template("host.html.j2").render(
        sessions=rows,
        scenarios=scenarios,
        marking=first["session"]["marking"],
        folder=hall.home.name,
        path="/host/",
        part=False,
        version=0,
    )


def forecast(found: dict[str, Any], width: float) -> str:
    """The answer of a forecast as a fragment, drawn so many px wide."""
    return PAGES.get_template("part/forecast_answer.html.j2").render(f=found, width=width)


def after(view: dict[str, Any], path: str, exports: list[tuple[str, str]]) -> str:
    """The page around the after-action report; `exports` are file names with what to call them."""
    return PAGES.get_template("after.html.j2").render(
        v=view, look=looks(view), path=path, part=False, version=0, exports=exports
    )


async def viewers(room: Room) -> list[str]:
    """Everybody but the facilitator who may have a screen in a session."""
    view = await room.view(FACILITATOR)
    seats = [actor["name"] for actor in view["actors"]]
    return [*seats, PROJECTOR, OBSERVER, *(f"{OBSERVER}:{seat}" for seat in seats)]


def looks(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """How every actor of a view is drawn, `?` for nobody, by name."""
    found = {
        actor["name"]: {**actor, "css": f"actor-{number}"}
        for number, actor in enumerate(view["actors"])
    }
    found["?"] = {"name": "?", "title": "Nobody named", "letters": "?", "shape": "circle",
                  "css": "actor-x"}  # fmt: skip
    return found


def in_ten(share: float) -> str:
    """ "6 in 10", never rounded onto none or all."""
    if share <= 0 or share >= 1:
        return "0 in 10" if share <= 0 else "10 in 10"
    tens = min(9, max(1, math.floor(share * 10 + 0.5)))
    return f"{tens} in 10" if share >= 0.05 else "under 1 in 10"


def clock_time(seconds: float | None) -> str:
    """ "14:02" in UTC; a screen with a script shows it in its own time."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%H:%M}"


def countdown(seconds: float | None) -> str:
    """ "07:42"."""
    if seconds is None:
        return "–:–"
    left = max(0, math.ceil(seconds))
    return f"{left // 60:02d}:{left % 60:02d}"


PAGES.filters |= {
    "chance": chance,
    "money": money,
    "meur": number,
    "in_ten": in_ten,
    "clock_time": clock_time,
    "countdown": countdown,
}
