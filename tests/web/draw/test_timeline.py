"""The line of turns: the active branch on top, others below, from where they fork."""

from __future__ import annotations

from typing import Any

import pytest

from sim.web.draw import timeline


def branch(key: str, turns: int, fork: int | None = None, active: bool = False) -> dict[str, Any]:
    rows = [{"turn": n, "rung": n % 12, "title": "Quiet"} for n in range(1, turns + 1)]
    return {"id": key, "label": key, "active": active, "parent": "main" if fork else None,
            "fork": fork, "turns": rows}  # fmt: skip


def test_a_branch_hangs_below_its_fork_and_shows_only_its_own_turns() -> None:
    main, fork = timeline.draw(
        {"branches": [branch("b1", 5, fork=3), branch("main", 6, active=True)], "now": 6, "of": 16}
    ).tracks
    assert main.is_active
    assert [stop.turn for stop in fork.stops] == [3, 4, 5]
    assert fork.y > main.y
    assert fork.fork_x == main.stops[1].x


@pytest.mark.parametrize("of", [1, 5, 16, 52, 260])
def test_every_turn_has_its_place_on_the_line(of: int) -> None:
    d = timeline.draw({"branches": [branch("main", 1, active=True)], "now": 1, "of": of})
    assert len(d.marks) == of - 1
    assert all(0 < x <= d.width for _, x in d.marks)
    assert d.step <= timeline.WIDEST
