"""One browser for every test that looks at a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

expect.set_options(timeout=60_000)  # a busy machine is slow; what never comes is found all the same
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen; only one can be driven by a process at a time."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("continuous integration needs chromium for the browser tests")
        pytest.skip("chromium is not installed: no page was seen in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
