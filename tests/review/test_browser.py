"""The page in a real headless Chromium: `make test-browser`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .chromium import CHROMIUM, DRIVER, chromium, look, press, resize, show
from .results import example, hostile

AXES = ("skillsMatch", "experienceAlignment", "impactStrength", "atsReadiness")
LEAST_CONTRAST = 4.5
"""Between text and background: WCAG 2.2, success criterion 1.4.3 (AA)."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium; install chromium and chromium-driver"),
]

CONTRASTS = """
const parts = color => { const c = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  c.fillStyle = color; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 :
  ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
const behind = element => { for (let e = element; e; e = e.parentElement) {
  const color = parts(getComputedStyle(e).backgroundColor); if (color[3] === 255) return color; }
  return [255, 255, 255, 255]; };
const found = [];
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
  if (!own || !element.checkVisibility({visibilityProperty: true})) continue;
  const style = getComputedStyle(element), drawn = element instanceof SVGElement;
  const [a, b] = [light(parts(drawn ? style.fill : style.color)), light(behind(element))].sort((x, y) => y - x);
  found.push([(a + 0.05) / (b + 0.05), element.outerHTML.slice(0, 80)]);
}
return found;
"""
FOCUSED = """
const e = document.activeElement;
return e.getAttribute('class') || e.getAttribute('href') || e.tagName.toLowerCase();
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window and without a network."""
    pytest.importorskip("selenium", reason="selenium is not installed; run: make test-browser")
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Any:
    """The browser with the review of an example open, in light colours."""
    look(browser, "light")
    show(browser, example().diff().to_html(), tmp_path)
    return browser


def shown(browser: Any, css: str) -> bool:
    look = f"return document.querySelector('{css}').checkVisibility({{visibilityProperty: true}})"
    visible: bool = browser.execute_script(look)
    return visible


@pytest.mark.parametrize("attacked", [False, True], ids=["an example", "attacks in every text"])
def test_no_error_nothing_loaded_nothing_run(attacked: bool, browser: Any, tmp_path: Path) -> None:
    browser.get_log("browser")
    review = hostile() if attacked else example().diff()
    show(browser, review.to_html(), tmp_path)
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert browser.title.startswith("Review for ")
    assert browser.execute_script("return document.scripts.length") == 0


def test_the_radar_is_drawn_before_and_after(page: Any) -> None:
    box = page.execute_script("return document.querySelector('svg.radar').getBoundingClientRect()")
    assert box["width"] > 300
    assert box["height"] > 250
    for name in ("before", "after"):
        drawn = page.execute_script(
            f"const e = document.querySelector('polygon.{name}'), b = e.getBoundingClientRect();"
            "return [b.width * b.height, getComputedStyle(e).stroke]"
        )
        assert drawn[0] > 2_000
        assert drawn[1] != "none"


@pytest.mark.parametrize("axis", AXES)
def test_pointing_at_an_axis_shows_its_reasons(axis: str, page: Any) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.by import By

    assert shown(page, ".overview")
    ActionChains(page).move_to_element(page.find_element(By.CSS_SELECTOR, f".axis-{axis} .label")).perform()
    assert shown(page, f"#tip-{axis}")
    assert not shown(page, ".overview")
    assert page.find_element(By.CSS_SELECTOR, f"#tip-{axis}").text.count(" of ") >= 3


def test_pointing_wins_over_the_focus(page: Any) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    page.execute_script("document.querySelector('nav a:last-of-type').focus()")
    while not page.execute_script(FOCUSED).startswith("axis "):
        press(page, Keys.TAB)
    ActionChains(page).move_to_element(
        page.find_element(By.CSS_SELECTOR, ".axis-impactStrength .label")
    ).perform()
    assert [axis for axis in AXES if shown(page, f"#tip-{axis}")] == ["impactStrength"]


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    wanted = page.execute_script("return document.querySelectorAll('a, summary, input').length")
    stops, tips = [], []
    for _ in range(wanted):
        press(page, Keys.TAB)
        stops.append(page.execute_script(FOCUSED))
        outline = page.execute_script(
            "const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' || "
            "getComputedStyle(document.activeElement.querySelector('.dot')).strokeWidth === '3px'"
        )
        assert outline, f"no visible focus on {stops[-1]}"
        tips += [axis for axis in AXES if shown(page, f"#tip-{axis}")]
    assert stops[0] == "skip"
    assert [stop for stop in stops if stop.startswith("axis ")] == [f"axis axis-{axis}" for axis in AXES]
    assert tips == list(AXES), "an axis in focus shows its own reasons and no other"
    assert stops.count("summary") == page.execute_script("return document.querySelectorAll('summary').length")


def test_enter_on_an_axis_opens_all_of_its_reasons(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    assert not shown(page, "#why-impactStrength table")
    page.execute_script("document.querySelector('.axis-impactStrength').focus()")
    press(page, Keys.ENTER)
    assert shown(page, "#why-impactStrength table")


def test_what_is_confirmed_is_ticked_with_the_space_bar(browser: Any, tmp_path: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    show(browser, hostile().to_html(), tmp_path)
    browser.execute_script("document.querySelector('.checks input').focus()")
    press(browser, Keys.SPACE)
    assert browser.execute_script("return document.querySelector('.checks input').checked")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_light_and_in_dark(scheme: str, page: Any) -> None:
    look(page, scheme)
    page.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    paper = page.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, paper[4:-1].split(","))) > 382) == (scheme == "light")
    contrasts = page.execute_script(CONTRASTS)
    assert len(contrasts) > 100
    assert [text for ratio, text in contrasts if ratio < LEAST_CONTRAST] == []


@pytest.mark.parametrize("width", [360, 768, 1600])
def test_no_width_makes_the_page_scroll_sideways(width: int, page: Any) -> None:
    resize(page, width, 800)
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
        assert shown(page, "svg.radar")
    finally:
        resize(page, 1200, 1000)


def test_a_reader_of_the_screen_hears_the_axes_and_the_sections_by_name(page: Any) -> None:
    nodes = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = {(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n["ignored"]}
    radar = example().radar_after.radar
    assert any(role == "link" and f"to {radar.skills_match}: reasons" in name for role, name in named)
    regions = {name for role, name in named if role == "region"}
    assert {"Match with the job", "Experience", "Skills", "Cover letter"} <= regions
    assert ("main", "") in named
