"""What people type is never lost: not while the server is away, and not when it says no."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.web.conftest import Desk, Served, wake

Sit = Callable[..., Desk]
LONG = {"timeout": 60_000}
FIRST, WHOLE = "They will not", "They will not answer a protest; so we protest."


def drafting(served: Served, sit: Sit) -> Page:
    """The UK's screen with one order drafted, for which a reason is still to be typed."""
    served.host.lead("advance", "advance")
    rows = [{"action": "diplomatic_protest", "target": "Russia", "rationale": "Because."}]
    served.host.session.do("draft", "UK", orders=rows)
    page = sit("UK").page
    expect(page.locator("#why-1")).to_have_value("Because.")
    return page


def reason(served: Served) -> str:
    return served.host.session.view("UK")["orders"]["drafts"][0]["rationale"]


def wait_until_saved(page: Page, served: Served, text: str) -> None:
    for _ in range(600):
        if reason(served) == text:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{reason(served)!r} is kept, and not {text!r}")


def away(page: Page, status: int | None = None) -> Callable[[], None]:
    """Let every command fail: on the way, or with a status; returns how to end that."""

    def fail(route: Route) -> None:
        if status is None:
            route.abort()
        else:
            route.fulfill(status=status, json={"error": "no space left", "field": None})

    page.route("**/do", fail)
    return lambda: page.unroute("**/do", fail)


def test_a_reason_typed_while_the_server_is_away_is_there_when_it_returns(
    served: Served, sit: Sit
) -> None:
    page = drafting(served, sit)
    come_back = away(page)
    page.fill("#why-1", FIRST)
    expect(page.locator("#refused")).to_contain_text("kept here", **LONG)
    served.host.session.do("announce", "facilitator", text="The screen changes meanwhile.")
    wake(served)
    expect(page.locator("#messages")).to_contain_text("changes meanwhile", **LONG)
    expect(page.locator("#why-1")).to_have_value(FIRST)
    come_back()
    page.locator("#why-1").press("End")
    page.keyboard.type(WHOLE.removeprefix(FIRST))
    wait_until_saved(page, served, WHOLE)
    expect(page.locator("#why-1")).to_have_value(WHOLE)


def test_it_is_sent_without_another_key_when_the_disk_has_room_again(
    served: Served, sit: Sit
) -> None:
    page = drafting(served, sit)
    come_back = away(page, 503)
    page.fill("#why-1", WHOLE)
    expect(page.locator("#refused")).to_contain_text("no space left", **LONG)
    assert reason(served) == "Because."
    come_back()
    wait_until_saved(page, served, WHOLE)


def test_it_outlives_the_page(served: Served, sit: Sit) -> None:
    page = drafting(served, sit)
    come_back = away(page)
    page.fill("#why-1", WHOLE)
    expect(page.locator("#refused")).to_contain_text("kept here", **LONG)
    come_back()
    page.reload()
    wait_until_saved(page, served, WHOLE)
    expect(page.locator("#why-1")).to_have_value(WHOLE, **LONG)


def test_what_came_too_late_is_shown_and_kept(served: Served, sit: Sit) -> None:
    page = drafting(served, sit)
    away(page)
    page.fill("#why-1", WHOLE)
    expect(page.locator("#refused")).to_contain_text("kept here", **LONG)
    served.host.lead("advance")
    wake(served)
    expect(page.locator("#unsent")).to_contain_text(WHOLE, **LONG)
    page.reload()
    expect(page.locator("#unsent")).to_contain_text(WHOLE, **LONG)
    page.click("#unsent [data-act=discard]")
    expect(page.locator("#unsent")).to_be_hidden()


def test_the_poll_is_sent_when_the_server_returns(served: Served, sit: Sit) -> None:
    page = drafting(served, sit)
    come_back = away(page)
    for name in ("who-unsure", "intent-2", "rung-3"):
        page.check(f"#{name}", force=True)
    page.fill("#climb", "7")
    expect(page.locator("#refused")).to_be_visible(**LONG)
    come_back()
    page.reload()
    expect(page.locator("#poll-done")).to_have_text("4 of 4", **LONG)
    for _ in range(600):
        if served.host.session.view("UK")["poll"]["answers"]:
            break
        page.wait_for_timeout(100)
    assert served.host.session.view("UK")["poll"]["answers"]["climb"] == 7


def test_a_note_typed_while_another_is_on_its_way_stays(served: Served, sit: Sit) -> None:
    page = sit("facilitator").page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/do", hold)
    page.fill("#note-text", "the first")
    page.press("#note-text", "Enter")
    for _ in range(600):
        if held:
            break
        page.wait_for_timeout(100)
    page.fill("#note-text", "and the second")
    held[0].continue_()
    expect(page.locator("#notes")).to_contain_text("the first", **LONG)
    expect(page.locator("#note-text")).to_have_value("and the second")
    page.reload()
    expect(page.locator("#note-text")).to_have_value("and the second")
