"""A page as it is drawn: what it shows and what it says it is are of one moment."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sim.web.page import screen
from tests.web.conftest import Host
from tests.workshop.table import order, to_phase


def test_an_order_that_comes_in_while_a_screen_is_drawn_is_on_the_next_one(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the old screen would be kept under the new edition until something else changed."""
    session, room = host.session, next(iter(host.hall.rooms.values()))
    to_phase(session, "orders")
    as_it_is = session.view

    def slowly(*of_whom: Any) -> dict[str, Any]:
        told = as_it_is(*of_whom)
        time.sleep(0.05)
        return told

    async def draw_and_order() -> tuple[str, str]:
        async def draw() -> str:
            return await screen(room, "UK", True, "/play/")

        drawing = asyncio.create_task(draw())
        await asyncio.sleep(0.01)
        await room.do("draft", "UK", "", {"orders": [order("diplomatic_protest", "Russia")]})
        return await drawing, await draw()

    monkeypatch.setattr(session, "view", slowly)
    with ThreadPoolExecutor(1) as apart:  # a browser's loop may run in this thread
        before, after = apart.submit(lambda: asyncio.run(draw_and_order())).result()
    chosen = 'data-card="diplomatic_protest>Russia"'
    assert chosen.replace(">", "&gt;") in before or chosen in before
    assert 'data-order="1"' not in before
    assert 'data-order="1"' in after
