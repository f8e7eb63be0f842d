"""Bundles: they replay bit for bit, name the first difference, and hostile ones are turned away."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.core.errors import ReplayMismatch
from sim.workshop import Refused, Session
from sim.workshop.debrief.bundle import DEBRIEF, MANIFEST, read_bundle, replay, unpack, write_bundle
from sim.workshop.game.came_to import digests
from sim.workshop.record.log import FILE_NAME, GENESIS
from tests.workshop.friday import friday
from tests.workshop.table import WHITE, order, play_turn

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = friday(tmp_path_factory.mktemp("bundle") / "friday")
    yield session
    session.close()


@pytest.fixture(scope="module")
def bundle(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bundle(session, tmp_path_factory.mktemp("out") / "friday")


@pytest.fixture
def forge(bundle: Path, tmp_path: Path) -> Callable[..., Path]:
    """Writes the bundle again with some files changed; its hashes are put right."""

    def write(change: Callable[[Files], object], rehash: bool = True) -> Path:
        with zipfile.ZipFile(bundle) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        change(files)
        if rehash and MANIFEST in files:
            manifest = json.loads(files[MANIFEST])
            manifest["sha256"][FILE_NAME] = hashlib.sha256(files[FILE_NAME]).hexdigest()
            files[MANIFEST] = json.dumps(manifest).encode()
        path = tmp_path / "forged.countermove"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path

    return write


def relinked(log: bytes, change: Callable[[list[dict]], object]) -> bytes:
    """A log with changed entries whose chain of hashes is right again."""
    entries = [json.loads(line)["entry"] for line in log.splitlines()]
    change(entries)
    link, lines = GENESIS, []
    for entry in entries:
        body = json.dumps(entry, ensure_ascii=False)
        link = hashlib.sha256(f"{link}{body}".encode()).hexdigest()[:16]
        lines.append(f'{{"entry":{body},"link":"{link}"}}\n')
    return "".join(lines).encode()


def test_a_bundle_replays_to_the_same_bits(session: Session, bundle: Path) -> None:
    game = replay(bundle)
    scenario = game.scenario
    assert bundle.suffix == ".countermove"
    assert list(game.branches) == list(session.game.branches)
    for name, branch in game.branches.items():
        there = session.game.branches[name]
        for turn, other in zip(branch.turns, there.turns, strict=True):
            if turn.resolution is not None:
                assert other.resolution is not None
                assert digests(scenario, turn.resolution) == digests(scenario, other.resolution)


def test_the_same_session_gives_the_same_file(session: Session, tmp_path: Path) -> None:
    one, two = (write_bundle(session, tmp_path / name).read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_bundle_holds_three_files_and_no_secret(session: Session, bundle: Path) -> None:
    (session.folder / "access.json").write_text('{"UK": "a-secret-hash"}')
    with zipfile.ZipFile(bundle) as archive:
        assert archive.namelist() == [FILE_NAME, MANIFEST, DEBRIEF]
        content = b"".join(archive.read(name) for name in archive.namelist())
        manifest = json.loads(archive.read(MANIFEST))
    assert b"a-secret-hash" not in content
    assert str(Path.home()).encode() not in content
    assert str(session.folder.parent).encode() not in content
    assert manifest["title"] == "Friday"
    assert {"countermove", "numpy", "numba", "python"} <= set(manifest["versions"])


def test_before_the_end_there_is_no_bundle_for_all(tmp_path: Path) -> None:
    session = friday(tmp_path / "friday", ended=False)
    with pytest.raises(Refused, match="goes on"):
        write_bundle(session, tmp_path / "early")
    assert not list(tmp_path.glob("early*"))
    assert replay(write_bundle(session, tmp_path / "draft", draft=True)).turn.number == 4
    session.close()


def test_an_edited_event_is_named_though_all_hashes_were_put_right(
    forge: Callable[..., Path],
) -> None:
    def edit(files: Files) -> None:
        def change(entries: list[dict]) -> None:
            turn = next(e for e in entries if (e["data"].get("came_to") or {}).get("turn") == 2)
            turn["data"]["came_to"]["events"][1][1] = 0.123456

        files[FILE_NAME] = relinked(files[FILE_NAME], change)

    with pytest.raises(ReplayMismatch, match=r"turn 2: event 2 was .*0\.123456"):
        replay(forge(edit))


def test_another_order_is_found_by_the_turn_that_it_changes(forge: Callable[..., Path]) -> None:
    def edit(files: Files) -> None:
        def change(entries: list[dict]) -> None:
            drafts = [e for e in entries if e["do"] == "draft" and e["by"] == "Russia"]
            drafts[0]["data"]["orders"][0]["times"] = 1

        files[FILE_NAME] = relinked(files[FILE_NAME], change)

    with pytest.raises(ReplayMismatch, match="turn 1: event"):
        replay(forge(edit))


def test_a_changed_byte_and_a_missing_line_are_named(forge: Callable[..., Path]) -> None:
    def flip(files: Files) -> None:
        files[FILE_NAME] = files[FILE_NAME].replace(b"kit without a unit", b"kit without a Unit")

    def cut(files: Files) -> None:
        lines = files[FILE_NAME].splitlines(keepends=True)
        files[FILE_NAME] = b"".join(lines[:7] + lines[8:])

    with pytest.raises(ReplayMismatch, match=r"line \d+: was changed"):
        replay(forge(flip))
    with pytest.raises(ReplayMismatch, match="line 8: was changed, or a line before it is missing"):
        replay(forge(cut))


def test_lines_missing_at_the_end_are_found_by_the_manifest(forge: Callable[..., Path]) -> None:
    def cut(files: Files) -> None:
        files[FILE_NAME] = b"".join(files[FILE_NAME].splitlines(keepends=True)[:-1])

    with pytest.raises(ReplayMismatch, match="at its end may be missing"):
        replay(forge(cut, rehash=False))


def test_every_single_flipped_byte_is_found(bundle: Path, tmp_path: Path) -> None:
    content = bundle.read_bytes()
    path = tmp_path / "flipped.countermove"
    for place in range(40, 2000, 97):
        flipped = bytearray(content)
        flipped[place] ^= 1
        path.write_bytes(flipped)
        with pytest.raises((Refused, ReplayMismatch), match="flipped"):
            replay(path)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("another file", lambda f: f.update({"evil.sh": b"rm"}), "is not a bundle"),
        ("a way out", lambda f: f.update({"../../evil": b"x"}), "is not a bundle"),
        ("no log", lambda f: f.pop(DEBRIEF), "is not a bundle"),
        ("no manifest at all", lambda f: f.update({MANIFEST: b"[1]"}), "format None"),
        ("broken manifest", lambda f: f.update({MANIFEST: b"{"}), "is not valid JSON"),
        ("deep manifest", lambda f: f.update({MANIFEST: b"[" * 50_000}), "is not valid JSON"),
        ("later format", lambda f: f.update({MANIFEST: b'{"format": 2}'}), "format 2"),
        ("no hashes", lambda f: f.update({MANIFEST: b'{"format": 1}'}), "no hashes"),
        ("a bomb", lambda f: f.update({MANIFEST: b" " * 200_000}), "more than 100,000 bytes"),
    ],
)
def test_a_foreign_or_hostile_file_is_turned_away(
    forge: Callable[..., Path], name: str, change: Callable[[Files], object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        replay(forge(change, rehash=False))


@pytest.mark.parametrize(
    "entry",
    [
        {"n": 1, "at": 1, "by": "UK", "author": "", "do": "no_such_thing", "data": {}},
        {"n": 1, "at": 1, "by": "UK", "author": "", "do": "draft", "data": [1]},
        {"n": 1, "at": 1, "by": ["UK"], "author": "", "do": "seal", "data": {}},
        {"n": 1, "at": "x", "by": "facilitator", "author": "", "do": "start_clock", "data": {}},
        {"n": 1, "at": 1, "by": "nobody", "author": "", "do": "draft", "data": {"orders": []}},
        {"n": 1, "at": 1, "by": "facilitator", "author": "", "do": "open", "data": {}},
    ],
)
def test_a_log_of_nonsense_is_turned_away_in_words(forge: Callable[..., Path], entry: dict) -> None:
    def edit(files: Files) -> None:
        def change(entries: list[dict]) -> None:
            entries[1:] = [entry]

        files[FILE_NAME] = relinked(files[FILE_NAME], change)

    with pytest.raises((Refused, ReplayMismatch), match="forged"):
        replay(forge(edit))


def test_what_is_no_file_of_ours_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        read_bundle(tmp_path / "nowhere")
    with pytest.raises(Refused, match="not a session"):
        read_bundle(tmp_path)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")
    with pytest.raises(Refused, match="damaged, or not a bundle"):
        read_bundle(letter)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name in (FILE_NAME, MANIFEST, DEBRIEF):
            archive.writestr(name, b"{}")
    letter.write_bytes(buffer.getvalue())
    with pytest.raises(Refused, match="packed in a way"):
        read_bundle(letter)


def test_an_unpacked_session_is_opened_and_played_on(bundle: Path, tmp_path: Path) -> None:
    folder = unpack(bundle, tmp_path / "again")
    session = Session.open(folder)
    assert not session.game.is_over
    session.do("branch", by=WHITE, turn=4, label="On we go")
    play_turn_or_stay(session)
    session.close()
    assert len(replay(folder).branches) == 3
    with pytest.raises(Refused, match="holds something"):
        unpack(bundle, tmp_path / "again")


def play_turn_or_stay(session: Session) -> None:
    """Play the last turn, after which there is none to go to."""
    with pytest.raises(Refused, match="last turn"):
        play_turn(session, UK=[order("diplomatic_protest", "Russia")])


def test_a_folder_is_replayed_and_left_as_it_is(session: Session) -> None:
    log = session.folder / FILE_NAME
    before = log.read_bytes()
    log.write_bytes(before + b'{"entry": half a li')
    try:
        assert replay(session.folder).title == "Friday"
        assert log.read_bytes() == before + b'{"entry": half a li'
    finally:
        log.write_bytes(before)
