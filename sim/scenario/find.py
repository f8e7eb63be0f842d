"""Find the file that a name or a path means: a shipped scenario, or a file of the user's own."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from sim.core.errors import ScenarioError, explain
from sim.scenario.shipped import shipped

ENDINGS = (".yaml", ".yml")


def is_path(text: str) -> bool:
    """Tell whether a word means a file, and not the name of something shipped."""
    return text.lower().endswith(ENDINGS)


def scenario_names() -> list[str]:
    """Return the names of the shipped scenarios."""
    return sorted(path.stem for path in shipped("scenarios").glob("*.yaml"))


def find_scenario(name_or_path: str | Path, beside: Path | None = None) -> Path:
    """Return the file of a shipped scenario by its name, or the path that was given.

    A relative path starts at the folder `beside`, or at the working directory. Raises
    ScenarioError where there is no such file.
    """
    if not isinstance(name_or_path, str | Path):
        raise ScenarioError(
            explain("scenario", name_or_path, "the name of a scenario or the path of its file")
        )
    text = str(name_or_path)
    if is_path(text) or "/" in text or isinstance(name_or_path, Path):
        path = existing(user_path(text), beside)
        if not os.path.isfile(path):
            raise ScenarioError(f"{path}: no such scenario file")
        return path
    if text not in scenario_names():
        raise ScenarioError(explain("scenario", text, scenario_names()))
    return shipped("scenarios") / f"{text}.yaml"


def user_path(text: str | Path) -> Path:
    """Return a path with `~` put in, where the user has a home directory."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # no home directory is known
        return Path(text)


def existing(path: Path, beside: Path | None = None) -> Path:
    """Return a path in the spelling that the disk has.

    An accent may be one character or two (Unicode NFC, NFD): what is typed and what another
    system wrote look alike and differ. A path that does not exist comes back as it is.
    """
    path = path if beside is None else beside / path
    if os.path.lexists(path):
        return path
    found = Path(path.anchor)
    for part in path.parts[1:] if path.anchor else path.parts:
        step = found / part
        if not os.path.lexists(step):
            step = found / _spelt_alike(found, part)
        found = step
    return found if os.path.lexists(found) else path


def _spelt_alike(folder: Path, name: str) -> str:
    wanted = unicodedata.normalize("NFC", name)
    try:
        others = os.listdir(folder)
    except (OSError, ValueError):
        return name
    alike = (other for other in others if unicodedata.normalize("NFC", other) == wanted)
    return next(alike, name)
