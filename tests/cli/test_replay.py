"""`countermove replay`: the same bits, or the first difference, or a plain word on the file."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.workshop.debrief.bundle import write_bundle
from tests.workshop.friday import friday


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    session = friday(tmp_path_factory.mktemp("replay") / "friday")
    path = write_bundle(session, session.folder.parent / "friday")
    session.close()
    return path


def test_a_bundle_is_replayed_turn_by_turn_to_the_same_bits(
    countermove: Callable[..., Any], bundle: Path
) -> None:
    said = countermove("replay", str(bundle))
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("turn   1  10–16 November 2025")
    assert lines[4].endswith("[Had Moscow waited]")
    assert lines[-1] == "bit-identical: Friday, 5 turns"
    folder = countermove("replay", str(bundle.parent / "friday"))
    assert folder.out == said.out


def test_programs_get_json_and_scripts_nothing(
    countermove: Callable[..., Any], bundle: Path
) -> None:
    told = json.loads(countermove("replay", str(bundle), "output.format=json").out)
    assert told["identical"] is True
    assert [row["turn"] for row in told["turns"]] == [1, 2, 3, 4, 3]
    assert countermove("replay", str(bundle), "output.format=quiet").out == ""


def test_an_edited_bundle_exits_5_and_names_the_line(
    countermove: Callable[..., Any], bundle: Path, place: Path
) -> None:
    with zipfile.ZipFile(bundle) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["log.jsonl"] = files["log.jsonl"].replace(b"see how far", b"see how fur")
    with zipfile.ZipFile(place / "edited.countermove", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    said = countermove("replay", "edited.countermove", "output=there")
    assert said.code == 5
    assert "was changed" in said.err
    assert not (place / "there").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "needs a bundle or the folder of a session"),
        (("nowhere.countermove",), "no such file"),
        (("letter.txt",), "damaged, or not a bundle"),
        (("a", "b"), "one bundle or folder at a time"),
        ((".",), "is not a session"),
        (("letter.txt", "outputs=there"), "Did you mean 'output'?"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(
    countermove: Callable[..., Any], place: Path, arguments: tuple[str, ...], says: str
) -> None:
    (place / "letter.txt").write_text("Dear all")
    said = countermove("replay", *arguments)
    assert said.code == 2
    assert says in said.err
    assert "Traceback" not in said.err


def test_it_unpacks_into_a_folder_of_its_own_and_never_over_another(
    countermove: Callable[..., Any], bundle: Path, place: Path
) -> None:
    said = countermove("replay", str(bundle), "output=again")
    assert said.out.endswith("unpacked to again, ready to be played on\n")
    assert [path.name for path in (place / "again").iterdir()] == ["log.jsonl"]
    assert countermove("replay", "again").code == 0
    assert countermove("replay", str(bundle), "output=again").code == 2
