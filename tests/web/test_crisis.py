"""A crisis in a browser: the three ways side by side, and one of them drafted."""

from __future__ import annotations

from collections.abc import Callable

from tests.web.conftest import Served
from tests.workshop.table import put_on_the_brink, to_phase


def test_a_choice_in_a_crisis_becomes_an_order(served: Served, sit: Callable) -> None:
    session = served.host.session
    put_on_the_brink(session)
    to_phase(session, "orders")
    desk = sit("UK", (1366, 650))
    page = desk.page
    assert "a day at a time" in page.locator("#turn").inner_text()
    ways = page.locator("#crisis-Russia .way")
    assert [way.locator("h3").inner_text() for way in ways.all()] == ["Go on", "Hold", "Give way"]
    assert "war" in ways.nth(0).locator("option").first.inner_text()
    hold = ways.nth(1)
    hold.locator("select").select_option("diplomatic_protest>Russia")
    hold.get_by_role("button", name="Draft").click()
    page.locator("#tray [data-draft]").wait_for()
    assert session.game.turn.drafts["UK"][0].order.action == "diplomatic_protest"
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
    assert desk.errors == []
