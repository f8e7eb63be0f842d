"""The action cards of a seat: what each costs, how it may turn out, and why it may be barred."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.arithmetic import exp, logistic
from sim.core.belief.perception import shown_logodds
from sim.core.layout.setup import NOBODY
from sim.core.layout.state import State
from sim.scenario.catalogue import ACTIONS, Action
from sim.workshop.game.game import Game
from sim.workshop.game.menu import bar_words, most_times, once_cost_meur
from sim.workshop.game.turn import Turn
from sim.workshop.words import in_hundred, one_in

_FAMILIES = {
    "diplomatic": "Diplomacy", "information": "Information", "electromagnetic": "Spectrum",
    "air": "Air", "cyber": "Cyber", "covert": "Covert", "military": "Forces",
    "kinetic": "Strikes", "alliance": "Alliance",
}  # fmt: skip


def cards(game: Game, turn: Turn, seat: str) -> list[dict[str, Any]]:
    """Return the cards of a seat, legal or not, in the order of the catalogue.

    What a card tells is worked out from the catalogue and from what the seat knows; how others
    are biased, and what they believe, is not in it.
    """
    slots = {
        (order.action, order.target): slot
        for slot, row in enumerate(turn.drafts.get(seat, []), 1)
        for order in row.orders
    }
    key = ("cards", seat)
    if key not in turn.cache:  # a turn's menu is what it was when the turn began
        turn.cache[key] = _menu(game, turn, seat)
    return [row | {"order": slots.get((row["action"], row["target"]))} for row in turn.cache[key]]


def _menu(game: Game, turn: Turn, seat: str) -> list[dict[str, Any]]:
    state = game.briefed(turn).state
    options = game.scenario.options_of(seat)
    rows = [_card(game, turn, state, option) for option in options]
    ids = list(ACTIONS)
    return sorted(rows, key=lambda row: (ids.index(row["action"]), row["target"]))


def _card(game: Game, turn: Turn, state: State, option: int) -> dict[str, Any]:
    setup = game.setup
    i, j = int(setup.menu.actor[option]), int(setup.menu.target[option])
    act = ACTIONS.at(setup.menu.action[option])
    target = game.actors[j]
    bar, words = bar_words(game, turn, option)
    record = setup.actions[setup.menu.action[option]]
    return {
        "id": f"{act.id}>{target}",
        "action": act.id,
        "target": target,
        "label": act.short,
        "about": act.label,
        "domain": _FAMILIES.get(act.domain, act.domain.capitalize()),
        "rung": int(setup.menu.rung[option]),
        "cost_meur": once_cost_meur(game, act.id),
        "upkeep_meur_week": float(record.upkeep_meur_week),
        "stock": _stock(game, state, i, act),
        "lines": _lines(game, act, record),
        "accident": _accident(game, record),
        "reads": _reads(game, record),
        "needs": _needs(game, act, target),
        "is_legal": bar == 0,
        "reason": words or None,
        "order": None,
        "max_times": most_times(game, turn, option),
    }


def _stock(game: Game, state: State, i: int, act: Action) -> dict[str, int] | None:
    kit = game.setup.actions[ACTIONS.number(act.id)].kit
    if kit == NOBODY:
        return None
    units = game.setup.units[: int(game.setup.n_units)]
    of = int(np.sum((units["owner"] == i) & (units["kit"] == kit)))
    return {"left": int(state.stock[i, kit]), "of": of}


def _lines(game: Game, act: Action, record: np.record) -> list[str]:
    """What the card says of its effect, chances first."""
    lines = []
    setup = game.setup
    if record.kit != NOBODY:
        kit = setup.kits[record.kit]
        for name, verb in (("miss_ew", "Diverts"), ("miss_physical", "Brings down")):
            share = 1.0 - exp(-float(kit[name]))
            if share >= 0.005:
                lines.append(f"{verb} {in_hundred(share)} drones it meets")
        if kit.dprime > 0:
            lines.append("The host tells sources apart better")
        low = setup.parameters.delay_kit_low_days
        lines.append(f"On site in about {low:.0f} days or more")
    elif act.effect in ("covert", "disinformation"):
        hidden = setup.parameters.attribution_covert_concealment * record.deniability
        lines.append(f"Noticed {in_hundred(1.0 - float(hidden))}")
    elif act.effect == "sighting":
        lines.append("Deniable: they may not see it, nor be sure whose it was")
    elif act.effect == "motion" and act.motion != "article_4":
        lines.append("Needs every member; a hold-out makes it wait")
    elif act.duration_days > 0:
        lines.append(f"Lasts {act.duration_days:.0f} days")
    if record.severity > 0 and act.kind == "hostile":
        lines.append(f"Harm {float(record.severity):.1f}")
    return lines


def _accident(game: Game, record: np.record) -> str | None:
    chance = float(record.p_accident * game.setup.parameters.accident_scale)
    return one_in(chance) if chance > 0 else None


def _reads(game: Game, record: np.record) -> dict[str, Any]:
    """How an observer without bias or belief would read it; real ones have both."""
    odds = shown_logodds(game.setup, float(record.offensive), float(record.defensive))
    p = float(logistic(odds))
    kind = "defensive" if p < 0.35 else "mixed" if p < 0.6 else "offensive"
    return {
        "p_threat": round(p, 3),
        "offensive": float(record.offensive),
        "defensive": float(record.defensive),
        "words": f"{kind}; {round(p * 10)} in 10 see a threat",
    }


def _needs(game: Game, act: Action, target: str) -> str:
    if act.need == "none":
        return ""
    if act.need == "host_request_and_stock":
        return f"{target} asks or consents"
    words = act.needs_in_words or act.need.replace("_", " ")
    return words[0].upper() + words[1:]
