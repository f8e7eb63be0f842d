"""What leaves for a spreadsheet is text, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.workshop.events.cell import cleaned_cell, plain_cell, safe_cell

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "＝1",
            '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0")  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_leaves_as_text(text: str) -> None:
    assert safe_cell(text).startswith("'")
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "A drone", "'quoted'", "3 - 1", "a=b", "– dash"])
def test_plain_text_leaves_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
    assert plain_cell(text) == text


@given(st.text(alphabet="'=+-@\t a1", max_size=12))
def test_every_text_comes_back(text: str) -> None:
    assert plain_cell(safe_cell(text)) == text
    assert safe_cell(text)[:1] not in set("=+-@\t")


def test_marks_that_turn_writing_round_are_gone() -> None:
    assert cleaned_cell("\ufeffab\u202ecd\u2066e\u061cf\x00g\x1bh\u200ei\ud800") == "abcdefghi"
    assert cleaned_cell("one\r\ntwo\u2028three") == "one\ntwo\nthree"
