"""What the tests ask of a page in the browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install 'framing-analysis[browser]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from framing import Analysis
from tests.browser.conftest import wait

# The text nodes of an article in their order, each with whether it is marked and where its element says that it starts.
_PIECES = """
const found = [];
for (const line of document.querySelectorAll(`#${arguments[0]} .text .l`)) {
  const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, own = node.parentElement;
    found.push([node.data, own.closest("mark") !== null, own.id]);
  }
}
return found;
"""
_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(r => done(r.violations.map(
  v => [v.impact, v.id, v.nodes.map(n => n.target.join(" ") + ": " + n.failureSummary)])));
"""


def paste(browser: Chrome, articles: list[dict[str, str]]) -> None:
    """Fill the form as a reader does: more boxes by the button, text inserted where the cursor is."""
    for number, article in enumerate(articles, 1):
        if not browser.find_elements(By.NAME, f"text-{number}"):
            browser.find_element(By.ID, "add").click()
        for field, value in article.items():
            place = browser.find_element(By.NAME, f"{field}-{number}")
            browser.execute_script(
                "arguments[0].focus(); document.execCommand('insertText', false, arguments[1])", place, value
            )


def submit(browser: Chrome, selector: str = ".send .first", *, then: str = "article.art") -> None:
    press(browser, selector)
    wait(lambda: browser.find_elements(By.CSS_SELECTOR, then))


def press(browser: Chrome, selector: str) -> None:
    browser.execute_script("arguments[0].click()", browser.find_element(By.CSS_SELECTOR, selector))


def shown_text(browser: Chrome, article: str) -> str:
    """The text of an article, without its line breaks."""
    return "".join(text for text, _, _ in browser.execute_script(_PIECES, article))


def check_highlights(browser: Chrome, article: str, analysis: Analysis) -> int:
    """The page shows the raw text, and what it marks is what the analysis names, character by character."""
    raw = analysis.article.text
    # where each shown character stands in the raw text
    places = [index for index, character in enumerate(raw) if not _breaks(character)]
    marked: set[int] = set()
    starts: set[int] = set()
    at = 0
    pieces = browser.execute_script(_PIECES, article)
    assert "".join(text for text, _, _ in pieces) == "".join(raw[place] for place in places)
    for text, is_mark, id in pieces:
        if is_mark:
            marked.update(places[at : at + len(text)])
        if id:
            starts.add(int(id.removeprefix(f"{article}-")))
            assert places[at] == int(id.removeprefix(f"{article}-"))
        at += len(text)
    expected = {i for term in analysis.loaded for i in range(term.span.start, term.span.end) if not _breaks(raw[i])}
    assert marked == expected
    assert {term.span.start for term in analysis.loaded} <= starts
    return len(analysis.loaded)


def _breaks(character: str) -> bool:
    return len(f"a{character}a".splitlines()) > 1


def strange(browser: Chrome) -> list[Any]:
    """Elements that an article may have brought: none of these is the page's own, whose drawings have a role or are hidden."""
    own = "[role=img], [aria-hidden], svg svg"
    return browser.find_elements(By.CSS_SELECTOR, f"main img, main svg:not({own}), main script, [onerror], [onload]")


def serious(browser: Chrome, axe: str) -> list[Any]:
    """The rules of axe-core that the page breaks seriously."""
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    return [found for found in browser.execute_async_script(_AXE) if found[0] in ("serious", "critical")]


def narrow(browser: Chrome, width: int = 390) -> None:
    sizes = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", sizes)


def scrolls_sideways(browser: Chrome) -> bool:
    return bool(
        browser.execute_script("return document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


def dark(browser: Chrome) -> None:
    features = [{"name": "prefers-color-scheme", "value": "dark"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as the browser gives them (WCAG 2.1), 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark_one, light_one = sorted((luminance(one), luminance(other)))
    return (light_one + 0.05) / (dark_one + 0.05)
