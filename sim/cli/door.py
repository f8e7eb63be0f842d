"""The ways into Hydra: its flags stay, but a file that it is pointed to is data, never a config.

A Hydra config may name any class that is then called (`_target_`, callbacks, loggers). So Hydra is
never given a folder: the policies and scenarios of `--config-dir` and of `hydra.searchpath` are
read here as all such files are, and what would let Hydra read or call anything else is refused.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from hydra._internal.utils import get_args_parser

from sim.core.errors import ConfigError, closest, explain
from sim.scenario.find import ENDINGS, existing, user_path

GROUPS = ("policy", "scenario")
_REFUSED = {
    "config_path": "--config-path",
    "config_name": "--config-name",
    "experimental_rerun": "--experimental-rerun",
}
_SEARCH = "hydra.searchpath"
_HARMLESS = (
    "hydra.verbose", "hydra.job.name", "hydra.run.dir", "hydra.sweep.dir", "hydra.sweep.subdir",
    "hydra.job.chdir", "hydra.output_subdir", "hydra.mode",
)  # fmt: skip


class Opened(NamedTuple):
    """Arguments that Hydra may have, and the folders of the user's own."""

    arguments: list[str]
    folders: list[Path]


def open_door(arguments: list[str]) -> Opened:
    """Take folders off the arguments. Raises ConfigError for what might run code."""
    parser = get_args_parser()
    given = parser.parse_args(arguments)  # exits for an unknown flag
    for name, flag in _REFUSED.items():
        if getattr(given, name) is not None:
            raise ConfigError(f"{flag}: is not available; for files of your own: --config-dir DIR")
    folders = [] if given.config_dir is None else [_folder(given.config_dir, "--config-dir")]
    overrides = []
    for override in given.overrides:
        key, _, value = override.partition("=")
        if key.lstrip("+~") == _SEARCH:
            folders += _searched(value)
        else:
            _check(override, key)
            overrides.append(override)
    flags: list[str] = []
    for action in parser._actions:
        value = getattr(given, action.dest, None)
        if action.dest in ("overrides", "config_dir") or value in (None, False):
            continue
        flag = action.option_strings[0]
        flags.append(flag if value is True else f"{flag}={value}")
    return Opened([*flags, *overrides], folders)


def files_in(folders: list[Path], group: str) -> dict[str, Path]:
    """Return the files of a group in the user's folders, by name; the first folder has the say."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted((folder / group).glob("*")):
            if path.suffix in ENDINGS:
                found.setdefault(path.stem, path)
    return found


def _folder(text: str, flag: str) -> Path:
    path = existing(user_path(text.removeprefix("file://")))
    if not path.is_dir():
        raise ConfigError(f"{flag}: folder '{text}' not found")
    return path


def _searched(value: str) -> list[Path]:
    words = [word.strip(" '\"") for word in value.strip().strip("[]").split(",")]
    for word in words:
        if "://" in word and not word.startswith("file://"):
            raise ConfigError(explain(_SEARCH, word, "folders, such as [mine]"))
    return [_folder(word, _SEARCH) for word in words if word]


def _check(override: str, key: str) -> None:
    key = key.lstrip("+~").partition("@")[0]
    root = re.split(r"[./]", key, maxsplit=1)[0]
    if root == "hydra" and key not in _HARMLESS:
        allowed = ", ".join(_HARMLESS)
        raise ConfigError(f"{key}: is not available; of Hydra's own settings there are: {allowed}")
    if re.search(r"@[^=]*\bhydra\b", override.partition("=")[0]):
        raise ConfigError(f"{override!r}: is not allowed; a setting never names code to call")
    if "/" in key or root in ("experiment", "defaults"):
        match = closest(root, GROUPS)
        hint = f"; did you mean '{match}'?" if match else ""
        known = "policy@policies.ACTOR, scenario and executor"
        raise ConfigError(f"{key}: no such config group{hint}; there are {known}")
