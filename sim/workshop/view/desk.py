"""The desk of the facilitator: everything, true beside perceived."""

from __future__ import annotations

from typing import Any

from sim.core.layout.setup import NOBODY
from sim.scenario.catalogue import ACTIONS
from sim.scenario.role import FACILITATOR
from sim.workshop.game.branch import Branch
from sim.workshop.game.calendar import span_of, turn_on, turns_expected
from sim.workshop.game.case import Case, cases, consequences
from sim.workshop.game.game import Game
from sim.workshop.game.inject import Inject
from sim.workshop.game.turn import Turn
from sim.workshop.view.ladder import ladder, seen_rung, true_rung
from sim.workshop.view.news import news
from sim.workshop.view.player import draft_rows, said


def desk(game: Game, turn: Turn) -> dict[str, Any]:
    """Return what the facilitator sees beyond what all see."""
    return {
        "ladder": ladder(game, turn, FACILITATOR),
        "news": news(game, turn, FACILITATOR),
        "seats": [_seat(game, turn, name) for name in game.seats],
        "queue": [_case(game, turn, case) for case in cases(game, turn)],
        "timeline": {
            "branches": [_branch(game, branch) for branch in game.branches.values()],
            "now": turn.number,
            "of": turns_expected(game),
        },
        "injects": [_inject(game, turn, inject) for inject in game.injects.values()],
        "given": _given(game),
        "cohesion": round(float(game.briefed(turn).state.system.cohesion), 3),
        "notes": said(game, FACILITATOR, "note"),
        "requests": said(game, FACILITATOR, "request"),
        "messages": said(game, FACILITATOR, "message"),
        "settings": game.settings.model_dump(mode="json"),
        "seed": str(game.seed) if game.is_over else None,
    }


def _given(game: Game) -> list[dict[str, Any]]:
    """The orders that people gave in turns that are published: what a what-if may take back."""
    return [
        {"turn": turn.number, "actor": name, "label": game.label(order.action), **order._asdict()}
        for turn in game.branch.turns
        if turn.is_published
        for name, drafts in turn.drafts.items()
        if turn.controls.get(name) == "human"
        for draft in drafts
        for order in draft.orders
    ]


def _seat(game: Game, turn: Turn, name: str) -> dict[str, Any]:
    seat = game.seats[name]
    poll = turn.polls.get(name)
    shown = turn if turn.is_published else None
    if shown is None and turn.number > 1:
        shown = game.branch.turn(turn.number - 1)
    seen = [seen_rung(game, shown, name, other).estimate for other in game.actors if other != name]
    rows = draft_rows(game, turn, name)
    return {
        "seat": name,
        "control": seat.control,
        "plays": seat.preset.name,
        "status": _status(game, turn, name),
        "orders": _ordered(game, turn, name),
        "rung_true": true_rung(game, shown, name),
        "rung_seen": [min(seen), max(seen)],
        "climb": poll.climb if poll else None,
        "strain": round(float(game.briefed(turn).state.selves[game.actors.index(name)].strain), 4),
        "poll": poll._asdict() if poll else None,
        "may_forecast": seat.may_forecast,
        "drafts": rows,
        "free": [
            {
                "slot": slot,
                "text": row.free,
                "mapped": None if row.mapped is None
                else [{"label": game.label(order.action), **order._asdict()}
                      for order in row.mapped],
                "reason": row.reason,
            }
            for slot, row in enumerate(turn.drafts.get(name, []), 1)
            if row.free
        ],
        "menu": _menu(game, turn, name) if seat.control == "human" else [],
    }  # fmt: skip


def _menu(game: Game, turn: Turn, name: str) -> list[dict[str, str]]:
    """The legal options of a seat, to map a free-play card to."""
    state, menu = game.briefed(turn).state, game.setup.menu
    i = game.actors.index(name)
    ids = list(ACTIONS)
    return [
        {
            "action": ids[menu.action[o]],
            "target": game.actors[menu.target[o]],
            "label": f"{game.label(ids[menu.action[o]])} → {game.actors[menu.target[o]]}",
        }
        for o in game.scenario.options_of(game.actors[i])
        if state.is_open[o] == 1.0
    ]


def _status(game: Game, turn: Turn, name: str) -> str:
    if game.seats[name].control != "human":
        return "ready"
    if turn.phase not in ("brief", "signal", "orders"):
        return "closed"
    return "sealed" if name in turn.sealed else "drafting"


