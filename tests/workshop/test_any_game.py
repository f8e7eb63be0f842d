"""Whatever people do in whatever order: nothing but refusals, and the log replays to the same."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sim.workshop import Refused, Session
from sim.workshop.act.command import FACILITATOR_COMMANDS, SEAT_COMMANDS
from tests.workshop.table import SEATS, WHITE, Wrist, sit_down

TEXTS = st.sampled_from(["fine", "<script>alert(1)</script>", "=1+1", "\u202e", "é" * 50, ""])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [*SEAT_COMMANDS, *FACILITATOR_COMMANDS, *["advance"] * 12, *["accept_all"] * 6]
        ),
        st.sampled_from([*SEATS, WHITE, WHITE]),
        st.integers(0, 10**6),
        TEXTS,
    ),
    min_size=20,
    max_size=70,
)


def data_for(session: Session, command: str, by: str, pick: int, text: str) -> dict[str, Any]:
    """Plausible data for a command, from what its author sees."""
    view = session.view(by)
    desk = session.view(WHITE)
    seat = SEATS[pick % len(SEATS)]
    turn = 1 + pick % (view["turn"]["number"] + 1)

    def one(rows: list[Any], name: str, default: Any = "none") -> Any:
        return rows[pick % len(rows)][name] if rows else default

    rolls = [roll for case in desk["queue"] for roll in case["rolls"]]
    card = view["cards"][pick % len(view["cards"])] if "cards" in view else None
    rows = []
    if card is not None:
        rows = [{"action": card["action"], "target": card["target"], "rationale": text}]
        rows += [{"free": text, "rationale": text}] if pick % 3 == 0 else []
    plans: dict[str, dict[str, Any]] = {
        "draft": {"orders": rows},
        "poll": {"who": "unsure", "intent": 1 + pick % 5, "rung": pick % 12, "climb": pick % 11},
        "message": {"to": [seat] if pick % 2 else [], "text": text},
        "announce": {"to": [], "text": text},
        "ask": {"text": text},
        "seat_note": {"text": text},
        "note": {"text": text},
        "accept": {"case": one(desk["queue"], "case")},
        "override": {"roll": one(rolls, "roll"), "result": pick % 2 == 0, "reason": text},
        "strike": {"case": one(desk["queue"], "case"), "reason": text},
        "map_free": {"seat": seat, "slot": 2, "orders": [], "reason": text},
        "publish_inject": {"id": one(desk["injects"], "id")},
        "skip_inject": {"id": one(desk["injects"], "id")},
        "pause_inject": {"id": one(desk["injects"], "id")},
        "move_inject": {"id": one(desk["injects"], "id"), "turn": turn},
        "add_inject": {"turn": turn, "title": text, "to": [seat]},
        "import_injects": {"rows": [{"turn": turn, "title": text}]},
        "start_clock": {"seconds": 10 + pick % 100},
        "reply": {"request": one(desk["requests"], "id"), "text": text},
        "rewind": {"turn": turn},
        "branch": {"turn": turn, "label": text},
        "switch": {"branch": one(desk["timeline"]["branches"], "id")},
        "set_seat": {"seat": seat, "control": "ai" if pick % 2 else "human", "policy": "firm"},
        "set_forecast": {"seat": seat, "allowed": True},
        "play_on": {"turns": 1 + pick % 3},
        "set_on_timeout": {"rule": "policy"},
    }
    return plans.get(command, {})


def first_difference(one: Any, other: Any, where: str = "") -> str | None:
    """Where two views first differ; a whole view is too much to read."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        found = (first_difference(one[key], other[key], f"{where}.{key}") for key in one)
        return next((place for place in found if place), None)
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        found = (first_difference(a, b, f"{where}[{k}]") for k, (a, b) in pairs)
        return next((place for place in found if place), None)
    return None if one == other else f"{where}: {one!r} and {other!r}"


def play(session: Session, clock: Wrist, steps: list[Any]) -> tuple[int, list[str]]:
    """Try every step; return how many were done, and what was said of the others."""
    done, told = 0, []
    for command, by, pick, text in steps:
        if command == "end" and pick % 10:
            continue
        clock.now += pick % 50
        session.tick()
        try:
            session.do(command, by=by, **data_for(session, command, by, pick, text))
            done += 1
        except Refused as refusal:
            told.append(str(refusal))
    return done, told


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.reuse, Phase.generate],  # a game is too long to be made shorter by trying
)
@given(steps=STEPS)
def test_any_game_is_refused_or_played_and_replays_to_the_same(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        session, clock = sit_down(Path(folder) / "s")
        with session:
            done, told = play(session, clock, [("advance", WHITE, 0, ""), *steps])
            viewers = (WHITE, "projector", "observer:UK", *SEATS)
            shown = {viewer: session.view(viewer) for viewer in viewers}
        assert json.dumps(shown, allow_nan=False)
        with Session.open(session.folder, clock=clock) as again:
            for viewer in viewers:
                assert first_difference(again.view(viewer), shown[viewer]) is None
        assert done > 0
        assert all(told)
