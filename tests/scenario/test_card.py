"""What a notebook shows of a scenario: short as text, readable as HTML, escaped."""

from __future__ import annotations

from sim.scenario import load_scenario
from sim.scenario.card import card


def test_a_scenario_is_told_in_one_short_line() -> None:
    scenario = load_scenario("belgium_2025", policies={"UK": "firm"})
    text = repr(scenario)
    assert text.startswith("<Scenario belgium_2025: Belgium asks the UK")
    assert "52 turns of 7 days" in text
    assert "UK firm" in text
    assert len(text) < 300


def test_a_notebook_gets_the_question_and_who_plays_what() -> None:
    html = load_scenario("belgium_2025", policies={"UK": "firm"})._repr_html_()
    assert "What should London send" in html
    assert '<th style="text-align:left">UK</th><td style="text-align:left">firm</td>' in html


def test_texts_of_others_are_escaped() -> None:
    html = card("<b>", [("<i>", "<u>")], "<s>", ("<h>",), [("<r>", "<d>")])
    for tag in ("b", "i", "u", "s", "h", "r", "d"):
        assert f"&lt;{tag}&gt;" in html
