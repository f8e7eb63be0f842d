"""What each seat decided in a turn: its orders with reasons, what it left, and what came of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core import draws
from sim.policies.decision import ASK_POLICY
from sim.scenario.catalogue import ACTIONS
from sim.turn.take_turn import decide_for
from sim.workshop.debrief.belief import belief
from sim.workshop.debrief.chronicle import Chronicle, owner
from sim.workshop.game.case import Case, cases, consequences
from sim.workshop.game.game import Game
from sim.workshop.game.menu import cost_meur
from sim.workshop.game.position import brief_turn
from sim.workshop.game.turn import Draft, Order, Turn
from sim.workshop.words import in_hundred

MOST_WANTED = 3
"""How many of the things that its policy wanted most are told of a seat."""
_WORTH_TELLING = 0.005
"""A chance in a turn below which a wish is none."""


def decisions(game: Game, chronicle: Chronicle, turn: Turn) -> list[dict[str, Any]]:
    """Return what every seat decided in a turn."""
    wishes = _wishes(game, turn)
    return [_decision(game, chronicle, turn, name, wishes) for name in game.seats]


def _decision(
    game: Game, chronicle: Chronicle, turn: Turn, name: str, wishes: np.ndarray
) -> dict[str, Any]:
    control = turn.controls.get(name, "ai")
    orders = _written(game, turn, name) if control == "human" else _played(game, turn, name)
    dropped = _dropped(game, chronicle, turn, name)
    told = [row["label"] for row in dropped]
    wanted = [row for row in _wanted(game, turn, name, wishes) if row["label"] not in told]
    return {
        "seat": name,
        "control": control,
        "plays": _plays(game, turn, name),
        "sealed": control != "human" or name in turn.sealed,
        "orders": orders,
        "alternatives": dropped + wanted,
        "belief": belief(game, turn, name),
    }


def _plays(game: Game, turn: Turn, name: str) -> str:
    """The name of the policy, or for people the brief, that a seat had in a turn."""
    return (turn.presets or game.presets)[name].name


def _written(game: Game, turn: Turn, name: str) -> list[dict[str, Any]]:
    """The slots of a seat that people play."""
    return [_slot(game, turn, name, row) for row in turn.drafts.get(name, [])]


def _slot(game: Game, turn: Turn, name: str, row: Draft) -> dict[str, Any]:
    mapped = None
    if row.order is None:
        mapped = [_named(game, order, name) for order in row.mapped or ()]
    return {
        "label": "Free play" if row.order is None else _named(game, row.order, name),
        "action": row.order.action if row.order else None,
        "target": row.order.target if row.order else None,
        "times": row.order.times if row.order else 1,
        "rung": max((ACTIONS[order.action].rung for order in row.orders), default=None),
        "cost_meur": cost_meur(game, list(row.orders)),
        "rationale": row.rationale,
        "free": row.free or None,
        "mapped": mapped,
        "mapped_why": row.reason or None,
        "came_to": _came_to(game, turn, name, row.orders),
    }


def _played(game: Game, turn: Turn, name: str) -> list[dict[str, Any]]:
    """The orders of a policy, which gives no reasons."""
    assert turn.resolution is not None
    rows = []
    for option in _options(game, name):
        count = int(turn.resolution.orders[option]) + int(turn.resolution.answered[option])
        if count > 0:
            order = _order(game, option, count)
            rows.append(_slot(game, turn, name, Draft(order, "", "")))
    return rows


def _came_to(game: Game, turn: Turn, name: str, orders: tuple[Order, ...]) -> list[str]:
    """What the acts of a slot came to, and who read them as a threat."""
    lines: list[str] = []
    for case in cases(game, turn):
        acts = [(order.action, order.target) for order in orders]
        is_own = case.actor == name and case.cause in ("ordered", "answer")
        if is_own and (case.action, case.target) in acts:
            lines += consequences(game, case) + _readings(case)
    told = [line for line in dict.fromkeys(lines) if line != "Nothing comes of it."]
    return told or (["Nothing comes of it."] if lines else [])


def _readings(case: Case) -> list[str]:
    lines = []
    for roll in case.rolls:
        if roll.purpose == draws.READING:
            reader = roll.question.removeprefix("Does ").removesuffix(" read it as a threat?")
            lines.append(f"{reader} reads it {roll.yes if roll.result else roll.no}.")
    return lines


def _dropped(game: Game, chronicle: Chronicle, turn: Turn, name: str) -> list[dict[str, Any]]:
    """What a seat drafted and then left."""
    kept = {order[:2] for row in turn.drafts.get(name, []) for order in row.orders}
    drafted = chronicle.drafted.get((owner(game, turn.number), turn.number, name), [])
    return [
        _alternative(game, name, order, "dropped", None, "drafted, then dropped")
        for order in drafted
        if order[:2] not in kept
    ]


def _wanted(game: Game, turn: Turn, name: str, wishes: np.ndarray) -> list[dict[str, Any]]:
    """What the seat's policy wanted most and was not ordered."""
    assert turn.resolution is not None
    open_wishes = [
        (float(wishes[option]), option)
        for option in _options(game, name)
        if turn.resolution.orders[option] + turn.resolution.answered[option] <= 0
        and wishes[option] >= _WORTH_TELLING
    ]
    who = _plays(game, turn, name).replace("_", " ")
    return [
        _alternative(
            game, name, _order(game, option, 1), "policy", round(chance, 4),
            f"{who} would, {in_hundred(chance)}",
        )
        for chance, option in sorted(open_wishes, key=lambda row: -row[0])[:MOST_WANTED]
    ]  # fmt: skip


def _alternative(
    game: Game, name: str, order: Order, kind: str, chance: float | None, words: str
) -> dict[str, Any]:
    return {
        "label": _named(game, order, name),
        "action": order.action,
        "target": order.target,
        "rung": ACTIONS[order.action].rung,
        "kind": kind,
        "chance": chance,
        "words": words,
    }


def _wishes(game: Game, turn: Turn) -> np.ndarray:
    """Return (options) float64: the chance that each seat's policy would take an option.

    The policies are asked in the position as it was; nothing that they say is carried out.
    """
    setup, key = game.setup_of(turn), game.run_key
    forget = [game.actors.index(name) for name in turn.forget]
    state, n = brief_turn(turn.start, setup, key, forget).state, int(setup.n_options)
    orders = np.full(n, ASK_POLICY, np.int64)
    for i in range(len(game.actors)):
        decide_for(state, setup, key, i, orders)
    days = float(state.system.days)
    wishes = 1.0 - np.exp(-days * state.intensity[:n])
    wishes[state.exact[:n] > 0] = 1.0
    wishes[state.is_open[:n] != 1.0] = 0.0
    return wishes


def _options(game: Game, name: str) -> range:
    return game.scenario.options_of(name)


def _order(game: Game, option: int, times: int) -> Order:
    menu = game.setup.menu
    return Order(ACTIONS.at(menu.action[option]).id, game.actors[menu.target[option]], times)


def _named(game: Game, order: Order, name: str) -> str:
    toward = f" → {order.target}" if order.target != name else ""
    times = f" ({order.times}×)" if order.times > 1 else ""
    return f"{game.label(order.action)}{toward}{times}"
