"""The sha256 of every finished shard, from the moment it is there: damage is found, not believed.

`shards.sha256` has the form of `sha256sum -c`. A line is added, and is on the disk, after its file
is in place: a process that is killed leaves at worst a file without a line, or half a line, and
either counts as not finished. Once a study is done the lines are sorted, one a file.
"""

from __future__ import annotations

import os
from pathlib import Path

from sim.store.atomic import explain_os_error, write_text
from sim.store.provenance import file_hash

FILE_NAME = "shards.sha256"
_DIGITS = 64


class Checksums:
    """The recorded hashes of files below `folder`; of two lines for one file, the later counts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._known = self._read()

    def add(self, path: Path) -> None:
        """Record the hash of a file that is in place.

        Raises ConfigError where the disk is full.
        """
        name, digest = self._name(path), file_hash(path)
        try:
            with self._path.open("ab") as file:
                size = file.tell()
                line = f"{digest}  {name}\n".encode()
                if size and not self._ends_a_line():
                    line = b"\n" + line
                try:
                    file.write(line)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    os.truncate(self._path, size)
                    raise
        except OSError as error:
            raise explain_os_error(error, self._path) from error
        self._known[name] = digest

    def is_known(self, path: Path) -> bool:
        """Tell whether a hash is recorded for a file."""
        return self._name(path) in self._known

    def is_sound(self, path: Path) -> bool:
        """Tell whether a file is there with the content that was recorded."""
        try:
            return file_hash(path) == self._known.get(self._name(path))
        except OSError:
            return False

    def settle(self) -> None:
        """Write one sorted line per file that is there: the same bytes for the same files."""
        names = sorted(name for name in self._known if (self._folder / name).is_file())
        write_text(self._path, "".join(f"{self._known[name]}  {name}\n" for name in names))

    def _ends_a_line(self) -> bool:
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"

    def _name(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _read(self) -> dict[str, str]:
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return {}
        found = {}
        for line in text.split("\n")[:-1]:  # what follows the last newline is half a line
            digest, _, name = line.partition("  ")
            if len(digest) == _DIGITS and name:
                found[name] = digest
        return found
