"""The screen of a seat: its own truth, others as it believes them to be, and its orders."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.layout.setup import KIT_NAMES, NOBODY
from sim.scenario.catalogue import ACTIONS
from sim.workshop.game.game import Game
from sim.workshop.game.menu import cost_meur, free_meur
from sim.workshop.game.position import state_at
from sim.workshop.game.turn import OPEN_PHASES, SLOTS, Draft, Turn
from sim.workshop.view.card import cards
from sim.workshop.view.crisis import crises
from sim.workshop.view.ladder import ladder
from sim.workshop.view.news import may_read, news
from sim.workshop.view.provocation import provocations
from sim.workshop.view.question import question_of

_KIT_LABELS = {
    "advisers": "Technical advisers", "ew_suite": "Electronic-warfare suites",
    "counter_drone": "Counter-drone kits", "frontline_unit": "Frontline units",
    "air_policing": "Fighter detachments",
}  # fmt: skip


def player(game: Game, turn: Turn, seat: str) -> dict[str, Any]:
    """Return what a seat sees beyond what all see."""
    rows = draft_rows(game, turn, seat)
    drafted = max((row["rung"] for row in rows if row["rung"] is not None), default=None)
    return {
        "seat": _seat(game, turn, seat),
        "ladder": ladder(game, turn, seat, drafted),
        "news": news(game, turn, seat),
        "provocations": provocations(game, turn, seat),
        "crises": crises(game, turn, seat),
        "money": _money(game, turn, seat),
        "cards": cards(game, turn, seat),
        "orders": _orders(game, turn, seat, rows, drafted),
        "poll": _poll(game, turn, seat),
        "messages": said(game, seat, "message"),
        "requests": said(game, seat, "request"),
        "notes": said(game, seat, "seat_note"),
        "forecast": {"allowed": game.seats[seat].may_forecast},
    }


def draft_rows(game: Game, turn: Turn, seat: str) -> list[dict[str, Any]]:
    """Return a seat's drafts, for its own screen and for the facilitator's."""
    return [_draft(game, seat, slot, row) for slot, row in enumerate(turn.drafts.get(seat, []), 1)]


def _draft(game: Game, seat: str, slot: int, row: Draft) -> dict[str, Any]:
    order = row.order
    look = next(
        (_look(game, seat, one.action) for one in row.orders), {"rung": None}
    )  # fmt: skip
    return {
        "slot": slot,
        "action": order.action if order else None,
        "target": order.target if order else None,
        "times": order.times if order else 1,
        "label": game.label(order.action) if order else "Free play",
        "rung": look["rung"],
        "cost_meur": cost_meur(game, list(row.orders)),
        "rationale": row.rationale,
        "free": row.free or None,
    }


def _look(game: Game, seat: str, action: str) -> dict[str, Any]:
    place = ACTIONS.number(action)
    return {"rung": int(game.setup.rungs[game.actors.index(seat), place])}


def _seat(game: Game, turn: Turn, seat: str) -> dict[str, Any]:
    spec = game.scenario.file.actors[seat]
    preset = (turn.presets or game.presets)[seat]
    pairs = game.setup.pairs[game.actors.index(seat)]
    allies = [name for j, name in enumerate(game.actors) if pairs[j].is_ally == 1]
    return {
        "name": seat,
        "title": spec.title or seat,
        "ceiling": int(game.setup_of(turn).policies[game.actors.index(seat)].ceiling),
        "policy_brief": preset.describes,
        "aims": _aims(spec.kind, list(spec.adversaries), allies, game.scenario.file.question),
        "adversaries": list(spec.adversaries),
        "allies": allies,
        "stock": _stock(game, turn, seat),
    }


def _aims(kind: str, adversaries: list[str], allies: list[str], question: str) -> list[str]:
    aims = []
    if kind == "alliance":
        aims.append("Keep the members together; what you do yourself needs their votes.")
    if adversaries:
        aims.append(f"Keep {' and '.join(adversaries)} from harming you, at a price you can bear.")
    if allies:
        aims.append(f"Stay on terms with {', '.join(allies)}.")
    aims.append("Stay below your ceiling unless the facilitator raises it.")
    return [*aims, question]


def _stock(game: Game, turn: Turn, seat: str) -> list[dict[str, Any]]:
    state, setup = game.briefed(turn).state, game.setup
    i = game.actors.index(seat)
    units = setup.units[: int(setup.n_units)]
    rows = []
    for k, kit in enumerate(KIT_NAMES):
        of = int(np.sum((units["owner"] == i) & (units["kit"] == k)))
        if of:
            rows.append(
                {"kit": kit, "label": _KIT_LABELS[kit], "home": int(state.stock[i, k]), "of": of}
            )
    return rows


def _money(game: Game, turn: Turn, seat: str) -> dict[str, Any]:
    setup, state = game.setup, game.briefed(turn).state
    i = game.actors.index(seat)
    orders = [order for row in turn.drafts.get(seat, []) for order in row.orders]
    own = state.actors[i]
    return {
        "year_meur": float(game.scenario.file.actors[seat].budget_meur_year),
        "spent_meur": float(own.spent_meur),
        "free_meur": free_meur(game, turn, seat),
        "drafts_meur": cost_meur(game, orders),
        "weekly_meur": _weekly(state, setup, i),
        "weekly_drafts_meur": sum(_upkeep(game, order.action) * order.times for order in orders),
        "strain": float(own.strain),
        "strain_by_turn": [_strain(game, past, i) for past in game.branch.turns[: turn.number - 1]],
    }


def _weekly(state: np.record, setup: np.record, i: int) -> float:
    total = 0.0
    for u in range(int(setup.n_units)):
        unit = state.units[u]
        if setup.units[u].owner == i and unit.host != NOBODY and unit.in_operation == 0:
            total += float(setup.kits[setup.units[u].kit].upkeep_meur_week)
    return total


def _upkeep(game: Game, action: str) -> float:
    act = ACTIONS[action]
    record = game.setup.actions[ACTIONS.number(action)]
    return float(record.upkeep_meur_week) if act.effect == "deploy" else 0.0


def _strain(game: Game, past: Turn, i: int) -> float:
    key = ("strain", i)
    if key not in past.cache and past.resolution is not None:
        past.cache[key] = float(state_at(past.resolution.end).actors[i].strain)
    return past.cache.get(key, 0.0)


def _orders(
    game: Game, turn: Turn, seat: str, rows: list[dict[str, Any]], highest: int | None
) -> dict[str, Any]:
    is_open = (
        turn is game.turn
        and turn.phase in OPEN_PHASES
        and game.seats[seat].control == "human"
        and game.looking_back is None
        and not game.is_over
    )
    return {
        "slots": SLOTS,
        "free_play": not game.settings.self_running,
        "drafts": rows,
        "sealed": seat in turn.sealed,
        "can_seal": is_open and turn.phase == "orders" and seat not in turn.sealed,
        "can_unseal": is_open and seat in turn.sealed,
        "open": is_open,
        "highest": highest,
    }


def _poll(game: Game, turn: Turn, seat: str) -> dict[str, Any]:
    answers = turn.polls.get(seat)
    asked = question_of(game, seat, turn)
    adversaries = game.scenario.file.actors[seat].adversaries
    return {
        "open": turn.phase in OPEN_PHASES and turn is game.turn and not game.is_over,
        "about": asked,
        "adversary": asked["adversary"] if asked else next(iter(adversaries), None),
        "answers": answers._asdict() if answers else None,
    }


def said(game: Game, viewer: str, kind: str) -> list[dict[str, Any]]:
    """Return what was said of one kind, as far as a viewer may read it, newest first."""
    return [
        {
            "id": one.id, "from": one.by, "to": list(one.to), "text": one.text, "at": one.at,
            "turn": one.turn, "answer": one.answer or None,
        }
        for one in reversed(game.said)
        if one.kind == kind and may_read(game, one, viewer)
    ]  # fmt: skip
