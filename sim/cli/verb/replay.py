"""`countermove replay`: a session of the workshop again, bit for bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.cli.plain import parse
from sim.cli.terminal import print_json
from sim.core.errors import ConfigError

_KEYS = {"output": str, "output.format": str}


def execute(arguments: list[str]) -> int:
    """Replay a bundle or a session's folder, print its turns, unpack it; returns the exit code."""
    plain = parse("replay", arguments, _KEYS, "a bundle or the folder of a session")
    if len(plain.words) > 1:
        raise ConfigError("replay: one bundle or folder at a time")
    from sim.scenario.engine import this_engine
    from sim.workshop.debrief.bundle import replay, unpack
    from sim.workshop.debrief.record import turns_of

    path = Path(plain.words[0]).expanduser()
    game = replay(path)
    rows = turns_of(game)
    if plain.format == "json":
        print_json({"title": game.title, "identical": True, "turns": rows})
    elif plain.format == "table":
        for row in rows:
            print(_line(row))
        print(f"bit-identical: {game.title}, {len(rows)} turns")
        if game.engine != this_engine():
            print(f"played with {game.engine}, replayed with {this_engine()}")
    if "output" in plain.settings:
        folder = unpack(path, Path(plain.settings["output"]).expanduser())
        if plain.format != "json":
            print(f"unpacked to {folder}, ready to be played on")
    return 0


def _line(row: dict[str, Any]) -> str:
    events = "1 event" if row["events"] == 1 else f"{row['events']} events"
    line = f"turn {row['turn']:>3}  {row['dates']:<32} rung {row['rung']:>2}  {events}"
    return f"{line}  [{row['branch']}]" if row["branch"] else line
