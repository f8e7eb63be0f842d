"""The after-action report of a short session: page, Markdown, tables; as text and in a browser."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sim.report.after_action import (
    after_action_csv,
    after_action_markdown,
    after_action_page,
    write_after_action,
)
from sim.report.after_action.fact import days_in_words, more, span
from sim.report.after_action.look import looks
from sim.report.after_action.perceived import LEFT, MOST_WORDS, WIDTH, figures
from sim.report.style import contrast
from sim.workshop.debrief import debrief
from sim.workshop.debrief.bundle import replay
from tests.workshop.friday import FORMULA, SCRIPT, friday
from tests.workshop.table import sit_down

Told = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    session = friday(tmp_path_factory.mktemp("after") / "friday")
    session.close()
    return session.folder


@pytest.fixture(scope="module")
def told(folder: Path) -> Told:
    from sim.workshop import Session

    session = Session.open(folder)
    told = debrief(session, replays=200)
    session.close()
    return told


@pytest.fixture(scope="module")
def page_text(told: Told) -> str:
    return after_action_page(told)


class Tags(HTMLParser):
    """Every tag with its attributes, and the text outside of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in ("script", "style"):
            self.words.append(data)


def test_it_states_the_finding_and_opens_everything(told: Told, page_text: str) -> None:
    words = " ".join(Tags(page_text).words)
    assert told["headline"] in words
    for text in (
        "kit without a unit", "London is slow", "Fog, the room agreed.", "On reflection, no fog.",
        "(taken back)", "Had Moscow waited", "A depot burns", "One contact, no track.",
        "A campaign at home.", "drafted, then dropped", "Belgium waits for London.",
    ):  # fmt: skip
        assert text in words, text
    assert words.count("EXERCISE – NOTIONAL") == 2
    assert "Exploration, not prediction" in words


def test_hostile_texts_stay_texts_and_nothing_is_fetched(page_text: str) -> None:
    tags = Tags(page_text)
    assert SCRIPT in " ".join(tags.words)
    assert [tag for tag, _ in tags.tags].count("script") == 1
    for tag, attributes in tags.tags:
        assert not {"src", "srcset", "action", "ping"} & attributes.keys(), tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert (attributes.get("href") or "#").startswith("#"), tag
    assert not re.search(r"url\(|@import|https?:", page_text)


def test_a_marking_and_a_colour_cannot_break_out_of_the_style(told: Told) -> None:
    session = told["session"] | {"marking": '"}</style><script>alert(1)</script>'}
    actors = [actor | {"light": "red}body{display:none"} for actor in told["actors"]]
    tags = Tags(after_action_page(told | {"session": session, "actors": actors}))
    assert [tag for tag, _ in tags.tags].count("script") == 1
    assert "display:none}" not in after_action_page(told | {"actors": actors}).split("body{")[0]


def test_letters_can_be_read_on_every_actor(told: Told) -> None:
    for look in looks(told["actors"]):
        for colour, on in zip(look.colours[look.key], look.colours[f"{look.key}-on"], strict=True):
            assert contrast(colour, on) >= 4.5, look.name


def test_each_pair_has_a_figure_whose_marks_stand_on_their_rungs(told: Told) -> None:
    drawn = figures(told)
    names = [actor["name"] for actor in told["actors"]]
    assert len(drawn) == len(names) * (len(names) - 1)
    for figure in drawn:
        y_of = dict(figure.rungs)
        for mark, turn in zip(figure.marks, told["turns"], strict=True):
            row = next(row for row in turn["rungs"] if row["actor"] == names[figure.actor])
            seen = next(s for s in row["seen"] if s["observer"] == names[figure.observer])
            assert mark.y == y_of[row["was"]]
            assert mark.y_seen == y_of[seen["estimate"]]
            assert LEFT < mark.x < mark.x_seen < WIDTH
        for one, other in zip(figure.words, figure.words[1:], strict=False):
            assert (one.x, one.y) != (other.x, other.y)


