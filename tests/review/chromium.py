"""A headless Chromium with a review open; as a program it writes the screenshot of the documentation.

python -m tests.review.chromium docs/review.png
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .results import example

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser without a window. Needs the extra `browser`, Chromium and its driver."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for switch in SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    resize(driver, 1200, 1000)
    try:
        yield driver
    finally:
        driver.quit()


def resize(browser: Any, width: int, height: int) -> None:
    """Give the page this many CSS pixels."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def look(browser: Any, scheme: str) -> None:
    """Set what the reader prefers: "light" or "dark"."""
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def show(browser: Any, html: str, folder: Path) -> None:
    """Open a page from a file, as a user does."""
    path = folder / "review.html"
    path.write_text(html, encoding="utf-8")
    browser.get(path.as_uri())


def press(browser: Any, *keys: str) -> None:
    """Press keys one after the other."""
    from selenium.webdriver import ActionChains

    ActionChains(browser).send_keys(*keys).perform()


def screenshots(folder: Path) -> None:
    """The example's review: the scores with one axis in focus, and a role in dark colours."""
    from selenium.webdriver.common.keys import Keys

    with chromium() as browser, tempfile.TemporaryDirectory() as scratch:
        resize(browser, 1120, 890)
        look(browser, "light")
        show(browser, example().diff().to_html(), Path(scratch))
        focused = "return (document.activeElement.getAttribute('class') || '').includes('impactStrength')"
        while not browser.execute_script(focused):
            press(browser, Keys.TAB)
        browser.execute_script("scrollTo(0, 0)")
        browser.save_screenshot(str(folder / "review.png"))
        resize(browser, 1120, 640)
        look(browser, "dark")
        browser.execute_script(
            "scrollTo({top: document.querySelector('#experience').offsetTop, behavior: 'instant'})"
        )
        browser.save_screenshot(str(folder / "review-dark.png"))


if __name__ == "__main__":
    screenshots(Path(sys.argv[1]))
