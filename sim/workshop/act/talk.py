"""What is said: messages between seats, announcements, questions to the facilitator, notes."""

from __future__ import annotations

from sim.core.errors import explain
from sim.workshop.act.change import Change
from sim.workshop.act.command import Message, Reply, Text
from sim.workshop.game.game import Game, Said
from sim.workshop.game.turn import OPEN_PHASES
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused

MOST_SAID = 5000
MOST_A_TURN = 60
"""From one author: enough for a lively room, too little to flood it."""


def message(game: Game, command: Message, entry: Entry) -> Change:
    """Send a message to some seats, or to all as a public statement."""
    if game.turn.phase not in OPEN_PHASES:
        raise Refused("Messages go out before orders close.")
    return _say(game, "message", _receivers(game, command.to), command.text, entry)


def announce(game: Game, command: Message, entry: Entry) -> Change:
    """Tell some seats, or all, something from the facilitator."""
    return _say(game, "message", _receivers(game, command.to), command.text, entry)


def ask(game: Game, command: Text, entry: Entry) -> Change:
    """Ask the facilitator for information."""
    return _say(game, "request", (), command.text, entry)


def note(game: Game, command: Text, entry: Entry) -> Change:
    """Keep a note of the facilitator."""
    return _say(game, "note", (), command.text, entry)


def seat_note(game: Game, command: Text, entry: Entry) -> Change:
    """Keep a note of a seat, for its own eyes and for after the game."""
    return _say(game, "seat_note", (), command.text, entry)


def reply(game: Game, command: Reply, entry: Entry) -> Change:
    """Answer a request for information; a second answer takes the place of the first."""
    place = next((k for k, said in enumerate(game.said) if said.id == command.request), None)
    if place is None or game.said[place].kind != "request":
        raise Refused("There is no such request.", "request")

    def carry_out() -> None:
        game.said[place] = game.said[place]._replace(answer=command.text)

    return Change(carry_out)


def _say(game: Game, kind: str, to: tuple[str, ...], text: str, entry: Entry) -> Change:
    if game.is_over:
        raise Refused("The game is over.")
    number = game.turn.number
    own = [said for said in game.said if said.by == entry.by and said.turn == number]
    if len(own) >= MOST_A_TURN or len(game.said) >= MOST_SAID:
        raise Refused(f"That is more than {MOST_A_TURN} messages in one turn.")
    said = Said(
        _id(game, kind, entry.by, to), kind, entry.by, to, text, entry.at, number, game.active,
        entry.author,
    )  # fmt: skip

    def carry_out() -> None:
        game.said.append(said)

    return Change(carry_out, reply={"id": said.id})


def _id(game: Game, kind: str, by: str, to: tuple[str, ...]) -> str:
    """Return an id that counts only what all who read it have read: it tells nothing of others."""
    before = sum((one.kind, one.by, one.to) == (kind, by, to) for one in game.said)
    return f"{kind}-{by}-{'-'.join(to)}-{before + 1}"


def _receivers(game: Game, names: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in game.actors:
            raise Refused(explain("to", name, game.actors), "to")
    return tuple(dict.fromkeys(names))
