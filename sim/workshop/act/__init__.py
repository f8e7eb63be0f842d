"""Every command of a session: what it needs, and what it changes. Checked first, then logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.workshop.act import branching, clock, injecting, order, phase, ruling, seating, talk
from sim.workshop.act.change import Change
from sim.workshop.game.game import Game
from sim.workshop.record.log import Entry

Act = Callable[[Game, Any, Entry], Change]

ACTS: dict[str, Act] = {
    "draft": order.draft,
    "seal": order.seal,
    "unseal": order.unseal,
    "poll": order.poll,
    "message": talk.message,
    "ask": talk.ask,
    "seat_note": talk.seat_note,
    "advance": phase.advance,
    "close": phase.close,
    "accept": ruling.accept,
    "accept_all": ruling.accept_all,
    "override": ruling.override,
    "strike": ruling.strike,
    "map_free": ruling.map_free,
    "publish_inject": injecting.publish_inject,
    "skip_inject": injecting.skip_inject,
    "pause_inject": injecting.pause_inject,
    "move_inject": injecting.move_inject,
    "add_inject": injecting.add_inject,
    "import_injects": injecting.import_injects,
    "start_clock": clock.start_clock,
    "stop_clock": clock.stop_clock,
    "note": talk.note,
    "reply": talk.reply,
    "announce": talk.announce,
    "rewind": branching.rewind,
    "forward": branching.forward,
    "branch": branching.branch,
    "switch": branching.switch,
    "set_seat": seating.set_seat,
    "set_forecast": seating.set_forecast,
    "play_on": phase.play_on,
    "set_on_timeout": seating.set_on_timeout,
    "end": phase.end,
}
