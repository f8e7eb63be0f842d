"""What the facilitator rules: accept, override a roll, strike an act, map a free-play card."""

from __future__ import annotations

from dataclasses import replace

from sim.core.act.chance import STRUCK
from sim.workshop.act.change import Change
from sim.workshop.act.command import Case as CaseData
from sim.workshop.act.command import MapFree, Nothing, OverrideData, Strike
from sim.workshop.act.order import checked_order
from sim.workshop.game.case import Case, cases, unsettled
from sim.workshop.game.game import Game
from sim.workshop.game.position import Ruling
from sim.workshop.game.turn import Draft, Order, Override, Turn
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused


def accept(game: Game, command: CaseData, entry: Entry) -> Change:
    """Settle a case as it stands."""
    case = _case(game, command.case)
    turn = game.turn

    def carry_out() -> None:
        turn.settled[case.id] = case.fingerprint

    return Change(carry_out)


def accept_all(game: Game, _: Nothing, entry: Entry) -> Change:
    """Settle every case that is still open."""
    turn = _adjudicated(game)
    settled = {case.id: case.fingerprint for case in unsettled(game, turn)}

    def carry_out() -> None:
        turn.settled |= settled

    return Change(carry_out)


def override(game: Game, command: OverrideData, entry: Entry) -> Change:
    """Rule one roll otherwise; the turn is worked out again from the same draws."""
    turn = _adjudicated(game)
    for case in cases(game, turn):
        for roll in case.rolls:
            if roll.id == command.roll:
                before, after = (
                    roll.yes if is_yes else roll.no for is_yes in (roll.result, command.result)
                )
                if roll.result == command.result:
                    raise Refused(f"{roll.question} It came to “{before}” already.", "result")
                ruling = Ruling(roll.purpose, roll.key, command.result)
                return _rule(
                    game, turn, Override(case.id, roll.id, ruling, command.reason,
                                         entry.author or entry.by, before, after)
                )  # fmt: skip
    raise Refused("There is no such roll in this turn.", "roll")


def strike(game: Game, command: Strike, entry: Entry) -> Change:
    """Rule that an act does not take place."""
    case = _case(game, command.case)
    if not case.can_strike:
        raise Refused("Only an act of this turn can be struck.", "case")
    ruling = Ruling(STRUCK, case.key, True)
    done = Override(
        case.id, "", ruling, command.reason, entry.author or entry.by,
        "takes place", "does not take place",
    )  # fmt: skip
    return _rule(game, game.turn, done)


def map_free(game: Game, command: MapFree, entry: Entry) -> Change:
    """Say what a free-play card comes to: acts of the catalogue, or nothing."""
    turn = _adjudicated(game)
    drafts = turn.drafts.get(command.seat, [])
    if command.slot > len(drafts) or not drafts[command.slot - 1].free:
        raise Refused("There is no free-play card in that slot.", "slot")
    orders = tuple(
        checked_order(
            game, command.seat, Order(row.action, row.target, row.times), f"orders.{number}"
        )
        for number, row in enumerate(command.orders, 1)
    )
    card = drafts[command.slot - 1]
    mapped = [*drafts]
    mapped[command.slot - 1] = Draft(None, card.free, card.rationale, orders, command.reason)
    new_drafts = turn.drafts | {command.seat: mapped}
    trial = replace(turn, drafts=new_drafts)
    resolution = game.resolve(trial)

    def carry_out() -> None:
        turn.drafts = new_drafts
        turn.resolution = resolution

    return Change(carry_out)


def _rule(game: Game, turn: Turn, done: Override) -> Change:
    """Add a ruling; a later one on the same roll takes the place of an earlier one."""
    others = [earlier for earlier in turn.overrides if earlier.ruling[:2] != done.ruling[:2]]
    trial = replace(turn, overrides=[*others, done], cache={})
    trial.resolution = game.resolve(trial)
    settled = {case.id: case.fingerprint for case in cases(game, trial) if case.id == done.case}

    def carry_out() -> None:
        turn.overrides = trial.overrides
        turn.resolution = trial.resolution
        turn.settled |= settled

    return Change(carry_out)


def _case(game: Game, key: str) -> Case:
    for case in cases(game, _adjudicated(game)):
        if case.id == key:
            return case
    raise Refused("There is no such case in this turn.", "case")


def _adjudicated(game: Game) -> Turn:
    if game.looking_back is not None or game.is_over or game.turn.phase != "adjudicate":
        raise Refused("The turn is not being adjudicated.")
    return game.turn
