"""What a phone loads for its first look at the report form: bytes over the wire, nothing cached."""

import shutil
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from bench.server import serving
from bench.stores import Stores
from bench.table import Figure

LIMIT_KB = 120


def first_view(stores: Stores, port: int) -> Iterator[Figure]:
    """Everything that /lapor makes a phone of 360 by 740 load, with the map opened and fonts."""
    store = stores.store("sqlite", 0)
    store.run("tools.assets", str(store.data))  # the font, as `make run` brings it
    with serving(store, port):
        loaded = _loaded(f"http://127.0.0.1:{port}/lapor")
    note = ", ".join(
        f"{name} {size / 1000:.1f}" for name, size in sorted(loaded.items(), key=lambda x: -x[1])[:8]
    )
    total = sum(loaded.values()) / 1000
    yield Figure("first view of /lapor, cold", "360×740", "kB", [total], most=LIMIT_KB, note=note)


def _loaded(url: str) -> dict[str, float]:
    """File -> bytes as they came over the wire, headers included."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=shutil.which("chromium") or None, args=["--no-sandbox"]
        )
        page = browser.new_context(viewport={"width": 360, "height": 740}, device_scale_factor=3).new_page()
        wire = page.context.new_cdp_session(page)
        loaded = _listen(wire)
        page.goto(url, wait_until="networkidle")
        page.click("#buka-peta")
        page.wait_for_selector("#peta .leaflet-map-pane", state="attached")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        browser.close()
    return loaded


def _listen(wire: CDPSession) -> dict[str, float]:
    names: dict[str, str] = {}
    loaded: dict[str, float] = {}

    def sent(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"].split("?")[0].rsplit("/", 1)[-1]

    def finished(event: dict[str, Any]) -> None:
        name = names.get(event["requestId"], "?")
        loaded[name] = loaded.get(name, 0.0) + event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", sent)
    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    return loaded