def _ordered(game: Game, turn: Turn, name: str) -> list[str]:
    """What a seat ordered: its drafts while orders are open, what was carried out afterwards."""
    resolution, menu = turn.resolution, game.setup.menu
    if resolution is None:
        return [row["free"] or row["label"] for row in draft_rows(game, turn, name)]
    i = game.actors.index(name)
    labels = []
    for o in game.scenario.options_of(game.actors[i]):
        count = int(resolution.orders[o]) + int(resolution.answered[o])
        if count > 0:
            label = game.label(ACTIONS.at(menu.action[o]).id)
            labels.append(label if count == 1 else f"{label} ({count})")
    return labels


def _case(game: Game, turn: Turn, case: Case) -> dict[str, Any]:
    is_settled = turn.settled.get(case.id) == case.fingerprint
    state = None
    if is_settled:
        state = "accepted"
        if case.override is not None:
            state = "overridden" if case.override.roll else "struck"
    ruling = None
    if case.override is not None:
        done = case.override
        ruling = {"reason": done.reason, "author": done.author, "before": done.before,
                  "after": done.after}  # fmt: skip
    return {
        "case": case.id,
        "actor": case.actor,
        "target": case.target,
        "title": case.title,
        "subtitle": _subtitle(game, turn, case),
        "rung": case.rung,
        "settled": state,
        "can_strike": case.can_strike and state != "struck",
        "rolls": [
            {"roll": roll.id, "question": roll.question, "chance": roll.chance,
             "luck": roll.luck, "result": roll.result, "yes": roll.yes, "no": roll.no,
             "ruled": roll.is_ruled, "rolled": True}
            for roll in case.rolls
        ],
        "thresholds": [one._asdict() for one in case.thresholds],
        "consequence": consequences(game, case),
        "ruling": ruling,
    }  # fmt: skip


def _subtitle(game: Game, turn: Turn, case: Case) -> str:
    if case.actor is None:
        return f"No state did it: {case.cause}."
    if case.cause == "inject":
        return "An inject."
    if case.cause == "answer":
        return f"{case.actor} answers {_answered(game, turn, case)}."
    for row in turn.drafts.get(case.actor, []):
        for order in row.orders:
            if (order.action, order.target) == (case.action, case.target):
                return f"Ordered by {case.actor}. “{row.rationale}”"
    return f"{case.actor} plays {game.seats[case.actor].preset.name}."


def _answered(game: Game, turn: Turn, case: Case) -> str:
    """Say which act a case answers, as far as the queue of this turn tells."""
    number = next((int(event.answers) for event in case.events), 0)
    assert turn.resolution is not None
    for event in turn.resolution.events:
        if number and event.act == number:
            who = game.actors[event.actor] if event.actor != NOBODY else "nobody"
            return f"{ACTIONS.at(event.action).short.lower()} by {who}"
    return "an act of an earlier turn"


def _branch(game: Game, branch: Branch) -> dict[str, Any]:
    return {
        "id": branch.id,
        "label": branch.label,
        "active": branch.id == game.active,
        "parent": branch.parent,
        "fork": branch.fork,
        "turns": [
            {
                "turn": turn.number,
                "rung": _top_rung(game, turn) if turn.is_published else None,
                "title": _title(game, turn) if turn.is_published else "",
            }
            for turn in branch.turns
        ],
    }


def _top_rung(game: Game, turn: Turn) -> int:
    """The highest true rung on which anybody acted."""
    return max(true_rung(game, turn, name) for name in game.actors)


def _title(game: Game, turn: Turn) -> str:
    """What a turn is remembered by: its gravest act."""
    if turn.resolution is None or not len(turn.resolution.events):
        return "Quiet"
    gravest = max(turn.resolution.events, key=lambda event: int(event.rung))
    if gravest.rung == 0:
        return "Quiet"
    return game.label(ACTIONS.at(gravest.action).id)


def _inject(game: Game, turn: Turn, inject: Inject) -> dict[str, Any]:
    state = turn.injects.get(inject.id, "planned")
    if state == "planned" and inject.day < span_of(game, turn).end and not turn.is_published:
        state = "next"
    effect = None
    if inject.effect is not None:
        actor, action, target = inject.effect
        effect = f"{actor} → {target}: {game.label(action)}"
    return {
        "id": inject.id, "turn": turn_on(game, inject.day), "to": list(inject.to),
        "title": inject.title, "text": inject.text, "effect": effect,
        "expected": inject.expected, "notes": inject.notes,
        "state": state,
    }  # fmt: skip
