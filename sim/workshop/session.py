"""`Session`: a game that people play, kept as a log, seen only through views.

    session = Session.create("results/friday", load_scenario("belgium_2025"), title="Friday")
    session.do("advance", by="facilitator")
    session.view("UK")

The log is the session: opening its folder replays it through the same rules, bit for bit.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.core.errors import ReplayMismatch, explain
from sim.scenario.scenario import Scenario
from sim.workshop import view as views
from sim.workshop.act import ACTS
from sim.workshop.act.change import Change
from sim.workshop.command import (
    FACILITATOR_COMMANDS,
    SEAT_COMMANDS,
    Command,
    InjectRows,
    Nothing,
)
from sim.workshop.game import Game, new_game
from sim.workshop.log import FILE_NAME, Entry, Log, create_log, open_log
from sim.workshop.opening import opening_of, scenario_from
from sim.workshop.refused import Refused
from sim.workshop.replay import compare
from sim.workshop.self_running import next_step
from sim.workshop.settings import Settings

FACILITATOR = "facilitator"
CLOCK = "clock"
CAME_TO = "came_to"


class Session:
    """One game of one group. Every method may be called from any thread."""

    def __init__(self, folder: Path, game: Game, log: Log, clock: Callable[[], float]) -> None:
        self.folder = folder
        self.game = game
        self.version = 1
        """entries in the log; a view can only have changed where this has"""
        self._log = log
        self._clock = clock
        self._lock = threading.RLock()

    @classmethod
    def create(
        cls,
        folder: str | Path,
        scenario: Scenario,
        *,
        title: str = "",
        seed: int = 1,
        run: int = 0,
        humans: Sequence[str] | None = None,
        settings: Settings | None = None,
        injects: Sequence[dict[str, Any]] = (),
        clock: Callable[[], float] = time.time,
    ) -> Session:
        """Start a session in a new folder; `humans` are the actors that people play.

        Its luck is that of run `run` under `seed`. `injects` are rows of a master events list, as
        the command `import_injects` takes them. Raises Refused where the folder holds a
        session, or a seat is no actor.
        """
        path = Path(folder)
        chosen = settings or Settings()
        people = list(scenario.focus) if humans is None else list(humans)
        game = new_game(scenario, title or scenario.title, seed, run, people, chosen)
        path.mkdir(parents=True, exist_ok=True)
        log = create_log(path / FILE_NAME)
        log.append(Entry(0, clock(), FACILITATOR, "", "open", opening_of(game, people)))
        session = cls(path, game, log, clock)
        try:
            if injects:
                rows = _checked(InjectRows, {"rows": list(injects)})
                session._enter("import_injects", FACILITATOR, "", rows)
            session._run_on()
        except BaseException:  # a session that cannot begin leaves nothing behind
            log.close()
            log.path.unlink()
            raise
        return session

    @classmethod
    def open(cls, folder: str | Path, *, clock: Callable[[], float] = time.time) -> Session:
        """Open a session where it was left.

        Raises ReplayMismatch, naming the first difference, where its log does not come to what it
        says it came to; Refused where the folder holds no session.
        """
        path = Path(folder)
        log, entries = open_log(path / FILE_NAME)
        try:
            game = game_of(entries, str(path / FILE_NAME))
        except BaseException:
            log.close()
            raise
        session = cls(path, game, log, clock)
        session.version = len(entries)
        return session

    def do(self, command: str, by: str, author: str = "", **data: Any) -> dict[str, Any]:
        """Carry out one command of a seat or of the facilitator; return what it has to say.

        It is on the disk before it counts. Raises Refused, and changes nothing, where it is
        unknown, not theirs to give, or cannot be carried out now.
        """
        with self._lock:
            model = _model(self.game, command, by)
            reply = self._enter(command, by, author[:60], _checked(model, data))
            self._run_on()
            return reply

    def tick(self) -> bool:
        """Close the orders where the countdown has run out; tell whether it did."""
        with self._lock:
            ends_at = self.game.clock.ends_at
            if ends_at is None or self._clock() < ends_at:
                return False
            if self.game.turn.phase == "orders":
                self._enter("close", CLOCK, "", Nothing())
                self._run_on()
            else:
                self._enter("stop_clock", CLOCK, "", Nothing())
            return True

    def view(self, viewer: str, turn: int | None = None) -> dict[str, Any]:
        """Return what a viewer may see, ready for JSON; hidden things are not in it.

        `viewer` is "facilitator", "projector", "observer", "observer:UK" or a seat's actor. `turn`
        looks back at an earlier turn. Raises Refused for any other viewer.
        """
        with self._lock:
            content = views.view(self.game, viewer, turn, self._clock())
            content["version"] = self.version
            return content

    @contextmanager
    def held(self) -> Iterator[Game]:
        """Hold the game still while something is read from it; for this package and reports."""
        with self._lock:
            yield self.game

    def close(self) -> None:
        """Close the log; the session can be opened again."""
        self._log.close()

    def _run_on(self) -> None:
        """Do what a white cell would do next, where the session runs by itself."""
        while (step := next_step(self.game)) is not None:
            self._enter(step[0], CLOCK, "", step[1])

    def _enter(self, do: str, by: str, author: str, command: Command) -> dict[str, Any]:
        entry = Entry(self.version, self._clock(), by, author, do, command.model_dump(mode="json"))
        change = _plan(self.game, command, entry)
        if change.came_to is not None:
            entry.data[CAME_TO] = change.came_to
        self._log.append(entry)
        change.carry_out()
        self.version += 1
        return change.reply or {}


def game_of(
    entries: Sequence[Entry], where: str, watch: Callable[[Game, Entry], None] | None = None
) -> Game:
    """Return the game that a log comes to, checked against what it says it came to.

    `watch` is shown the game after each entry.
    """
    if not entries or entries[0].do != "open":
        raise Refused(f"{where}: does not begin with the opening of a session")
    opening = entries[0].data
    game = new_game(
        scenario_from(opening, where), opening["title"], opening["seed"], opening["run"],
        opening["humans"], Settings(**opening["settings"]),
    )  # fmt: skip
    for entry in entries[1:]:
        data = dict(entry.data)
        recorded = data.pop(CAME_TO, None)
        model = (SEAT_COMMANDS | FACILITATOR_COMMANDS).get(entry.do, Nothing)
        try:
            change = _plan(game, model.model_validate(data), entry)
        except (Refused, ValidationError) as error:
            raise ReplayMismatch(
                f"{where}: entry {entry.n} ({entry.do} by {entry.by}) is refused: {error}"
            ) from error
        if recorded is not None:
            compare(game, recorded, change.came_to or {}, f"{where}: entry {entry.n}")
        change.carry_out()
        if watch is not None:
            watch(game, entry)
    return game


def _plan(game: Game, command: Command, entry: Entry) -> Change:
    return ACTS[entry.do](game, command, entry)


def _model(game: Game, command: str, by: str) -> type[Command]:
    if by == FACILITATOR:
        known = FACILITATOR_COMMANDS
    elif by in game.seats:
        known = SEAT_COMMANDS
    else:
        raise Refused("This viewer may look, and not act.")
    if command not in known:
        raise Refused(explain("command", command, known))
    return known[command]


def _checked(model: type[Command], data: dict[str, Any]) -> Command:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
        raise Refused(f"{where}: {said[:1].lower()}{said[1:]}", where or None) from error
