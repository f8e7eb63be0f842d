"""The table of a comparison: units beside every number, no sign on zero."""

from __future__ import annotations

import pytest

from sim.cli.paired_table import _cells
from tests.report.known_study import column


def row(**changes: float) -> dict[str, float]:
    return {"difference": 0.0, "ci_low": -0.03, "ci_high": 0.03, "lower": 0.0, "same": 1.0,
            "higher": 0.0, **changes}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "unit", "values", "told"),
    [
        ("kit_days.UK", "quantity", "kit-days", row(difference=725.0, ci_low=700.0, ci_high=750.0),
         ["Kit at work abroad, UK (kit-days)", "+725", "+700 to +750"]),
        ("cost_meur.UK", "quantity", "M EUR", row(difference=-2.1, ci_low=-3.0, ci_high=-1.0),
         ["Cost, UK", "−€2.1M", "−€3M to −€1M"]),
        ("cost_meur.UK", "quantity", "M EUR", row(ci_low=-0.0, ci_high=0.0),
         ["Cost, UK", "€0M", "no variation"]),
        ("accidents", "count", "events", row(), ["Accidents", "0", "−0.03 to +0.03"]),
        ("war", "share", "share", row(difference=0.01, ci_low=-0.001, ci_high=0.02),
         ["War", "+1", "−0.1 to +2"]),
    ],
)  # fmt: skip
def test_a_line_is_readable_alone(
    name: str, kind: str, unit: str, values: dict[str, float], told: list[str]
) -> None:
    assert _cells(column(name, kind, unit), values)[:3] == told
