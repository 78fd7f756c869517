"""A real browser on the real server. Whatever it complains of fails the test."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from tests.servers import Server

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE, OFFICE = (360, 740), (1280, 800)
OpenPage = Callable[..., Page]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


class Complaints:
    """What the browser complained of: script errors, refused styles and scripts, things not found."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.forgiven: list[str] = []

    def forgive(self, pattern: str) -> None:
        """A complaint that this test causes on purpose, such as r"status of 404"."""
        self.forgiven.append(pattern)

    def listen(self, page: Page) -> None:
        """Hears everything this page complains of from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        page.on("response", self._response)

    def left(self) -> list[str]:
        """The complaints that nobody forgave."""
        return [words for words in self.heard if not any(re.search(p, words) for p in self.forgiven)]

    def _console(self, message: ConsoleMessage) -> None:
        # A failed answer is heard below, with its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.heard.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.heard.append(f"status of {response.status}: {response.url}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium. That it is missing is a failure, never a skip."""
    assert CHROMIUM.exists(), "Browser tests need chromium: apt install chromium"
    # Playwright's loop runs in this thread; Django would take that for an async view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Fails the test when the browser complained; complaints.forgive(…) for what is meant."""
    found = Complaints()
    yield found
    assert found.left() == []


@pytest.fixture
def open_page(browser: Browser, server: Server, complaints: Complaints) -> Iterator[OpenPage]:
    """open_page(size=OFFICE, script=False, dark=True, language="en-GB") gives a page of a new visitor."""
    contexts = []

    def open_one(
        size: tuple[int, int] = PHONE,
        *,
        script: bool = True,
        dark: bool = False,
        language: str = "id-ID",
        url: str = "",
    ) -> Page:
        context = browser.new_context(
            base_url=url or server.url,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale=language,
            timezone_id="Asia/Jakarta",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A resident's phone, 360×740, in Indonesian."""
    return open_page()


@pytest.fixture
def desk_page(open_page: OpenPage) -> Page:
    """An office computer, 1280×800."""
    return open_page(OFFICE)


def barriers(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on this page; [] when there is nothing."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}" for one in found]
