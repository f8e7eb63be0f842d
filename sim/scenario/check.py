"""What the schema cannot say: that names refer to something, and that rules of the world hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sim.core.errors import explain
from sim.core.layout.capacity import MAX_OPTIONS, MAX_UNITS
from sim.scenario.catalogue import ACTIONS, Action
from sim.scenario.schema import Actor, ScenarioFile

MOST_ACTS_PER_DAY = 20.0
"""More than this, all tempos of one actor together, is a slip of the decimal point."""


def problems(file: ScenarioFile) -> list[str]:
    """Return every inconsistency of a scenario, each as one line that names its key path."""
    return [
        *_room(file),
        *_actors(file),
        *_tempos(file),
        *_places(file),
        *_injects(file),
        *_elections(file),
        *_actions(file),
    ]


def _room(file: ScenarioFile) -> Iterator[str]:
    """Say what does not fit: into the records of the engine, or into the calendar."""
    options = {
        (name, row.action, target)
        for name, actor in file.actors.items()
        for row in actor.tempo
        for target in row.toward
    } | {(inject.actor, inject.action, inject.target) for inject in file.injects}
    if len(options) > MAX_OPTIONS:
        yield (
            f"actors: {len(options)} options (an action of one actor toward another, in their "
            f"tempos and in injects); the engine holds {MAX_OPTIONS}"
        )
    kits = sum(sum(actor.stock.values()) for actor in file.actors.values())
    if kits > MAX_UNITS:
        yield f"actors: {kits} kits in all stocks together; the engine holds {MAX_UNITS}"
    if _end(file) is None:
        days = f"{file.turns} turns of {file.days_per_turn:g} days from {file.start}"
        yield f"turns: {days} end after the year {date.max.year}; expected fewer turns"


def _end(file: ScenarioFile) -> date | None:
    """The first day after the last turn; None where the calendar ends before."""
    try:
        return file.start + timedelta(days=file.turns * file.days_per_turn)
    except OverflowError:
        return None


def _known(where: str, names: Iterable[str], allowed: Iterable[str]) -> Iterator[str]:
    words = list(allowed)
    for name in names:
        if name not in words:
            yield explain(where, name, words)


def _actors(file: ScenarioFile) -> Iterator[str]:
    actors = file.actors
    alliances = [name for name, actor in actors.items() if actor.kind == "alliance"]
    yield from _known("focus", file.focus, actors)
    if len(set(file.focus)) < len(file.focus):
        yield "focus: an actor is listed twice"
    plain = ["".join(filter(str.isalnum, name.lower())) for name in actors]
    for name, alike in zip(actors, plain, strict=True):
        if plain.count(alike) > 1:  # the workshop's addresses and lists could not tell them apart
            yield f"actors.{name}: differs from another actor's name in case or spaces only"
    for name, actor in actors.items():
        where = f"actors.{name}"
        yield from _known(f"{where}.adversaries", actor.adversaries, actors)
        for key in ("beliefs", "suspicion", "grievance"):
            yield from _known(f"{where}.{key}", getattr(actor, key), actors)
        yield from _known(f"{where}.ladder", actor.ladder, ACTIONS)
        for other, judged in actor.suspicion.items():
            if not 0 < judged.value < 1:
                yield explain(f"{where}.suspicion.{other}.value", judged.value, "0 < p < 1")
        yield from _leanings(where, actor)
        if name in actor.adversaries:
            yield f"{where}.adversaries: '{name}' cannot be its own adversary"
        if actor.member_of is not None:
            yield from _membership(where, name, actor, alliances)
        letters = [other.look.letters for other in actors.values()]
        if letters.count(actor.look.letters) > 1:
            yield f"{where}.look.letters: '{actor.look.letters}' is used twice"


def _membership(where: str, name: str, actor: Actor, alliances: list[str]) -> Iterator[str]:
    if actor.kind == "alliance" or actor.member_of == name:
        yield f"{where}.member_of: an alliance cannot be a member: membership would be cyclic"
    elif actor.member_of not in alliances:
        yield explain(f"{where}.member_of", actor.member_of, alliances)


def _leanings(where: str, actor: Actor) -> Iterator[str]:
    """Say what is wrong with the numbers of a member of an alliance."""
    bounds = {"weight": (0.001, 1000.0), "dependence": (0.0, 1.0), "resolve": (-5.0, 5.0)}
    for key, (low, high) in bounds.items():
        value = getattr(actor, key).value
        if not low <= value <= high:
            yield explain(f"{where}.{key}.value", value, f"a number from {low:g} to {high:g}")
        # A scenario that was written again spells its defaults out: these say nothing.
        says = getattr(actor, key) != type(actor).model_fields[key].default
        if says and actor.member_of is None:
            yield f"{where}.{key}: is only for a member of an alliance; {where} has no member_of"


def _tempos(file: ScenarioFile) -> Iterator[str]:
    for name, actor in file.actors.items():
        total = 0.0
        seen: set[tuple[str, str]] = set()
        for k, row in enumerate(actor.tempo):
            where = f"actors.{name}.tempo[{k}]"
            if row.action not in ACTIONS:
                yield explain(f"{where}.action", row.action, ACTIONS)
                continue
            yield from _known(f"{where}.toward", row.toward, file.actors)
            for target, rate in row.toward.items():
                total += rate
                if (row.action, target) in seen:
                    yield f"{where}: {row.action} toward {target} is listed twice"
                seen.add((row.action, target))
                if target in file.actors:
                    yield from bars(file, where, name, ACTIONS[row.action], target)
        if total > MOST_ACTS_PER_DAY:
            yield explain(f"actors.{name}.tempo", total, f"at most {MOST_ACTS_PER_DAY} acts a day")


def bars(file: ScenarioFile, where: str, name: str, action: Action, target: str) -> Iterator[str]:
    """Say what keeps an actor from ever taking an action toward a target."""
    actor, other = file.actors[name], file.actors[target]
    may = {
        "all": True,
        "adversary": actor.is_challenger,
        "members": actor.member_of is not None,
        "alliance": actor.kind == "alliance",
    }[action.used_by]
    if not may:
        yield f"{where}: {name} may not use {action.id}: it is for {action.used_by}"
    adversaries = target in actor.adversaries
    fits = {
        "none": target == name,
        "self": target == name,
        "ally": target != name and not adversaries,
        "adversary": adversaries,
    }[action.target]
    if not fits:
        yield f"{where}: {action.id} is aimed at {action.target}, and {target} is not that"
    if action.reach == "theatre" and not _meet(file, name, target):
        yield f"{where}: {action.id} needs a theatre where both {name} and {target} are present"
    if action.motion != "none" and actor.kind != "alliance" and actor.member_of is None:
        yield f"{where}: {action.id} is a motion, and {name} is in no alliance"
    if action.effect == "sighting" and not any(site.host == target for site in file.sites):
        yield f"{where}: {action.id} needs a site, and {target} ({other.kind}) has none"
    if action.effect == "deploy" and actor.stock.get(action.kit, 0) == 0:  # type: ignore[call-overload]
        yield f"{where}: {action.id} needs {action.kit} in stock, and {name} has none"


def _meet(file: ScenarioFile, one: str, other: str) -> bool:
    return any(one in theatre.present and other in theatre.present for theatre in file.theatres)


def _places(file: ScenarioFile) -> Iterator[str]:
    for k, site in enumerate(file.sites):
        yield from _known(f"sites[{k}].host", [site.host], file.actors)
    for k, theatre in enumerate(file.theatres):
        yield from _known(f"theatres[{k}].present", theatre.present, file.actors)


def _injects(file: ScenarioFile) -> Iterator[str]:
    end = _end(file) or date.max
    for k, inject in enumerate(file.injects):
        where = f"injects[{k}]"
        if not file.start <= inject.date < end:
            yield explain(f"{where}.date", str(inject.date), f"a day from {file.start} to {end}")
        unknown = [
            *_known(f"{where}.actor", [inject.actor], file.actors),
            *_known(f"{where}.target", [inject.target], file.actors),
            *_known(f"{where}.action", [inject.action], ACTIONS),
        ]
        yield from unknown
        if not unknown:
            yield from bars(file, where, inject.actor, ACTIONS[inject.action], inject.target)


def _elections(file: ScenarioFile) -> Iterator[str]:
    """An election after the last turn is allowed: its approach may be felt."""
    dates = [election.date for election in file.elections]
    for k, day in enumerate(dates):
        if day < file.start:
            yield explain(f"elections[{k}].date", str(day), f"a day from {file.start} on")
        if day in dates[:k]:
            yield f"elections[{k}].date: {day} is listed twice"


def _actions(file: ScenarioFile) -> Iterator[str]:
    yield from _known("actions", file.actions, ACTIONS)
