"""Ladders as drawings: who stands where, and the sentence of each rung."""

from __future__ import annotations

from typing import Any

import pytest

from sim.core.layout.ladder import RUNG_LABELS
from sim.web.draw import ladder
from sim.web.draw.ladder import PROJECTOR, SEAT


def lane(actor: str, **known: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("known", "estimate", "low", "high", "last", "draft", "ceiling"))
    return {"actor": actor, "words": actor, **empty, **known}


def drawn(*lanes: dict[str, Any], own: str | None = "UK") -> ladder.Drawing:
    rungs = [{"rung": rung, "label": label} for rung, label in enumerate(RUNG_LABELS)]
    return ladder.draw({"rungs": rungs, "lanes": lanes}, SEAT, own)


def test_higher_rungs_stand_higher_and_inside_the_frame() -> None:
    for frame in (SEAT, PROJECTOR):
        heights = [frame.y(rung) for rung in range(12)]
        assert heights == sorted(heights, reverse=True)
        assert frame.top < heights[-1] < heights[0] < frame.height


def test_ones_own_lane_comes_first_and_lanes_do_not_overlap() -> None:
    lanes = drawn(lane("Russia", estimate=5), lane("UK", known=3)).lanes
    assert [one.actor for one in lanes] == ["UK", "Russia"]
    assert lanes[0].x + lanes[0].width <= lanes[1].x + 0.2 + lanes[1].width / 2


def test_what_is_known_has_no_range_and_what_is_believed_may() -> None:
    known, believed = drawn(
        lane("UK", known=3, low=1, high=5), lane("Russia", estimate=5, low=3, high=5)
    ).lanes
    assert known.band is None
    assert believed.band is not None
    assert believed.band[1] > 2 * SEAT.step


def test_each_rung_reads_as_a_sentence() -> None:
    rows = drawn(
        lane("UK", known=3, last=1, draft=4), lane("Russia", estimate=5, low=3, high=5),
        lane("?", known=6),
    ).rows  # fmt: skip
    assert rows[3].say == "Rung 3, Sanctions, overflights: you stand here; Russia possibly here."
    assert "you would stand here" in rows[4].say
    assert "you were here last turn" in rows[1].say
    assert "Russia most likely here" in rows[5].say
    assert "acts nobody has been named for stands here" in rows[6].say
    assert rows[11].say.endswith("nobody here.")


@pytest.mark.parametrize("count", [1, 3, 8, 12])
def test_tokens_fit_their_lanes_however_many_play(count: int) -> None:
    lanes = drawn(*(lane(f"actor {k}", known=k % 12) for k in range(count)), own=None).lanes
    assert all(one.size <= one.width for one in lanes)
