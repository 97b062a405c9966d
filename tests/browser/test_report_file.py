"""The report as a file, opened from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install 'framing-analysis[browser]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install 'framing-analysis[web]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from framing import Article, analyze, compare, report
from framing.show.boxes import find_example
from framing.show.interface import UI_LANGUAGES, Ui, report_strings
from tests.browser.conftest import requests_of
from tests.browser.pages import check_highlights, dark, narrow, scrolls_sideways, serious, shown_text
from tests.browser.test_page import TRICKS

ANALYSES = [analyze(Article(b.text, outlet=b.outlet, title=b.title)) for b in find_example("survey-ship")]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report.save(tmp_path_factory.mktemp("report") / "report.html", ANALYSES, compare(ANALYSES))


def test_opens_from_the_disk(browser: Chrome, file: Path) -> None:
    browser.get(file.as_uri())
    for number, analysis in enumerate(ANALYSES, 1):
        assert check_highlights(browser, f"a{number}", analysis) > 0
    assert set(requests_of(browser)) - {"data:,"} == {file.as_uri()}
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_its_own_words_are_painted(browser: Chrome, file: Path) -> None:
    browser.get(file.as_uri())
    colours = browser.execute_script(
        "return Array.from(document.querySelectorAll('mark')).map(m => getComputedStyle(m).backgroundColor)"
    )
    assert len(set(colours)) > 2
    assert "rgba(0, 0, 0, 0)" not in colours


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_narrow_and_accessible_in_every_language(browser: Chrome, tmp_path: Path, axe: str, ui: Ui) -> None:
    narrow(browser)
    browser.get(report.save(tmp_path / "report.html", ANALYSES, compare(ANALYSES), ui=ui).as_uri())
    assert not scrolls_sideways(browser)
    assert browser.find_element(By.TAG_NAME, "h1").text.replace("\n", " ") == report_strings(ui)["heading"]
    assert serious(browser, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(browser: Chrome, file: Path, axe: str, scheme: str) -> None:
    if scheme == "dark":
        dark(browser)
    browser.get(file.as_uri())
    assert serious(browser, axe) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_a_file_name_is_text(browser: Chrome, tmp_path: Path, trick: str) -> None:
    attack = TRICKS[trick]
    article = Article(f"He called {attack} a disaster.", path=f"/news/{attack.replace('/', '_')}.txt", event=attack)
    page = report.save(tmp_path / "report.html", [analyze(article)])
    browser.get(page.as_uri())
    shown = browser.find_element(By.CSS_SELECTOR, "#a1 h2").get_attribute("textContent")
    assert shown == f"{attack.replace('/', '_')}.txt"
    assert shown_text(browser, "a1") == article.text
    assert browser.title == f"Whose words? {shown}".replace("\n", " ")
    assert (
        browser.find_elements(
            By.CSS_SELECTOR,
            "main img, main svg:not([role=img]):not([aria-hidden]):not(svg svg), main script, [onerror], [onload]",
        )
        == []
    )
    assert set(requests_of(browser)) - {"data:,"} == {page.as_uri()}
