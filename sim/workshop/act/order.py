"""What seats do about their orders: draft, seal, unseal, and say what they believe."""

from __future__ import annotations

from sim.core.act.legality import LEGAL
from sim.workshop.act.change import Change
from sim.workshop.act.command import DraftData, Drafts, Nothing, PollData
from sim.workshop.game.game import Game
from sim.workshop.game.inject import option_of
from sim.workshop.game.menu import bar_words, cost_meur, free_meur, most_times
from sim.workshop.game.turn import OPEN_PHASES, Draft, Order, Poll
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused
from sim.workshop.view.question import question_of


def draft(game: Game, command: Drafts, entry: Entry) -> Change:
    """Replace all drafts of a seat."""
    seat = open_seat(game, entry.by)
    turn = game.turn
    if seat in turn.sealed:
        raise Refused("Your orders are sealed; unseal them to change them.")
    drafts = [_draft(game, seat, slot, row) for slot, row in enumerate(command.orders, 1)]
    _check_together(game, seat, drafts)

    def carry_out() -> None:
        turn.drafts[seat] = drafts

    return Change(carry_out)


def seal(game: Game, _: Nothing, entry: Entry) -> Change:
    """Seal a seat's orders; without drafts it holds."""
    seat = open_seat(game, entry.by)
    turn = game.turn
    if turn.phase != "orders":
        raise Refused("Orders can be sealed when the facilitator has opened them.")
    if seat in turn.sealed:
        raise Refused("Your orders are sealed already.")
    for slot, row in enumerate(turn.drafts.get(seat, []), 1):
        if not row.rationale:
            raise Refused(
                f"Order {slot}: a rationale is required to seal.", f"orders.{slot}.rationale"
            )

    def carry_out() -> None:
        turn.sealed[seat] = entry.at

    return Change(carry_out)


def unseal(game: Game, _: Nothing, entry: Entry) -> Change:
    """Open a seat's orders again, while others still may draft."""
    seat = open_seat(game, entry.by)
    turn = game.turn
    if seat not in turn.sealed:
        raise Refused("Your orders are not sealed.")

    def carry_out() -> None:
        del turn.sealed[seat]

    return Change(carry_out)


def poll(game: Game, command: PollData, entry: Entry) -> Change:
    """Keep what a seat believes; it may change its mind until orders close."""
    seat = open_seat(game, entry.by)
    turn = game.turn
    asked = question_of(game, seat, turn)
    about = asked["news_id"] if asked else ""

    def carry_out() -> None:
        turn.polls[seat] = Poll(command.who, command.intent, command.rung, command.climb, about)

    return Change(carry_out)


def open_seat(game: Game, seat: str) -> str:
    """Return a seat that people play and that may still act in this turn, or refuse."""
    if game.is_over:
        raise Refused("The game is over.")
    if game.looking_back is not None:
        raise Refused("The facilitator looks back at an earlier turn; orders wait.")
    if game.seats[seat].control != "human":
        raise Refused(f"A policy plays {seat} now.")
    if game.turn.phase not in OPEN_PHASES:
        raise Refused("Orders are closed for this turn.")
    return seat


def checked_order(game: Game, seat: str, order: Order, field: str) -> Order:
    """Return the order if this seat may give it now; Refused with the reason otherwise."""
    setup = game.setup
    option = option_of(setup, game.actors, (seat, order.action, order.target))
    if option is None:
        raise Refused(f"{order.action} toward {order.target} is not on your menu.", field)
    bar, words = bar_words(game, game.turn, option)
    if bar != LEGAL:
        raise Refused(f"{game.label(order.action)}: {words}.", field)
    most = most_times(game, game.turn, option)
    if order.times > most:
        raise Refused(f"{game.label(order.action)}: at most {most} in one turn.", field)
    return order


def _draft(game: Game, seat: str, slot: int, row: DraftData) -> Draft:
    field = f"orders.{slot}"
    if row.free:
        if row.action or row.target:
            raise Refused(f"Order {slot}: either a card or a free text, not both.", field)
        if game.settings.self_running:
            raise Refused("This game has no facilitator that could map a free text.", field)
        return Draft(None, row.free, row.rationale)
    if not row.action or not row.target:
        raise Refused(f"Order {slot}: names no action, or no target.", field)
    order = checked_order(game, seat, Order(row.action, row.target, row.times), field)
    return Draft(order, "", row.rationale)


def _check_together(game: Game, seat: str, drafts: list[Draft]) -> None:
    orders = [order for row in drafts for order in row.orders]
    pairs = [(order.action, order.target) for order in orders]
    for order in orders:
        if pairs.count((order.action, order.target)) > 1:
            raise Refused(f"{game.label(order.action)} toward {order.target} is listed twice.")
    free = free_meur(game, game.turn, seat)
    cost = cost_meur(game, orders)
    if cost > free + 1e-9:
        raise Refused(f"These orders cost €{cost:.1f}M, and €{free:.1f}M is free this year.")
