"""`countermove new scenario` starts a file that is valid, and says what is not yet one's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import load_scenario


def test_a_scenario_from_another_is_valid_and_says_what_is_still_the_others(
    countermove: Callable, place: Path
) -> None:
    said = countermove("new", "scenario", "norway", "extends=belgium_2025")
    assert said.code == 0
    assert "sites (19): Kleine Brogel" in said.out
    assert "sources (45)" in said.out
    assert said.out.splitlines()[-1] == "next     countermove check norway.yaml"
    assert countermove("check", "norway.yaml").code == 0
    mine = load_scenario("norway.yaml")
    assert mine.title == "Norway"
    assert mine.setup.tobytes() == load_scenario("belgium_2025").setup.tobytes()


def test_a_scenario_from_scratch_and_one_from_that(countermove: Callable, place: Path) -> None:
    (place / "in a folder").mkdir()
    assert countermove("new", "scenario", "first", "file=in a folder/first.yaml").code == 0
    assert countermove("check", "in a folder/first.yaml").code == 0
    said = countermove("new", "scenario", "second", "extends=in a folder/first.yaml")
    assert said.code == 0, said.err
    assert load_scenario("second.yaml").actors == ("First", "Second")
    assert countermove("run", "scenario=second.yaml", "output.format=quiet").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["policy", "x"], "new: 'policy' is not known; allowed: scenario"),
        (["scenario"], "needs one name"),
        (["scenario", "x/y"], "'x/y' is not allowed"),
        (["scenario", "taken"], "taken.yaml: is there already"),
        (["scenario", "x", "file=none/x.yaml"], "there is no folder none"),
        (["scenario", "x", "extends=belgum"], "Did you mean 'belgium_2025'"),
        (["scenario", "x", "extend=belgium_2025"], "Did you mean 'extends'"),
    ],
)
def test_what_cannot_be_started_leaves_nothing(
    countermove: Callable, place: Path, words: list[str], message: str
) -> None:
    (place / "taken.yaml").write_text("mine")
    said = countermove("new", *words)
    assert said.code in (2, 3)
    assert message in said.err
    assert [path.name for path in place.iterdir()] == ["taken.yaml"]
    assert (place / "taken.yaml").read_text() == "mine"
