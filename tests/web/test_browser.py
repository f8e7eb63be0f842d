"""Screens in a real browser, with every foreign request refused and written down."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Desk, Served, wake

Sit = Callable[..., Desk]
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
SIZES = """() => [...document.querySelectorAll(
        'p, h1, h2, h3, td, th, dd, li, span, b, button, text')]
    .filter(e => e.childElementCount === 0 && e.textContent.trim() && e.checkVisibility())
    .filter(e => !e.closest('.tok'))
    .map(e => parseFloat(getComputedStyle(e).fontSize))"""
FAINT = """() => {
    const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const channels = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
    const light = colour => { const part = [...channels(colour)].slice(0, 3).map(c => c / 255)
        .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
        return .2126 * part[0] + .7152 * part[1] + .0722 * part[2]; };
    const ground = e => { for (let at = e; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (channels(colour)[3] > 250) return colour; } return 'white'; };
    return [...document.querySelectorAll(
            'p, h1, h2, h3, td, th, dd, dt, li, span, b, button, a, time')]
        .filter(e => e.childElementCount === 0 && e.textContent.trim() && e.checkVisibility())
        .filter(e => !e.closest('[disabled], .vh, svg, dialog'))
        .map(e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))]
            .sort((x, y) => y - x); return [(a + .05) / (b + .05), e.textContent.trim()]; })
        .filter(([ratio]) => ratio < 4.5);
}"""


def in_orders(served: Served) -> None:
    """Two turns played by policies, then the phase of orders, with a little of everything."""
    served.host.session.do("play_on", "facilitator", turns=2)
    served.host.lead("advance", "advance")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("viewer", "size"),
    [("UK", (1440, 900)), ("facilitator", (1440, 900)), ("projector", (1920, 1080)),
     ("observer", (1440, 900)), ("UK", (1024, 800)), ("UK", (400, 800)),
     ("facilitator", (400, 800)), ("host", (1024, 800))],
)  # fmt: skip
def test_no_screen_scrolls_sideways_asks_elsewhere_or_is_faint(
    served: Served, sit: Sit, viewer: str, size: tuple[int, int], scheme: str
) -> None:
    in_orders(served)
    desk = sit(viewer, size, scheme=scheme)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert min(desk.page.evaluate(SIZES)) >= 12
    assert desk.page.evaluate(FAINT) == []
    assert desk.foreign == []
    assert desk.errors == []


def test_a_seat_plays_a_whole_turn_by_keyboard(served: Served, sit: Sit) -> None:
    in_orders(served)
    page = sit("UK").page
    page.keyboard.press("c")
    expect(page.locator("#cards .card:focus")).to_have_count(1)
    legal = page.locator("#cards .card[data-legal]").first
    for _ in range(60):
        if legal.evaluate("card => card === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-1 textarea")).to_have_count(1)
    expect(legal).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.type("To be on the safe side")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#poll-done")).to_have_text("4 of 4")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("s")
    expect(page.locator("dialog#seal")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#tray")).to_contain_text("Sealed")
    view = served.host.session.view("UK")
    assert view["orders"]["drafts"][0]["rationale"] == "To be on the safe side"
    assert view["orders"]["sealed"]
    assert view["poll"]["answers"] is not None


def test_no_seal_without_a_reason_and_the_field_says_so(served: Served, sit: Sit) -> None:
    in_orders(served)
    page = sit("UK").page
    page.locator("#cards .card[data-legal] button").first.click()
    expect(page.locator("#why-1")).to_be_visible()
    page.locator("[data-open=seal]").click()
    page.locator("#seal-now").click()
    expect(page.locator("#why-1-error")).to_be_visible()
    expect(page.locator("#why-1")).to_be_focused()
    assert not served.host.session.view("UK")["orders"]["sealed"]


def test_words_that_are_being_written_survive_what_others_do(served: Served, sit: Sit) -> None:
    in_orders(served)
    page = sit("UK").page
    page.locator("#cards .card[data-legal] button").first.click()
    page.locator("#why-1").click()
    page.keyboard.type("Half a sen")
    for number in range(3):
        served.host.session.do("announce", "facilitator", to=[], text=f"Word {number}")
        served.host.hall.first.session.tick()
    with page.expect_response(lambda answer: "part=true" in answer.url):
        wake(served)
    page.keyboard.type("tence")
    expect(page.locator("#why-1")).to_have_value("Half a sentence")
    expect(page.locator("#why-1")).to_be_focused()
    page.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.startsWith('drafts:'))"
    )
    assert served.host.session.view("UK")["orders"]["drafts"][0]["rationale"] == "Half a sentence"


def test_a_cut_off_seat_keeps_its_drafts_and_comes_back_by_itself(served: Served, sit: Sit) -> None:
    in_orders(served)
    page = sit("UK").page
    page.locator("#cards .card[data-legal] button").first.click()
    expect(page.locator("#why-1")).to_be_visible()
    page.context.set_offline(True)
    page.locator("#why-1").fill("Written while cut off")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('drafts:'))")
    page.context.set_offline(False)
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#why-1")).to_have_value("Written while cut off")
    page.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.startsWith('drafts:'))"
    )
    draft = served.host.session.view("UK")["orders"]["drafts"][0]
    assert draft["rationale"] == "Written while cut off"


def test_a_closed_link_empties_its_screens(served: Served, sit: Sit) -> None:
    uk, desk = sit("UK").page, sit("facilitator").page
    expect(uk.locator("#cards")).to_be_visible()
    desk.locator("[data-open=links]").first.click()
    key = next(i.key for i in served.host.hall.first.access.passes if i.viewer == "UK")
    desk.locator(f"[data-act=revoke][data-key='{key}']").click()
    expect(uk.locator("h1")).to_have_text("This link does not open anything")
    expect(uk.locator("#cards")).to_have_count(0)


def test_hostile_names_and_notes_are_only_letters(served: Served, sit: Sit) -> None:
    session = served.host.session
    session.do("announce", "facilitator", to=[], text=HOSTILE)
    session.do("note", "facilitator", text=HOSTILE)
    session.do("ask", "UK", text=HOSTILE)
    session.do("seat_note", "UK", text=HOSTILE)
    session.do("add_inject", "facilitator", turn=1, title=HOSTILE[:60], text=HOSTILE)
    served.host.lead("advance", "advance")
    session.do("draft", "UK", orders=[{"free": HOSTILE, "rationale": HOSTILE}])
    for viewer in ("UK", "facilitator", "projector", "observer"):
        desk = sit(viewer)
        expect(desk.page.locator("body")).to_contain_text("EXERCISE")
        assert desk.page.evaluate("window.hit") is None
        assert desk.page.locator("img").count() == 0
        assert desk.errors == []


def test_the_tour_comes_once(served: Served, sit: Sit) -> None:
    page = sit("UK", tour=True).page
    expect(page.locator("dialog#tour")).to_be_visible()
    for _ in range(5):
        page.locator("[data-act=tour-next]").click()
    expect(page.locator("dialog#tour")).to_be_hidden()
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("dialog#tour")).to_be_hidden()


def test_keys_theme_ladder_and_filters(served: Served, sit: Sit) -> None:
    in_orders(served)
    page = sit("UK").page
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    page.locator("[data-act=theme]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.keyboard.press("l")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#rung-words")).to_contain_text("Rung 0, Calm")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#say")).to_contain_text("Rung 1")
    shown = page.locator("#cards .card:visible").count()
    page.locator("[data-filter=cards] button").first.click()
    assert 0 < page.locator("#cards .card:visible").count() < shown


def test_a_long_line_of_news_is_read_in_full(served: Served, sit: Sit) -> None:
    text = "Read what is known, then look at the options. " * 5
    served.host.session.do("add_inject", "facilitator", turn=1, title="Welcome", text=text)
    key = served.host.session.view("facilitator")["injects"]
    one = next(inject["id"] for inject in key if inject["title"] == "Welcome")
    served.host.session.do("publish_inject", "facilitator", id=one)
    page = sit("UK").page
    line = page.locator("#inbox .it", has_text="Welcome")
    before = line.evaluate("line => line.offsetHeight")
    line.focus()
    page.keyboard.press("Enter")
    assert line.evaluate("line => line.offsetHeight") > before
    served.host.session.do("announce", "facilitator", to=[], text="Go on")
    wake(served)
    expect(page.locator("#inbox")).to_contain_text("Go on")
    assert line.evaluate("line => line.offsetHeight") > before


def test_the_end_of_the_clock_is_said_aloud(served: Served, sit: Sit) -> None:
    in_orders(served)
    served.host.session.do("start_clock", "facilitator", seconds=600)
    page = sit("UK").page
    for left, said in ((299, "5 minutes left"), (59, "1 minute left")):
        expect(page.locator("#clock")).to_have_text(re.compile(r"^\d\d:\d\d$"), timeout=60_000)
        page.wait_for_timeout(600)  # it has ticked, and knows how much was left
        page.evaluate(f"document.querySelector('#clock').dataset.ends = Date.now() / 1000 + {left}")
        expect(page.locator("#alarm")).to_have_text(said, timeout=60_000)


def test_sheets_print_on_a4_in_light_with_the_marking_on_each(served: Served, sit: Sit) -> None:
    in_orders(served)
    page = sit("UK", scheme="dark").page
    page.goto(served.url + served.host.path("seat-uk") + "print/cards")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("b", has_text="EXERCISE – NOTIONAL").count() == 2
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf


def test_the_desk_is_worked_by_keyboard(served: Served, sit: Sit) -> None:
    session = served.host.session
    in_orders(served)
    turn = session.view("projector")["turn"]["number"]
    session.do("add_inject", "facilitator", turn=turn, title="Questions over the port", text="Why?")
    page = sit("facilitator").page
    page.keyboard.press("p")
    expect(page.locator(".ms.published", has_text="Questions over the port")).to_have_count(1)
    page.keyboard.press("n")
    page.keyboard.type("Brussels thinks London is slow")
    page.keyboard.press("Enter")
    expect(page.locator("#notes")).to_contain_text("Brussels thinks London is slow")
    page.evaluate("document.activeElement.blur()")
    page.locator("#advance").click()
    expect(page.locator(".case.open")).to_have_count(1)
    first = page.locator(".case.open").get_attribute("data-case")
    page.keyboard.press("j")
    assert page.locator(".case.open").get_attribute("data-case") != first
    page.keyboard.press("k")
    assert page.locator(".case.open").get_attribute("data-case") == first
    if page.locator(".case.open .over select").count():
        page.keyboard.press("o")
        expect(page.locator(".case.open .over select")).to_be_focused()
        page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    settled = page.locator(f".case[data-case='{first}']")
    expect(settled).to_have_attribute("data-settled", "accepted")
    expect(settled).not_to_have_class(re.compile("open"))


def test_a_list_of_events_is_read_from_a_file(served: Served, sit: Sit, tmp_path: Path) -> None:
    desk = sit("facilitator")
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("turn,to,title,text\n2,UK,A laser over Brussels,=1+1\n", encoding="utf-8")
    bad.write_text("turn,to,title\n2,Narnia,Hm\n", encoding="utf-8")
    desk.page.locator("#msel-file").set_input_files(good)
    expect(desk.page.locator("#understood")).to_contain_text("turn   2  to UK: A laser")
    expect(desk.page.locator("#injects")).not_to_contain_text("A laser over Brussels")
    desk.page.click("[data-act=add-list]")
    expect(desk.page.locator("#injects")).to_contain_text("A laser over Brussels")
    desk.page.locator("#msel-file").set_input_files(bad)
    expect(desk.page.locator("#refused")).to_contain_text("Narnia")
    assert desk.errors == []


def test_the_white_cell_sees_a_seats_screen_follow(served: Served, sit: Sit) -> None:
    in_orders(served)
    desk, uk = sit("facilitator"), sit("UK")
    desk.page.goto(served.url + served.host.path("facilitator") + "as/UK/")
    desk.page.wait_for_selector("body[data-ready]")
    expect(desk.page.locator("#band-note")).to_contain_text("Facilitator view of this seat")
    uk.page.locator("#cards .card[data-legal] button").first.click()
    expect(desk.page.locator("#slot-1 textarea")).to_have_count(1)
    expect(desk.page.locator("#cards [data-act=add]:enabled")).to_have_count(0)
