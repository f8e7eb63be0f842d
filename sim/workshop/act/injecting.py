"""What the facilitator does with injects: publish, skip, pause, move, add, import."""

from __future__ import annotations

from sim.core.errors import explain
from sim.workshop.act.change import Change
from sim.workshop.act.command import InjectData, InjectId, InjectRows, MoveInject
from sim.workshop.game.calendar import begin_of, turns_expected
from sim.workshop.game.game import Game
from sim.workshop.game.inject import Inject, option_of
from sim.workshop.record.log import Entry
from sim.workshop.refused import Refused

MOST_INJECTS = 1000


def publish_inject(game: Game, command: InjectId, entry: Entry) -> Change:
    """Let an inject be known now; what it forces happens when the turn is adjudicated."""
    inject = _changeable(game, command.id)
    turn = game.turn
    if turn.phase not in ("brief", "signal", "orders"):
        raise Refused("Orders are closed; publish it in the next turn.")

    def carry_out() -> None:
        turn.injects[inject.id] = "published"
        turn.published_injects.append(inject.id)

    return Change(carry_out)


def skip_inject(game: Game, command: InjectId, entry: Entry) -> Change:
    """Leave an inject out."""
    return _mark(game, command.id, "skipped")


def pause_inject(game: Game, command: InjectId, entry: Entry) -> Change:
    """Hold an inject back, or let a held one wait for its turn again."""
    is_paused = game.turn.injects.get(command.id) == "paused"
    return _mark(game, command.id, "planned" if is_paused else "paused")


def move_inject(game: Game, command: MoveInject, entry: Entry) -> Change:
    """Give an inject another turn, and another place among those of that turn."""
    inject = _changeable(game, command.id)
    if command.before is not None and command.before not in game.injects:
        raise Refused("There is no inject to put it before.", "before")
    moved = inject._replace(day=_day(game, command.turn))
    others = [other for other in game.injects.values() if other.id != inject.id]
    at = len(others)
    if command.before is not None and command.before != inject.id:
        at = [other.id for other in others].index(command.before)
    ordered = sorted([*others[:at], moved, *others[at:]], key=lambda other: other.day)

    def carry_out() -> None:
        game.injects = {other.id: other for other in ordered}

    return Change(carry_out)


def add_inject(game: Game, command: InjectData, entry: Entry) -> Change:
    """Add one inject."""
    return import_injects(game, InjectRows(rows=[command]), entry)


def import_injects(game: Game, command: InjectRows, entry: Entry) -> Change:
    """Add a whole master events list; nothing is added where a line is wrong."""
    if len(game.injects) + len(command.rows) > MOST_INJECTS:
        raise Refused(f"A session holds at most {MOST_INJECTS} injects.")
    first = 1 + sum(key.startswith("M") for key in game.injects)
    added = [_inject(game, row, f"M{first + k}") for k, row in enumerate(command.rows)]
    ordered = sorted([*game.injects.values(), *added], key=lambda inject: inject.day)

    def carry_out() -> None:
        game.injects = {inject.id: inject for inject in ordered}
        for branch in game.branches.values():
            for inject in added:
                branch.now.injects[inject.id] = "planned"

    return Change(carry_out, reply={"added": [inject.id for inject in added]})


def _inject(game: Game, row: InjectData, key: str) -> Inject:
    for seat in row.to:
        if seat not in game.actors:
            raise Refused(explain(f"{row.title}: to", seat, game.actors), "to")
    effect = None
    if row.effect is not None:
        effect = (row.effect.actor, row.effect.action, row.effect.target)
        if option_of(game.setup, game.actors, effect) is None:
            raise Refused(
                f"{row.title}: {effect[0]} has no {effect[1]} toward {effect[2]} on its menu.",
                "effect",
            )
    day = _day(game, row.turn) if row.day is None else row.day
    if not 0.0 <= day < game.n_turns * game.scenario.days_per_turn:
        raise Refused(f"{row.title}: day {day + 1:g} is after the end of the game.", "day")
    return Inject(key, day, tuple(row.to), row.title, row.text, effect, row.expected, row.notes)


def _day(game: Game, turn: int) -> float:
    """Return the day on which a turn begins, or refuse one that will not be."""
    last = turns_expected(game)
    if turn > last:
        raise Refused(f"The game has {last} turns.", "turn")
    return begin_of(game, turn)


def _mark(game: Game, key: str, state: str) -> Change:
    inject = _changeable(game, key)
    turn = game.turn

    def carry_out() -> None:
        turn.injects[inject.id] = state

    return Change(carry_out)


def _changeable(game: Game, key: str) -> Inject:
    if key not in game.injects:
        raise Refused("There is no such inject.", "id")
    if game.looking_back is not None or game.is_over:
        raise Refused("Injects can be changed in the turn under way.")
    if game.turn.injects.get(key) == "published":
        raise Refused("It has been published.", "id")
    return game.injects[key]
