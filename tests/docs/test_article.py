"""Every row of the article names acts, parameters and outcomes that exist."""

from __future__ import annotations

import pytest

from docs.table.article import Row, article_rows, overview
from sim.outcomes.registry import OUTCOMES
from sim.policies.registry import FAMILIES, parameters_of
from sim.scenario import schema
from sim.scenario.catalogue import ACTIONS
from sim.scenario.parameter import PARAMETERS

ROWS = {row.row: row for row in article_rows()}
PHRASES = {act.article_phrase for act in ACTIONS.values()} - {""}
DECLARED = {
    "parameters": set(PARAMETERS),
    "outcomes": {outcome.name for outcome in OUTCOMES},
    "phrases": PHRASES,
    "motives": {f"{f.name}.{p.name}" for f in FAMILIES for p in parameters_of(f)},
    "scenario": {
        f"{name}.{key}"
        for name, model in vars(schema).items()
        if isinstance(model, type) and issubclass(model, schema.Closed)
        for key in model.model_fields
    },
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("kind", DECLARED)
def test_every_name_in_a_row_exists(row: Row, kind: str) -> None:
    assert [name for name in getattr(row, kind) if name not in DECLARED[kind]] == []


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_is_governed_by_something_and_moves_an_outcome(row: Row) -> None:
    assert row.quotes
    assert row.mechanism
    assert row.parameters or row.motives
    assert row.outcomes


def test_every_phrase_of_the_catalogue_is_in_a_row() -> None:
    placed = {phrase for row in ROWS.values() for phrase in row.phrases}
    assert PHRASES - placed == set(), "add the phrase to a row of docs/article.yaml"


def test_a_gap_that_was_closed_is_struck_out() -> None:
    names = set().union(*DECLARED.values())
    closed = [f"{row.row}: {gap.until}" for row in ROWS.values() for gap in row.gaps
              if gap.until in names]  # fmt: skip
    assert closed == [], "the model has it now: rewrite the gap in docs/article.yaml"


def test_rows_are_told_apart_and_linked_to() -> None:
    assert len(ROWS) == len(article_rows())
    assert "(#6-how-will-moscow-interpret-this-move)" in overview()
