"""report.html: self-contained, escaped, true to the folder, and complete for any shape of study."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from sim.core.errors import ConfigError
from sim.report import Plot, render
from sim.store import open_folder
from sim.study import open_result
from tests.report.known_study import RUNG_SHARES, TITLE, climbs, outcomes, write_study

VOID = {"meta", "br", "rect", "path", "use", "line", "circle", "link", "img"}


class Outline(HTMLParser):
    """Ids, references, headings and tags that were left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "xlink:href", "src", "srcset", "action", "data"):
                self.references.append(value or "")


@pytest.fixture(scope="module")
def page(one_config: Path) -> str:
    return render(one_config).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def comparison(six_configs: Path) -> str:
    return render(six_configs).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["page", "comparison"])
def test_nothing_is_fetched_and_nothing_runs(kind: str, request: pytest.FixtureRequest) -> None:
    text = request.getfixturevalue(kind)
    outline = Outline(text)
    assert outline.open == []
    assert "script" not in outline.tags
    assert "link" not in outline.tags
    assert all(reference.startswith("#") for reference in outline.references)
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", text)


@pytest.mark.parametrize("kind", ["page", "comparison"])
def test_ids_are_unique_and_links_lead_somewhere(kind: str, request: pytest.FixtureRequest) -> None:
    text = request.getfixturevalue(kind)
    outline = Outline(text)
    assert len(outline.ids) == len(set(outline.ids))
    assert {reference.removeprefix("#") for reference in outline.references} <= set(outline.ids)
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(outline.ids)


def test_the_headline_and_the_sections_of_one_config(page: str) -> None:
    assert "<h1>In 37 of 100 runs, a border is crossed or something is sabotaged.</h1>" in page
    assert headings(page) == [
        "Three in four reach rung 5; 18 in 100 reach rung 7",
        "In a typical week, no run is on rung 6 or higher",
        "Half of the runs that reach rung 6 do so by week 27",
        "After kit comes, incursions over Belgium fall from 1.5 to 0.61 a month",
        "UK cost: half of the runs up to €25M, 1 in 10 over €39M",
        "How this was made",
    ]


def test_title_and_question_of_the_scenario_head_the_page(page: str, comparison: str) -> None:
    for text in (page, comparison):
        assert f'<p class="scn">{TITLE}' in text
        assert '<p class="ask">What should &lt;London&gt; send?</p>' in text


def test_the_sections_of_a_comparison(comparison: str) -> None:
    assert "From 44 (UK firm · Russia opportunist) to 96 (UK firm · Russia prober)" in comparison
    told = headings(comparison)
    assert any(text.startswith("Rung 5 or higher, of 100 runs against") for text in told)
    assert any("lowest worst case" in text for text in told)
    assert "6 configs on common random numbers" in comparison


def test_exploration_not_prediction_is_said_once(page: str, comparison: str) -> None:
    assert page.count("Exploration, not prediction") == 1
    assert comparison.count("Exploration, not prediction") == 1


def test_the_manifest_block_gives_what_is_needed_to_repeat_it(page: str) -> None:
    for text in ("countermove sweep scenario=belgium_2025 seed=7", "4f1c0000…a902", "numba",
                 "UK=proportionate", "summary.csv"):  # fmt: skip
        assert text in page


def test_figures_lie_beside_the_page_and_are_in_the_manifest(one_config: Path) -> None:
    page = render(one_config)
    folder = open_folder(one_config)
    for name in ("high", "where", "soon", "incursions", "cost"):
        for ending in ("svg", "png"):
            assert (one_config / "figures" / f"{name}.{ending}").stat().st_size > 2_000
            assert f"figures/{name}.{ending}" in folder.manifest.outputs
    assert page.name in folder.manifest.outputs
    assert folder.verify() == []


def test_the_same_folder_gives_the_same_bytes(one_config: Path) -> None:
    def made() -> dict[str, bytes]:
        page = render(one_config)
        files = [page, *sorted((one_config / "figures").iterdir())]
        return {file.name: file.read_bytes() for file in files}

    assert made() == made()


def test_a_mechanism_that_left_no_trace_has_no_section(tmp_path: Path) -> None:
    calm = outcomes(climbs(150, [1.0] + [0.0] * 11), 5, cost=0.0, kit=False)
    page = render(write_study(tmp_path / "calm", {"base": calm}, turns=5))
    text = page.read_text(encoding="utf-8")
    assert "In none of 150 runs does anyone leave calm." in text
    ids = Outline(text).ids
    assert not {"incursions", "cost", "soon"} & set(ids)


@pytest.mark.parametrize(("runs", "turns"), [(1, 1), (8, 5), (300, 156)])
def test_any_size_of_study_renders(tmp_path: Path, runs: int, turns: int) -> None:
    study = write_study(tmp_path / "s", {"base": outcomes(climbs(runs), turns)}, turns=turns)
    assert "<h1>In " in render(study).read_text(encoding="utf-8")


def test_names_from_outside_are_escaped(tmp_path: Path) -> None:
    evil = '<img src=x onerror="alert(1)"> & co'
    cells = {evil: outcomes(climbs(60), 5), "plain": outcomes(climbs(60), 5)}
    policies = {label: {"UK": label, "Russia": "<b>"} for label in cells}
    text = render(write_study(tmp_path / "s", cells, policies, turns=5)).read_text("utf-8")
    outline = Outline(text)
    assert "img" not in outline.tags
    assert "&lt;img" in text
    assert outline.open == []


def test_an_interrupted_study_is_reported_as_such(tmp_path: Path) -> None:
    study = write_study(tmp_path / "s", {"base": outcomes(climbs(300), 20)}, turns=20,
                        status="partial")  # fmt: skip
    text = render(study).read_text(encoding="utf-8")
    assert "Not complete." in text
    assert "<h1>In 37 of 100 runs" in text


def test_a_million_runs_are_read_a_column_at_a_time(one_config: Path, monkeypatch) -> None:
    from sim.store import RunTable

    def refuse(self: RunTable) -> None:
        raise AssertionError("the report may not load the runs as one table")

    monkeypatch.setattr(RunTable, "frame", refuse)
    assert render(one_config).is_file()


def test_no_mean_rung_is_told(one_config: Path, page: str) -> None:
    mean = float(np.mean(open_result(one_config).exceedance()["share"].iloc[1:]) * 11)
    assert mean == pytest.approx(sum(RUNG_SHARES[1:]))
    visible = re.sub(r"<svg.*?</svg>|<style.*?</style>", "", page, flags=re.S)
    assert f"{mean:.1f}" not in visible
    assert "mean rung" not in visible
    assert "average" not in visible


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a result folder"):
        render(tmp_path)


def test_result_plot_draws_what_there_is_and_says_what_is_not(
    one_config: Path, six_configs: Path
) -> None:
    plot = Plot(open_result(one_config))
    for draw in (plot.exceedance, plot.rung_share, plot.first_passage, plot.incursions, plot.cost):
        assert draw().get_figheight() > 1
    with pytest.raises(ConfigError, match="no other complete config"):
        plot.paired()
    plot = Plot(open_result(six_configs))
    for draw in (plot.cells, plot.grid, plot.cost_by_cell, plot.paired, plot.higher_lower):
        assert draw().get_figheight() > 1


def test_the_report_works_from_the_folder_alone(one_config: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved elsewhere"
    shutil.copytree(one_config, moved)
    assert render(moved).read_bytes() == render(one_config).read_bytes()
    assert json.loads((moved / "manifest.json").read_text())["status"] == "done"


def headings(text: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", text)
