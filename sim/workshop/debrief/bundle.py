"""The bundle: a whole session in one file that replays elsewhere, bit for bit.

A zip of three files that anybody can open: the log, the debrief, and a manifest with versions and
hashes. It holds no secret of the seats' links and no name beyond those that people typed.
Reading trusts nothing in it: neither names, nor sizes, nor hashes, nor what a turn came to.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from sim.core.errors import ReplayMismatch
from sim.store.atomic import PRIVATE, replacing
from sim.store.provenance import versions
from sim.workshop.debrief import debrief_of
from sim.workshop.game.game import Game
from sim.workshop.record.disk import explain_disk
from sim.workshop.record.log import FILE_NAME, MOST_BYTES, Entry, parse, read_entries
from sim.workshop.refused import Refused
from sim.workshop.session.session import Session, game_of

ENDING = ".countermove"
FORMAT = 1
MANIFEST, DEBRIEF = "manifest.json", "debrief.json"
MOST = {FILE_NAME: MOST_BYTES, MANIFEST: 100_000, DEBRIEF: MOST_BYTES}
"""The files of a bundle, in order, and how many bytes each may come to."""
MOST_PACKED = 32_000_000
"""Bytes of a bundle as it lies on the disk."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others may ask for memory before they give a byte."""
_DAY_ONE = (1980, 1, 1, 0, 0, 0)
"""Every file's date: the same session gives the same bytes."""


class Bundle(NamedTuple):
    """What a bundle, or a session's folder, holds."""

    where: str
    log: bytes
    """whole lines only"""
    manifest: dict[str, Any]
    """empty for a folder"""

    @property
    def entries(self) -> list[Entry]:
        """The entries of the log; ReplayMismatch names the line where one was changed."""
        return parse(self.log, self.where)[0]


def write_bundle(session: Session, path: str | Path, *, draft: bool = False) -> Path:
    """Write a session into one file, in full or not at all; returns its path.

    Raises Refused before the end, unless the facilitator asks for a draft.
    """
    told = debrief_of(read_entries(session.folder), str(session.folder), draft=draft)
    content = (session.folder / FILE_NAME).read_bytes()
    return write_files(Path(path), content[: content.rfind(b"\n") + 1], told)


def write_files(path: Path, log: bytes, told: dict[str, Any]) -> Path:
    """Write a bundle of this log and debrief."""
    path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
    debrief = json.dumps(told, ensure_ascii=False, indent=1).encode()
    manifest = {
        "format": FORMAT,
        "title": told["session"]["title"],
        "scenario": told["session"]["scenario_name"],
        "marking": told["session"]["marking"],
        "turns": told["numbers"]["turns"],
        "entries": log.count(b"\n"),
        "is_draft": told["is_draft"],
        "versions": versions(),
        "sha256": {FILE_NAME: _sha256(log), DEBRIEF: _sha256(debrief)},
    }
    described = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    files = {FILE_NAME: log, MANIFEST: described, DEBRIEF: debrief}
    with (
        replacing(path, PRIVATE, explain_disk) as temporary,
        zipfile.ZipFile(temporary, "w") as archive,
    ):
        for name in MOST:
            info = zipfile.ZipInfo(name, _DAY_ONE)
            info.create_system, info.external_attr = 3, PRIVATE << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return path


def read_bundle(path: str | Path) -> Bundle:
    """Return what a bundle or a session's folder holds; nothing is unpacked or changed.

    Raises Refused where it is neither, is damaged, or is larger than a session can be.
    """
    place = Path(path)
    if place.is_dir():
        read_entries(place)
        content = (place / FILE_NAME).read_bytes()
        return Bundle(str(place), content[: content.rfind(b"\n") + 1], {})
    if not place.is_file():
        raise Refused(f"{place}: there is no such file or folder")
    files = _files(place)
    manifest = _manifest(place, files[MANIFEST])
    return Bundle(str(place), files[FILE_NAME], manifest)


def replay(path: str | Path) -> Game:
    """Play a bundle or a session's folder again and return the game that it comes to.

    Raises ReplayMismatch, naming the first difference, where it does not come to what it says.
    """
    bundle = read_bundle(path)
    entries = bundle.entries
    if bundle.manifest and bundle.manifest["sha256"].get(FILE_NAME) != _sha256(bundle.log):
        raise ReplayMismatch(
            f"{bundle.where}: the log is not the one that the manifest has the hash of; its lines "
            "are whole, so lines at its end may be missing, or another session's log stands here"
        )
    try:
        return game_of(entries, bundle.where)
    except ReplayMismatch as error:
        raise ReplayMismatch(f"{error}{_other_versions(bundle.manifest)}") from error


def unpack(path: str | Path, folder: str | Path) -> Path:
    """Write a session's folder that can be opened and played on; returns it.

    The end itself is left out of the copy, as nothing can be played after it. Raises
    ReplayMismatch where the bundle is not sound, Refused where the folder holds something.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(f"{target}: holds something already; choose another output")
    bundle = read_bundle(path)
    replay(path)
    lines = bundle.log.splitlines(keepends=True)
    ends = [number for number, entry in enumerate(bundle.entries) if entry.do == "end"]
    target.mkdir(parents=True, exist_ok=True)
    with replacing(target / FILE_NAME, PRIVATE, explain_disk) as temporary:
        temporary.write_bytes(b"".join(lines[: ends[0]] if ends else lines))
    return target


def _files(path: Path) -> dict[str, bytes]:
    """Read the expected files and no other, each up to its bound."""
    if path.stat().st_size > MOST_PACKED:
        raise Refused(f"{path}: larger than a session's bundle can be")
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if sorted(names) != sorted(MOST):
                raise Refused(f"{path}: is not a bundle of a session: it holds {_named(names)}")
            return {name: _read(path, archive, name) for name in MOST}
    except _DAMAGES as error:
        raise Refused(f"{path}: is damaged, or not a bundle of a session ({error})") from error


_DAMAGES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, IndexError, KeyError, OverflowError, struct.error,
)  # fmt: skip
"""What reading a broken, encrypted or exotic zip raises."""


def _read(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).compress_type not in _METHODS:
        raise Refused(f"{path}: {name} is packed in a way that no bundle is")
    with archive.open(name) as file:
        # The size in the zip's own index may be a lie, so the bound is on what comes out.
        content = file.read(MOST[name] + 1)
    if len(content) > MOST[name]:
        raise Refused(f"{path}: {name} comes to more than {MOST[name]:,} bytes")
    return content


def _manifest(path: Path, content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path}: {MANIFEST} is not valid JSON") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise Refused(f"{path}: a bundle of format {found!r}; this version reads {FORMAT}")
    if not isinstance(manifest.get("sha256"), dict):
        raise Refused(f"{path}: {MANIFEST} has no hashes")
    return manifest


def _other_versions(manifest: dict[str, Any]) -> str:
    """What else than an edit may be behind a difference: other versions than it was played with."""
    then, now = manifest.get("versions"), versions()
    if not isinstance(then, dict):
        return ""
    other = [
        f"{name} {str(then[name])[:40]}, here {now[name]}"
        for name in ("countermove", "numba", "numpy")
        if name in then and then[name] != now[name]
    ]
    return f"\nIt was played with {'; '.join(other)}." if other else ""


def _named(names: list[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:5])
    return shown + (" and more" if len(names) > 5 else "") if names else "nothing"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
