"""The course of a turn: from phase to phase, closing orders, publishing, and the end."""

from __future__ import annotations

from dataclasses import replace

from sim.workshop.act.change import Change
from sim.workshop.act.command import Nothing, PlayOn
from sim.workshop.game.calendar import is_last
from sim.workshop.game.came_to import came_to
from sim.workshop.game.case import unsettled
from sim.workshop.game.game import Clock, Game
from sim.workshop.game.position import Resolution, brief_turn, resolve_turn
from sim.workshop.game.turn import PHASES, Turn
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused


def advance(game: Game, _: Nothing, entry: Entry) -> Change:
    """Go to the next phase."""
    _may_go_on(game)
    phase = game.turn.phase
    if phase == "orders":
        return close(game, Nothing(), entry)
    if phase == "adjudicate":
        return _publish(game)
    if phase == "state":
        return _next_turn(game)

    def carry_out() -> None:
        game.turn.phase = PHASES[PHASES.index(phase) + 1]

    return Change(carry_out)


def close(game: Game, _: Nothing, entry: Entry) -> Change:
    """Close the orders: what is sealed stands; the rest plays by the rule for a time-out."""
    _may_go_on(game)
    turn = game.turn
    if turn.phase != "orders":
        raise Refused("Orders are not open.")
    controls = {name: _control(game, turn, name, seat.control) for name, seat in game.seats.items()}
    published = [*turn.published_injects]
    if game.settings.auto_injects:
        published += game.due(turn)
    presets = game.presets
    trial = replace(turn, controls=controls, published_injects=published, presets=presets)
    resolution = game.resolve(trial)

    def carry_out() -> None:
        turn.controls = controls
        turn.presets = presets
        turn.published_injects = published
        turn.injects |= dict.fromkeys(published, "published")
        turn.resolution = resolution
        turn.briefed = trial.briefed
        turn.phase = "adjudicate"
        game.clock = Clock()

    return Change(carry_out)


def _control(game: Game, turn: Turn, name: str, control: str) -> str:
    if control == "human" and name not in turn.sealed and game.settings.on_timeout == "policy":
        return "policy"
    return control


def _publish(game: Game) -> Change:
    turn = game.turn
    open_cases = unsettled(game, turn)
    if open_cases:
        raise Refused(f"{len(open_cases)} of the queue are not settled: {open_cases[0].title}.")
    free = [
        name
        for name, drafts in turn.drafts.items()
        if turn.controls.get(name) == "human"
        for row in drafts
        if row.free and row.mapped is None
    ]
    if free:
        raise Refused(f"A free-play card of {free[0]} is not mapped yet.")
    resolution = turn.resolution
    assert resolution is not None

    def carry_out() -> None:
        _conclude(turn, resolution)
        turn.phase = "reveal"

    return Change(carry_out, came_to=came_to(game.scenario, turn.number, resolution))


def _next_turn(game: Game) -> Change:
    turn, branch = game.turn, game.branch
    assert turn.resolution is not None
    if is_last(game, turn):
        raise Refused("This was the last turn. End the session, or branch from an earlier one.")
    following = Turn(turn.number + 1, turn.resolution.end, dict(turn.injects))

    def carry_out() -> None:
        following.forget = set(game.forget_next)
        game.forget_next.clear()
        branch.turns.append(following)

    return Change(carry_out)


def play_on(game: Game, command: PlayOn, entry: Entry) -> Change:
    """Let policies play every seat for some turns, or to the end."""
    _may_go_on(game)
    if game.turn.phase not in ("brief", "signal", "orders"):
        raise Refused("Publish the turn under way and go to the next one first.")
    played: list[Turn] = []
    turn = replace(game.turn, phase="orders", cache={})
    key, setup = game.run_key, game.setup
    for _ in range(command.turns):
        forget = [game.actors.index(name) for name in turn.forget]
        briefed = brief_turn(turn.start, setup, key, forget)
        turn.briefed = briefed
        turn.published_injects = [*turn.published_injects, *game.due(turn)]
        turn.injects = turn.injects | dict.fromkeys(turn.published_injects, "published")
        turn.controls = dict.fromkeys(game.seats, "ai")
        turn.presets = game.presets
        turn.drafts, turn.sealed = {}, {}
        resolution = resolve_turn(
            briefed, setup, key, game.orders_of(turn), game.forced_in(turn), turn.rulings
        )
        turn.resolution = resolution
        _conclude(turn, resolution)
        turn.phase = "state"
        played.append(turn)
        if is_last(game, turn):
            break
        turn = Turn(turn.number + 1, resolution.end, dict(turn.injects))
    else:
        played.append(turn)
    last = next(turn for turn in reversed(played) if turn.resolution is not None)
    assert last.resolution is not None

    def carry_out() -> None:
        game.branch.turns[-1:] = played
        game.clock = Clock()

    return Change(carry_out, came_to=came_to(game.scenario, last.number, last.resolution))


def end(game: Game, _: Nothing, entry: Entry) -> Change:
    """End the session; everything opens to everybody."""
    if game.is_over:
        raise Refused("The game is over already.")

    def carry_out() -> None:
        game.is_over = True
        game.looking_back = None
        game.clock = Clock()

    return Change(carry_out)


def _conclude(turn: Turn, resolution: Resolution) -> None:
    turn.is_published = True
    turn.briefed = None


def _may_go_on(game: Game) -> None:
    if game.is_over:
        raise Refused("The game is over.")
    if game.looking_back is not None:
        raise Refused("You look back at an earlier turn; go forward first, or branch there.")
