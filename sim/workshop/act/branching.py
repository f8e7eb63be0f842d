"""Looking back, forking and changing between lines of play."""

from __future__ import annotations

from sim.workshop.act.change import Change
from sim.workshop.act.command import BranchData, BranchId, Nothing, TurnNumber
from sim.workshop.game.branch import Branch
from sim.workshop.game.game import Clock, Game
from sim.workshop.game.turn import Draft, Turn
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused

MOST_BRANCHES = 40


def rewind(game: Game, command: TurnNumber, entry: Entry) -> Change:
    """Show an earlier turn on every screen; nothing is changed by it."""
    _turn(game, command.turn)

    def carry_out() -> None:
        game.looking_back = command.turn
        _stop(game, entry)

    return Change(carry_out)


def forward(game: Game, _: Nothing, entry: Entry) -> Change:
    """Return to the turn under way."""
    if game.looking_back is None:
        raise Refused("You do not look back.")

    def carry_out() -> None:
        game.looking_back = None

    return Change(carry_out)


def branch(game: Game, command: BranchData, entry: Entry) -> Change:
    """Fork before the orders of a turn and play there; all draws stay, so does the original.

    What people ordered in that turn stands there as drafts, so that one thing can be changed.
    """
    if game.is_over:
        raise Refused("The game is over.")
    origin = _turn(game, command.turn)
    if len(game.branches) >= MOST_BRANCHES:
        raise Refused(f"A session holds at most {MOST_BRANCHES} branches.")
    parent = game.branch
    states = {
        key: "planned" if key in origin.published_injects else state
        for key, state in origin.injects.items()
    }
    fork = Turn(origin.number, origin.start, states, forget=set(origin.forget))
    fork.drafts = {
        name: [Draft(row.order, row.free, row.rationale) for row in drafts]
        for name, drafts in origin.drafts.items()
        if game.seats[name].control == "human"
    }
    key = f"b{len(game.branches)}"
    forked = Branch(
        key, command.label, parent.id, origin.number, [*parent.turns[: origin.number - 1], fork]
    )

    def carry_out() -> None:
        game.branches[key] = forked
        _go_to(game, key)

    return Change(carry_out, reply={"branch": key})


def switch(game: Game, command: BranchId, entry: Entry) -> Change:
    """Go to another line of play."""
    if game.is_over:
        raise Refused("The game is over.")
    if command.branch not in game.branches:
        raise Refused("There is no such branch.", "branch")

    def carry_out() -> None:
        _go_to(game, command.branch)

    return Change(carry_out)


def _go_to(game: Game, key: str) -> None:
    game.active = key
    game.looking_back = None
    game.forget_next.clear()
    game.clock = Clock()


def _stop(game: Game, entry: Entry) -> None:
    if game.clock.ends_at is not None:
        game.clock = Clock(None, game.clock.total, max(0.0, game.clock.ends_at - entry.at))


def _turn(game: Game, number: int) -> Turn:
    if number > game.turn.number:
        raise Refused(f"This line of play has come to turn {game.turn.number}.", "turn")
    return game.branch.turn(number)
