"""report.html in a real browser, with the network cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sim.report import render

MARKS = """() => [...document.querySelectorAll('p, h1, h2, td, th, dd, li, span, figcaption')]
    .filter(e => e.childElementCount === 0 && e.textContent.trim())
    .map(e => [e.textContent.trim().slice(0, 30), getComputedStyle(e).fontSize])"""


@pytest.fixture(scope="module")
def files(one_config: Path, six_configs: Path) -> dict[str, Path]:
    return {"sweep": render(one_config), "comparison": render(six_configs)}


def seen(browser: Browser, path: Path, width: int, scheme: str = "light") -> tuple[Page, list[str]]:
    """The page, and every request that it made beyond its own file."""
    dark = "dark" if scheme == "dark" else "light"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=dark, offline=True
    )
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    return page, [url for url in requests if url != path.as_uri()]


@pytest.mark.parametrize("kind", ["sweep", "comparison"])
@pytest.mark.parametrize("width", [1440, 1024, 400])
def test_no_request_and_no_sideways_scrolling(
    browser: Browser, files: dict[str, Path], kind: str, width: int
) -> None:
    page, requests = seen(browser, files[kind], width)
    assert requests == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("kind", ["sweep", "comparison"])
def test_figures_are_drawn_as_wide_as_designed_and_text_is_not_tiny(
    browser: Browser, files: dict[str, Path], kind: str
) -> None:
    page, _ = seen(browser, files[kind], 1440)
    for figure in page.locator("figure.pic svg").all():
        box = figure.bounding_box()
        assert box is not None
        assert box["width"] == pytest.approx(872, abs=1)
    sizes = page.evaluate(MARKS)
    assert min(float(size.removesuffix("px")) for _, size in sizes) >= 12
    page.context.close()


def test_every_figure_has_a_name_for_a_screen_reader(
    browser: Browser, files: dict[str, Path]
) -> None:
    page, _ = seen(browser, files["sweep"], 1440)
    images = page.locator("svg[role=img]")
    assert images.count() == 6
    assert all(len(image.get_attribute("aria-label") or "") > 20 for image in images.all())
    page.context.close()


def test_the_dark_theme_is_dark_in_figures_too(browser: Browser, files: dict[str, Path]) -> None:
    def colours(scheme: str) -> tuple[str, str]:
        page, _ = seen(browser, files["sweep"], 1440, scheme)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = page.evaluate("getComputedStyle(document.querySelector('#high text')).fill")
        page.context.close()
        return paper, ink

    assert colours("light") == ("rgb(255, 255, 255)", "rgb(67, 82, 94)")
    assert colours("dark") == ("rgb(19, 29, 38)", "rgb(179, 192, 202)")


def test_it_prints_on_a4_in_light_whatever_the_theme(
    browser: Browser, files: dict[str, Path], tmp_path: Path
) -> None:
    page, _ = seen(browser, files["sweep"], 1440, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594" in pdf or b"/MediaBox [0 0 595" in pdf
    page.context.close()