def test_a_long_game_still_fits_the_figure(told: Told) -> None:
    long = told | {"turns": [turn | {"turn": 1 + k} for k, turn in enumerate(told["turns"] * 13)]}
    assert len(long["turns"]) == 52
    for figure in figures(long):
        assert all(LEFT < mark.x < mark.x_seen < WIDTH for mark in figure.marks)
        assert len(figure.words) <= MOST_WORDS
    assert after_action_page(long).count('class="turn"') == 52


def test_markdown_tells_the_same_and_holds_no_markup_of_players(told: Told) -> None:
    text = after_action_markdown(told)
    assert f"# {told['headline'].rstrip('.')}" in text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "<script" not in text
    assert "\\|" in text, "a bar in a text is no column"
    assert "we need it now" in text
    assert "Fog, the room agreed." in text
    assert text.count("EXERCISE – NOTIONAL") == 2


def test_tables_hold_every_row_and_no_formula(told: Told) -> None:
    tables = after_action_csv(told)
    rows = {name: list(csv.reader(io.StringIO(text))) for name, text in tables.items()}
    pairs = len(told["actors"]) * (len(told["actors"]) - 1)
    assert len(rows["rungs.csv"]) == 1 + len(told["turns"]) * pairs
    assert len(rows["rulings.csv"]) == 1 + 2
    assert len({len(row) for row in rows["decisions.csv"]}) == 1
    cells = [cell for table in rows.values() for row in table for cell in row]
    assert f"'{FORMULA}" in cells
    assert FORMULA not in cells
    risky = [cell for cell in cells if cell[:1] in "=+@\t\r" and cell]
    assert risky == []
    assert all(float(cell) <= 0 for cell in cells if cell.startswith("-"))


def test_all_of_it_is_written_and_the_bundle_beside_it_replays(
    folder: Path, tmp_path: Path
) -> None:
    written = write_after_action(folder, tmp_path / "out")
    names = {path.relative_to(tmp_path / "out").as_posix() for path in written}
    assert {"after-action.html", "after-action.md", "log.jsonl", "session.countermove"} <= names
    assert "tables/decisions.csv" in names
    assert all(path.stat().st_size > 0 for path in written)
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}  # messages are in them
    assert (tmp_path / "out/log.jsonl").read_bytes() == (folder / "log.jsonl").read_bytes()
    assert replay(tmp_path / "out/session.countermove").is_over
    assert not list((tmp_path / "out").rglob(".part-*"))
    again = write_after_action(tmp_path / "out/session.countermove", tmp_path / "again")
    assert (tmp_path / "again/after-action.html").read_bytes() == written[0].read_bytes()
    assert len(again) == len(written)


def test_a_session_without_a_turn_has_a_page_that_says_so(tmp_path: Path) -> None:
    session, _ = sit_down(tmp_path / "empty")
    told = debrief(session, draft=True)
    session.close()
    assert "Nothing has been played yet" in after_action_page(told)
    assert "Draft, for the facilitator only" in after_action_page(told)
    assert "Nothing has been played yet" in after_action_markdown(told)
    assert "rungs.csv" not in after_action_csv(told)


def test_numbers_in_words() -> None:
    assert more(-0.04) == "4 fewer in 100"
    assert more(0.0151) == "1.5 more in 100"
    assert more(0.0001) == "no difference"
    assert span(-0.01, 0.03) == "−1 to +3"
    assert [days_in_words(days) for days in (0.4, 1.2, 9.4)] == ["under a day", "1 day", "9 days"]


# In a browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(page_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "after-action.html"
    path.write_text(page_text, encoding="utf-8")
    return path


