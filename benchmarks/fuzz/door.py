"""The doors of the program, each with real files to damage and the call that reads them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import openpyxl
import yaml

from benchmarks.fuzz.mutate import BYTES, NASTY, TEXTS, damage_bytes, damage_text, damage_tree
from sim.scenario import Scenario, load_scenario
from sim.scenario.preset import load_preset
from sim.workshop import Session
from sim.workshop.debrief.bundle import ENDING, read_bundle, replay, write_bundle
from sim.workshop.events.master_events import read_events
from sim.workshop.record.log import FILE_NAME, GENESIS

ROOT = Path(__file__).parent.parent.parent
SMALL = "generic_dyad"
EVENTS = (
    ("time", "to", "title", "text", "effect", "expected response"),
    ("1", "UK", "A depot burns", "Cause unknown", "", "calls Belgium"),
    ("D+10", "", "A note", "In public", "recon_drone_incursion: Russia > Belgium", ""),
    ("2", "UK, Belgium", "Rumours", "=1+1", "", ""),
)


class Door(NamedTuple):
    """One way in: `make` damages a file, `enter` reads it as the program does."""

    name: str
    cases: int
    make: Callable[[Random, Path], Path]
    enter: Callable[[Path], None]


def doors(corpus: Path) -> tuple[Door, ...]:
    """All doors; `corpus` is where `prepare` has written a session and its bundle."""
    log = (corpus / "session" / FILE_NAME).read_bytes()
    bundle = next(corpus.glob("bundle*")).read_bytes()
    scenarios = _texts(ROOT / "scenarios", most=8_000)
    policies = _texts(ROOT / "configs" / "policy", most=8_000)
    return (
        Door("scenario", 6_500, lambda r, p: _yaml(r, p, scenarios), _check),
        Door("policy", 5_500, lambda r, p: _yaml(r, p, policies), _policy),
        Door("events, CSV", 3_000, _csv, _events),
        Door("events, XLSX", 2_000, _xlsx, _events),
        Door("session log", 2_500, lambda r, p: _log(r, p, log), _session),
        Door("bundle", 2_000, lambda r, p: _bundle(r, p, bundle), _replayed),
    )


def prepare(corpus: Path) -> None:
    """Play a short session and pack it: what the doors for logs and bundles start from."""
    scenario = load_scenario(SMALL)
    first = scenario.actors[0]
    session = Session.create(corpus / "session", scenario, seed=5, humans=[first])
    for command in ("advance", "advance", "close", "advance", "advance"):
        try:
            session.do(command, by="facilitator")
        except Exception:  # a phase that has no such command: any log will do
            continue
    session.do("note", by="facilitator", text="Noted.")
    write_bundle(session, corpus / "bundle", draft=True)
    session.close()


# What is read


def _check(path: Path) -> None:
    assert load_scenario(path).setup is not None


def _policy(path: Path) -> None:
    load_preset(str(path), "policies.UK")


def _events(path: Path) -> None:
    read_events(path.name, path.read_bytes(), events_scenario(), 52)


def _session(folder: Path) -> None:
    Session.open(folder).close()
    replay(folder)


def _replayed(path: Path) -> None:
    read_bundle(path).entries  # noqa: B018
    replay(path)


@cache
def events_scenario() -> Scenario:
    """The scenario that the lists are for, loaded once in a process."""
    return load_scenario("belgium_2025")


# What is damaged


def _texts(folder: Path, most: int) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))]
    return [text for text in texts if len(text) < most] or texts


def _yaml(random: Random, place: Path, texts: list[str]) -> Path:
    path = place / random.choice(("a.yaml", "été (1).yaml", "a=b, c.yaml"))
    text = random.choice(texts)
    kind = random.randrange(5)
    if kind == 0:
        content = damage_bytes(text.encode(), random)
    elif kind <= 2:
        content = damage_text(text, random).encode("utf-8", "surrogatepass")
    else:
        tree = damage_tree(yaml.safe_load(text), random)
        content = _dumped(tree).encode("utf-8", "surrogatepass")
    path.write_bytes(content)
    return path


def _dumped(tree: Any) -> str:
    try:
        return yaml.safe_dump(tree, sort_keys=False)
    except (yaml.YAMLError, ValueError, RecursionError):
        return json.dumps(tree, default=str)


def _csv(random: Random, place: Path) -> Path:
    path = place / "list.csv"
    rows = _rows(random)
    out = io.StringIO()
    csv.writer(out, delimiter=random.choice((",", ",", ";", "\t"))).writerows(rows)
    encoding = random.choice(("utf-8", "utf-8", "utf-16", "cp1252"))
    content = out.getvalue().encode(encoding, "replace")
    path.write_bytes(damage_bytes(content, random) if random.random() < 0.4 else content)
    return path


_CELLS = (str, int, float)


def _rows(random: Random) -> list[list[Any]]:
    rows: list[list[Any]] = [list(row) for row in EVENTS]
    for _ in range(random.randint(0, 3)):
        row = random.choice(rows)
        value = random.choice((*TEXTS, *NASTY))
        row[random.randrange(len(row))] = value if isinstance(value, _CELLS) else str(value)
    if random.random() < 0.2:
        rows += [rows[-1]] * random.choice((1, 100, 600))
    if random.random() < 0.2:
        random.shuffle(rows)
    return rows


def _xlsx(random: Random, place: Path) -> Path:
    path = place / "list.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _rows(random):
        sheet.append([_printable(cell) for cell in row])
    if random.random() < 0.2:
        sheet.merge_cells("A1:C2")
    book.save(path)
    kind = random.randrange(3)
    if kind == 0:
        path.write_bytes(damage_bytes(path.read_bytes(), random))
    elif kind == 1:
        _repack(path, random, lambda name, data: damage_bytes(data, random))
    return path


def _printable(cell: Any) -> Any:
    """What a spreadsheet can hold of a value."""
    if isinstance(cell, str):
        return "".join(c for c in cell[:5_000] if c.isprintable() and not "\ud800" <= c <= "\udfff")
    return cell if abs(cell) < 1e200 else str(cell)[:50]


def _repack(path: Path, random: Random, harm: Callable[[str, bytes], bytes]) -> None:
    """Write a zip again with one member damaged, lost, doubled or renamed."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    chosen = random.choice(list(files))
    kind = random.randrange(5)
    if kind == 0:
        del files[chosen]
    elif kind == 1:
        files[random.choice(("../x", "x" * 300, "é", "a/b"))] = files.pop(chosen)
    elif kind == 2:
        files[chosen] = b"\0" * 20_000_000
    else:
        files[chosen] = harm(chosen, files[chosen])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def _log(random: Random, place: Path, log: bytes) -> Path:
    folder = place / "session"
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(_damaged_log(random, log))
    return folder


