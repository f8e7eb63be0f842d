"""Who decides for an actor: people, a policy, a script; and what seats may ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.core.errors import ConfigError, explain
from sim.scenario.preset import Preset, load_preset, preset_names
from sim.workshop.act.change import Change
from sim.workshop.act.command import OnTimeout, SetForecast, SetSeat
from sim.workshop.game.game import Game
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused

SCRIPTED = ("script", "doctrine")


def set_seat(game: Game, command: SetSeat, entry: Entry) -> Change:
    """Hand a seat to people, to a policy or to a script; its brief stays where none is named."""
    if command.seat not in game.seats:
        raise Refused(explain("seat", command.seat, game.seats), "seat")
    turn = game.turn
    if turn.phase == "adjudicate" or game.looking_back is not None or game.is_over:
        raise Refused("Hand over a seat before orders close, or after the turn is published.")
    seat = game.seats[command.seat]
    preset = seat.preset if command.policy is None else _preset(command.policy)
    if command.control == "script" and preset.family not in SCRIPTED:
        raise Refused(
            f"A script has dates or rules; {preset.name} is of the family {preset.family}.",
            "policy",
        )
    is_new = preset != seat.preset

    def carry_out() -> None:
        game.seats[command.seat] = replace(seat, control=command.control, preset=preset)
        turn.sealed.pop(command.seat, None)
        if command.control != "human" and not turn.is_published:
            turn.drafts.pop(command.seat, None)
        if is_new and turn.is_published:
            game.forget_next.add(command.seat)
        elif is_new:
            turn.forget.add(command.seat)
        for branch in game.branches.values():  # what was worked out under the old brief
            if branch.now.presets is None:
                branch.now.briefed = None
                branch.now.cache.clear()

    return Change(carry_out)


def set_forecast(game: Game, command: SetForecast, entry: Entry) -> Change:
    """Allow a seat to ask for forecasts, from what it can know, or stop it."""
    if command.seat not in game.seats:
        raise Refused(explain("seat", command.seat, game.seats), "seat")

    def carry_out() -> None:
        game.seats[command.seat].may_forecast = command.allowed

    return Change(carry_out)


def set_on_timeout(game: Game, command: OnTimeout, entry: Entry) -> Change:
    """Choose what plays for a seat that has not sealed in time: its drafts, or its policy."""

    def carry_out() -> None:
        game.settings = game.settings.model_copy(update={"on_timeout": command.rule})

    return Change(carry_out)


def _preset(policy: str | dict[str, Any]) -> Preset:
    """A preset by name or as data; never by a path, which a browser has no business to name."""
    if isinstance(policy, str) and policy not in preset_names():
        raise Refused(explain("policy", policy, preset_names()), "policy")
    try:
        return load_preset(policy, "policy")
    except ConfigError as error:
        raise Refused(str(error), "policy") from error
