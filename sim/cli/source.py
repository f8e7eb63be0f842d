"""Files on the command line: each is a choice of its own, told from the others by its path."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection
from pathlib import Path


class Sources:
    """The files that a command line names, each with a choice that Hydra can read.

    A file is its path, never its bare name: two files of one name are two choices.
    """

    def __init__(self, group: str) -> None:
        self._group = group
        self._paths: dict[Path, str] = {}
        self._choices: dict[str, Path] = {}

    def choice(self, path: Path) -> str:
        """Return the choice that stands for a file."""
        key = Path(os.path.realpath(path))
        if key not in self._paths:
            name = f"{self._group}_file_{len(self._paths) + 1}"
            self._paths[key] = name
            self._choices[name] = path
        return self._paths[key]

    def path(self, choice: str) -> Path | None:
        """Return the file of a choice; None where it is the name of something shipped."""
        return self._choices.get(choice)

    def label(self, choice: str, names: Collection[str]) -> str:
        """Return what a file is called: the shortest end of its path that no other file has.

        `names` are those of what is shipped: no file is called like that.
        """
        path = self._choices[choice]
        own = _parts(path)
        others = [_parts(other) for other in self._choices.values() if other is not path]
        for count in range(1, len(own) + 1):
            tail = own[-count:]
            is_whole = count == len(own)
            if all(other != own if is_whole else other[-count:] != tail for other in others):
                label = "/".join(tail)
                return f"{label}{path.suffix}" if label in names else label
        # Only the ending, or what lies above the home directory, tells them apart.
        twins = [other for other in self._choices.values() if _parts(other) == own]
        label = "/".join(own)
        if len({twin.suffix for twin in twins}) == len(twins):
            return f"{label}{path.suffix}"
        return f"{label} ({twins.index(path) + 1})"


def _parts(path: Path) -> tuple[str, ...]:
    """The parts of a path from the working or home directory on, without its ending."""
    whole = Path(os.path.realpath(path)).with_suffix("")
    for place in (os.getcwd(), os.path.expanduser("~")):
        base = Path(os.path.realpath(place))
        if len(base.parts) > 1 and whole.is_relative_to(base):
            whole = whole.relative_to(base)
            break
    parts = whole.parts[1:] if whole.anchor else whole.parts
    return tuple(unicodedata.normalize("NFC", part) for part in parts)
