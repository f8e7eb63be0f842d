"""The generated parts of the documentation are what the declarations give."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from docs.simulated import write
from docs.table import declared, marked
from docs.write import COMMAND, FOLDER, PAGES, written
from sim.scenario.parameter import PARAMETERS, Parameter

TEXT = "Prose.\n\n<!-- table a: begin -->\nold\n<!-- table a: end -->\n\nMore prose.\n"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_what_the_declarations_give(page: str) -> None:
    committed = (FOLDER / page).read_text(encoding="utf-8")
    if written(page) != committed:
        pytest.fail(f"docs/{page} is not what the declarations give. Refresh it: {COMMAND}")


def test_a_new_declaration_changes_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Parameter(
        "new.number", "days", 1.0, 0.0, 2.0, "uniform", "assumed", "", "something new", "any"
    )
    monkeypatch.setitem(PARAMETERS, "new.number", added)
    assert "something new" in declared.parameters()
    assert written("odd.md") != (FOLDER / "odd.md").read_text(encoding="utf-8")


def test_only_what_is_between_the_markers_changes() -> None:
    filled = marked.fill(TEXT, {"a": "| new |"})
    assert filled == TEXT.replace("\nold\n", "\n\n| new |\n\n")
    assert marked.fill(filled, {"a": "| new |"}) == filled


@pytest.mark.parametrize("parts", [{}, {"a": "x", "b": "y"}])
def test_a_part_without_a_marker_and_a_marker_without_a_part_are_found(
    parts: dict[str, str],
) -> None:
    with pytest.raises(ValueError, match=r"do not agree: [ab]"):
        marked.fill(TEXT, parts)


def test_the_first_page_says_what_the_model_is_for() -> None:
    assert "Exploration, not prediction." in (FOLDER / "index.md").read_text(encoding="utf-8")


def test_simulated_tables_stand_between_their_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- simulated t: begin -->\nold\n<!-- simulated t: end -->\nb\n")
    write(page, {"t": "new"})
    text = page.read_text()
    assert "old" not in text
    assert "\nnew\n" in text
    assert text.startswith("a\n")
    assert text.endswith("b\n")
    with pytest.raises(ValueError, match="no marker for u"):
        write(page, {"u": "new"})


def test_the_page_on_validation_has_its_tables() -> None:
    text = (FOLDER / "validation.md").read_text(encoding="utf-8")
    for name in ("figures", "nulls", "posterior", "sightings"):
        table = text.partition(f"<!-- simulated {name}: begin -->")[2]
        assert table.partition(f"<!-- simulated {name}: end -->")[0].count("|") > 20


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<img alt="" src="//cdn.example/x.png">',
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        "@import url(https://cdn.example/x.css)",
    ],
)
def test_a_page_that_asks_another_machine_is_refused(markup: str) -> None:
    request = importlib.import_module("docs.conf").REQUEST
    assert request.search(markup)
    assert not request.search('<a href="https://example.org/">a link</a> <img src="x.svg">')