def _damaged_log(random: Random, log: bytes) -> bytes:
    """A log with damaged bytes, or with other contents under right hashes."""
    kind = random.randrange(4)
    if kind == 0:
        return damage_bytes(log, random)
    entries = [json.loads(line)["entry"] for line in log.splitlines()]
    if kind == 1:
        entries = damage_tree(entries, random)
    else:
        at = random.randrange(len(entries))
        entries[at] = damage_tree(entries[at], random)
    return relinked(entries)


def relinked(entries: Any) -> bytes:
    """Entries as a log whose hashes are right, whatever the entries hold."""
    link, lines = GENESIS, []
    for entry in entries if isinstance(entries, list) else [entries]:
        body = json.dumps(entry, ensure_ascii=False, default=str)
        read = json.dumps(json.loads(body), ensure_ascii=False)
        link = hashlib.sha256(f"{link}{read}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        lines.append(f'{{"entry":{body},"link":"{link}"}}\n')
    return "".join(lines).encode("utf-8", "surrogatepass")


def _bundle(random: Random, place: Path, bundle: bytes) -> Path:
    path = place / f"bundle{ENDING}"
    path.write_bytes(bundle)
    kind = random.randrange(3)
    if kind == 0:
        path.write_bytes(damage_bytes(bundle, random))
        return path

    def harm(name: str, data: bytes) -> bytes:
        if name == FILE_NAME:
            return _damaged_log(random, data)
        if random.random() < 0.3:
            return random.choice(BYTES)
        return json.dumps(damage_tree(json.loads(data), random), default=str).encode()

    _repack(path, random, harm)
    return path
