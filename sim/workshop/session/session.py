"""`Session`: a game that people play, kept as a log and seen through views only.

    session = Session.create("results/friday", load_scenario("belgium_2025"), title="Friday")
    session.do("advance", by="facilitator")
    session.view("UK")

The log is the session: opening its folder replays it through the same rules, bit for bit.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from sim.core.draws import fresh_seed
from sim.core.errors import CountermoveError, ReplayMismatch, explain
from sim.scenario.engine import Engine, this_engine
from sim.scenario.role import CLOCK, FACILITATOR
from sim.scenario.scenario import Scenario
from sim.workshop import view as views
from sim.workshop.act import ACTS
from sim.workshop.act.change import Change
from sim.workshop.act.command import (
    CLOCK_COMMANDS,
    FACILITATOR_COMMANDS,
    SEAT_COMMANDS,
    Command,
    InjectRows,
    Nothing,
)
from sim.workshop.game.game import Game, new_game
from sim.workshop.game.settings import Settings
from sim.workshop.record.log import FILE_NAME, Entry, Log, create_log, open_log, read_entries
from sim.workshop.refused import Refused
from sim.workshop.session.edition import Editions, stamp
from sim.workshop.session.opening import checked_luck, opening_of, read_opening
from sim.workshop.session.replay import compare
from sim.workshop.session.self_running import next_step
from sim.workshop.text import one_line

CAME_TO = "came_to"
LONGEST_AUTHOR = 60
_LOG = logging.getLogger("countermove.workshop")


class Session:
    """One game of one group. Every method may be called from any thread."""

    def __init__(
        self, folder: Path, game: Game, log: Log | None, clock: Callable[[], float]
    ) -> None:
        self.folder = folder
        self.game = game
        self.read_only = ""
        """why nothing can be done in it any more; empty where something can"""
        self.entries = 1
        """entries in the log; nothing changes where this does not. No viewer may learn it"""
        self._log = log
        self._clock = clock
        self._lock = threading.RLock()
        self._editions = Editions()
        self._trouble = ""

    @classmethod
    def create(
        cls,
        folder: str | Path,
        scenario: Scenario,
        *,
        title: str = "",
        seed: int | None = None,
        run: int = 0,
        humans: Sequence[str] | None = None,
        settings: Settings | None = None,
        injects: Sequence[dict[str, Any]] = (),
        clock: Callable[[], float] = time.time,
    ) -> Session:
        """Start a session in a new folder; `humans` are the actors that people play.

        Its luck is that of run `run` under `seed`; without one, 63 bits are drawn that nobody
        knows before the end. Whoever knows the seed can play the scenario for themselves and see
        what is hidden: give one for rehearsals and tests only. `injects` are rows of a master
        events list, as the command `import_injects` takes them. Raises Refused where the folder
        holds a session, a seat is not an actor, or seed or run is out of range.
        """
        path = Path(folder)
        chosen = settings or Settings()
        people = list(scenario.focus) if humans is None else list(humans)
        drawn = fresh_seed() if seed is None else seed
        luck = checked_luck(drawn, run)
        game = new_game(scenario, one_line(title or scenario.title)[:200], *luck, people, chosen)
        path.mkdir(parents=True, exist_ok=True)
        log = create_log(path / FILE_NAME)
        session = cls(path, game, log, clock)
        try:
            log.append(Entry(0, clock(), FACILITATOR, "", "open", opening_of(game, people)))
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

        One that was begun with other rules opens read-only, up to the first turn that these rules
        play otherwise; `read_only` says so. Raises ReplayMismatch, naming the first difference,
        where its log does not come to what it says it came to; Refused where the folder holds no
        session.
        """
        path = Path(folder)
        if begun_with(read_entries(path)) not in (None, this_engine()):
            return cls._look_at(path, clock)
        log, entries = open_log(path / FILE_NAME)
        try:
            game = game_of(entries, str(path / FILE_NAME))
        except BaseException:
            log.close()
            raise
        session = cls(path, game, log, clock)
        session.entries = len(entries)
        session._go_on()
        return session

    @classmethod
    def _look_at(cls, path: Path, clock: Callable[[], float]) -> Session:
        """Open a session of other rules, as far as these play it alike; its log stays as it is."""
        entries, where = read_entries(path), str(path / FILE_NAME)
        alike, ends = entries, ""
        try:
            game = game_of(entries, where)
        except Differs as error:
            alike, ends = entries[: error.entry], f" It is shown up to there: {error}."
            game = game_of(alike, where)
        session = cls(path, game, None, clock)
        session.entries = len(alike)
        session.read_only = (
            f"This session was played with {game.engine}; this is {this_engine()}. "
            f"It can be looked at, not played on.{ends}"
        )
        return session

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def do(self, command: str, by: str, author: str = "", **data: Any) -> dict[str, Any]:
        """Carry out one command; as `submit`, with its data as keywords."""
        return self.submit(command, by, author, data)

    def submit(self, command: str, by: str, author: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out one command of a seat or of the facilitator; return its answer.

        It is on the disk before it counts. Raises Refused where it is unknown, not theirs to
        give, or cannot be carried out now, and ConfigError where it cannot be written; nothing is
        changed then.
        """
        with self._lock:
            if self.read_only:
                raise Refused(self.read_only)
            model = _of_person(self.game, command, by)
            name = one_line(author)[:LONGEST_AUTHOR]
            reply = self._enter(command, by, name, _checked(model, data))
            self._go_on()
            return reply

    def tick(self) -> bool:
        """Do what happens by itself; return whether the countdown has run out.

        At its end the orders close. Where they are not open, or the facilitator looks back at an
        earlier turn while orders wait, it only stops. Never raises: what cannot be written now is
        tried again by the next tick.
        """
        with self._lock:
            return self._go_on()

    def view(self, viewer: str, turn: int | None = None) -> dict[str, Any]:
        """Return what a viewer may see, ready for JSON; hidden things are not in it.

        `viewer` is "facilitator", "projector", "observer", "observer:UK" or a seat's actor. `turn`
        looks back at an earlier turn. Its "version" is another number where anything else in it is
        another, but for the seconds of a running clock. Raises Refused for any other viewer.
        """
        with self._lock:
            content = views.view(self.game, viewer, turn, self._clock())
            content["read_only"] = self.read_only
            content["version"] = stamp(content)
            return content

    def edition(self, viewer: str) -> int:
        """Return how often the screen of a viewer has changed since this was first asked for.

        It tells nothing that the screen does not. Raises Refused for an unknown viewer.
        """
        with self._lock:
            return self._editions.of(
                viewer, self.entries, lambda: views.view(self.game, viewer, None, self._clock())
            )

    @contextmanager
    def held(self) -> Iterator[Game]:
        """Hold the game still while something is read from it; for this package and reports."""
        with self._lock:
            yield self.game

    def close(self) -> None:
        """Close the log; the session can be opened again."""
        if self._log is not None:
            self._log.close()

    def _go_on(self) -> bool:
        """Do what is due by itself, as far as it can be written; see `tick`."""
        has_ended = False
        if self.read_only:
            return has_ended
        try:
            has_ended = self._end_countdown()
            self._run_on()
        except CountermoveError as error:
            if str(error) != self._trouble:  # once, not every second
                _LOG.warning("%s", error)
            self._trouble = str(error)
        else:
            self._trouble = ""
        return has_ended

    def _end_countdown(self) -> bool:
        game = self.game
        ends_at = game.clock.ends_at
        if ends_at is None or self._clock() < ends_at:
            return False
        is_open = game.turn.phase == "orders" and game.looking_back is None and not game.is_over
        self._enter("close" if is_open else "stop_clock", CLOCK, "", Nothing())
        return True

    def _run_on(self) -> None:
        """Do what a facilitator would do next, where the session runs by itself."""
        while (step := next_step(self.game)) is not None:
            self._enter(step[0], CLOCK, "", step[1])

    def _enter(self, do: str, by: str, author: str, command: Command) -> dict[str, Any]:
        entry = Entry(self.entries, self._clock(), by, author, do, command.model_dump(mode="json"))
        change = _plan(self.game, command, entry)
        if change.came_to is not None:
            entry.data[CAME_TO] = change.came_to
        assert self._log is not None, "a session that is read-only"
        self._log.append(entry)
        change.carry_out()
        self.entries += 1
        for viewer in self._editions.viewers:  # each change is counted, however many come at once
            self.edition(viewer)
        return change.reply or {}


class Differs(ReplayMismatch):
    """A turn that came to something else than its record; `entry` is the place in the log."""

    def __init__(self, text: str, entry: int) -> None:
        super().__init__(text)
        self.entry = entry


def begun_with(entries: Sequence[Entry]) -> Engine | None:
    """Return the rules that a log says it was begun with; None where it does not say."""
    data = entries[0].data if entries and entries[0].do == "open" else {}
    version, engine = data.get("version"), data.get("engine")
    if isinstance(version, str) and isinstance(engine, str):
        return Engine(version, engine)
    return None


def game_of(
    entries: Sequence[Entry], where: str, watch: Callable[[Game, Entry], None] | None = None
) -> Game:
    """Return the game that a log comes to, checked against what it says it came to.

    `watch` is shown the game after each entry.
    """
    if not entries or entries[0].do != "open":
        raise Refused(f"{where}: does not begin with the opening of a session")
    opening = read_opening(entries[0].data, where)
    game = new_game(*opening)
    for entry in entries[1:]:
        at = f"{where}: entry {entry.n}"
        try:
            _repeat(game, entry, at)
        except ReplayMismatch as error:
            raise Differs(f"{error}{_by_whom(game)}", entry.n) from error
        except (Refused, ValidationError) as error:
            raise Differs(
                f"{at} ({entry.do[:40]} by {entry.by[:40]}) is refused: {error}{_by_whom(game)}",
                entry.n,
            ) from error
        except Exception as error:
            # A log from elsewhere may hold anything; what the rules cannot read is not a session.
            raise Differs(
                f"{at} ({entry.do[:40]}) cannot be read ({type(error).__name__}: {error})", entry.n
            ) from error
        if watch is not None:
            watch(game, entry)
    return game


def _by_whom(game: Game) -> str:
    """Name both rules, where a session was begun with others than these."""
    is_ours = game.engine == this_engine()
    return "" if is_ours else f" (played with {game.engine}, replayed with {this_engine()})"


def _repeat(game: Game, entry: Entry, where: str) -> None:
    """Carry out an entry of a log again, and compare what it comes to."""
    data = dict(entry.data)
    recorded = data.pop(CAME_TO, None)
    known = CLOCK_COMMANDS if entry.by == CLOCK else _commands(game, entry.by)
    if entry.do not in known:
        raise Refused(explain("command", entry.do, known))
    change = _plan(game, known[entry.do].model_validate(data), entry)
    if recorded is not None or change.came_to is not None:
        compare(recorded, change.came_to, where, game.engine == this_engine())
    change.carry_out()


def _plan(game: Game, command: Command, entry: Entry) -> Change:
    return ACTS[entry.do](game, command, entry)


def _of_person(game: Game, command: str, by: str) -> type[Command]:
    known = _commands(game, by)
    if command not in known:
        raise Refused(explain("command", command, known))
    return known[command]


def _commands(game: Game, by: str) -> Mapping[str, type[Command]]:
    """Return the commands that somebody may give."""
    if by == FACILITATOR:
        return FACILITATOR_COMMANDS
    if by in game.seats:
        return SEAT_COMMANDS
    raise Refused("This link is view-only.")


def _checked(model: type[Command], data: Mapping[str, Any]) -> Command:
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ").removeprefix("Input ")
        raise Refused(f"{where}: {said[:1].lower()}{said[1:]}", where or None) from error