def seen(
    browser: Browser, path: Path, width: int = 1440, scheme: str = "light", script: bool = True
) -> tuple[Page, list[str]]:
    """The page, and everything that went wrong: requests, errors, refusals of its policy."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, offline=True, java_script_enabled=script,
        color_scheme="dark" if scheme == "dark" else "light",
    )  # fmt: skip
    wrong: list[str] = []
    context.on("request", lambda request: wrong.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    return page, [one for one in wrong if one != path.as_uri()]


@pytest.mark.parametrize("width", [1440, 1024, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_request_no_error_and_no_sideways_scrolling(
    browser: Browser, file: Path, width: int, scheme: str
) -> None:
    page, wrong = seen(browser, file, width, scheme)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(243, 245, 246)", "dark": "rgb(13, 21, 28)"}[scheme]
    page.context.close()


def test_a_year_of_turns_scrolls_inside_its_own_frame(
    browser: Browser, told: Told, tmp_path: Path
) -> None:
    long = told | {"turns": [turn | {"turn": 1 + k} for k, turn in enumerate(told["turns"] * 13)]}
    (tmp_path / "long.html").write_text(after_action_page(long), encoding="utf-8")
    page, wrong = seen(browser, tmp_path / "long.html", 400)
    assert wrong == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    page.context.close()


def test_arrow_keys_walk_turns_and_shift_walks_branch_points(browser: Browser, file: Path) -> None:
    page, _ = seen(browser, file)

    def now() -> str:
        return page.locator(".turn.now h2").inner_text()

    page.locator('.track a[data-turn="1"]').click()
    assert "turn 1" in now()
    assert page.locator(".turn:visible").count() == 1
    assert page.locator(".snap:visible").count() == 1
    page.keyboard.press("ArrowRight")
    assert "turn 2" in now()
    page.keyboard.press("Shift+ArrowRight")
    assert "turn 3" in now()
    assert page.locator("#spoken").inner_text() == "Turn 3"
    page.locator("#pair").select_option("1")
    assert page.locator(".pair:visible").count() == 1
    assert page.locator('.pair[data-pair="1"]').is_visible()
    page.locator("#next").click()
    assert "turn 4" in now()
    assert page.locator("#next").is_disabled()
    page.context.close()


def test_without_a_script_everything_can_be_read(browser: Browser, file: Path, told: Told) -> None:
    page, wrong = seen(browser, file, script=False)
    assert wrong == []
    assert page.locator(".turn:visible").count() == len(told["turns"])
    assert page.locator(".pair:visible").count() == len(figures(told))
    assert page.locator(".btn:visible").count() == 0
    page.context.close()


def test_text_is_no_smaller_than_12_px_and_has_contrast(browser: Browser, file: Path) -> None:
    for scheme in ("light", "dark"):
        page, _ = seen(browser, file, scheme=scheme)
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('p, h1, h2, td, th, dd, dt, li, span, a, b')]
            .filter(e => e.checkVisibility() && e.childElementCount === 0 && e.textContent.trim())
            .map(e => parseFloat(getComputedStyle(e).fontSize))"""
        )
        assert min(sizes) >= 12
        faint = page.evaluate(FAINT)
        assert faint == []
        page.context.close()


FAINT = """() => {
  const light = c => { const v = c.map(x => { x /= 255; return x <= .04045 ? x / 12.92
    : ((x + .055) / 1.055) ** 2.4 }); return .2126 * v[0] + .7152 * v[1] + .0722 * v[2] };
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const paper = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e)
    .backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255,255,255] };
  return [...document.querySelectorAll('body *')].filter(e => !e.closest('svg, script, style')
      && e.checkVisibility() && !e.matches('.vh, .vh *, .skip, [disabled], [disabled] *')
      && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => { const [a, b] = [light(rgb(getComputedStyle(e).color)), light(paper(e))]
      .sort((x, y) => y - x); return [e.textContent.trim().slice(0, 40), (a + .05) / (b + .05)] })
    .filter(row => row[1] < 4.5);
}"""


def test_it_prints_on_a4_in_light_with_all_turns_whatever_is_shown(
    browser: Browser, file: Path, told: Told
) -> None:
    page, _ = seen(browser, file, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".turn:visible").count() == len(told["turns"])
    assert page.locator(".pair:visible").count() == len(figures(told))
    assert not page.locator("nav").is_visible()
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf
    page.context.close()
