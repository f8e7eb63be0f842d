"""`countermove new`: start a scenario of one's own."""

from __future__ import annotations

from sim.cli.help import NAME
from sim.cli.plain import parse
from sim.core.errors import ConfigError, explain
from sim.scenario.find import find_scenario, user_path
from sim.scenario.load import read_scenario
from sim.scenario.start import new_scenario, still_of
from sim.store import write_text

_KEYS = {"extends": str, "file": str}
_KINDS = ("scenario",)


def execute(arguments: list[str]) -> int:
    """Write the file and say what is still to do; returns the exit code."""
    plain = parse("new", arguments, _KEYS, "what, and its name: scenario NAME")
    if plain.words[0] not in _KINDS:
        raise ConfigError(explain("new", plain.words[0], _KINDS))
    if len(plain.words) != 2:
        raise ConfigError(f"new scenario: needs one name; see: {NAME} new --help")
    name, extends = plain.words[1], plain.settings.get("extends")
    path = user_path(plain.settings.get("file", f"{name}.yaml"))
    text = new_scenario(name, extends, path)
    if path.exists():
        raise ConfigError(f"{path}: is there already; choose another file=")
    if not path.parent.is_dir():
        raise ConfigError(f"{path}: there is no folder {path.parent}")
    write_text(path, text)
    print(f"{path}: written")
    if extends is not None:
        other, _ = read_scenario(find_scenario(extends))
        print(f"still those of {extends}:")
        print("\n".join(f"  {line}" for line in still_of(other)))
    else:
        print("two states with one number each, to be replaced")
    print(f"next     {NAME} check {path}")
    return 0
