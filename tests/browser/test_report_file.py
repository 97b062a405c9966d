"""The report as a file, opened from the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install 'framing-analysis[browser]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install 'framing-analysis[web]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from framing import Article, analyze, compare, read_lexicon, report
from framing.show.boxes import find_example
from framing.show.interface import UI_LANGUAGES, Ui, report_strings
from tests.browser.conftest import requests_of
from tests.browser.pages import check_highlights, contrast, dark, narrow, scrolls_sideways, serious, shown_text, strange
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


@pytest.mark.parametrize("trick", TRICKS)
def test_a_lexicon_is_text(browser: Chrome, tmp_path: Path, trick: str) -> None:
    """A plainer wording, and the name of the lexicon's file, may hold anything; the note at the mark shows it."""
    attack = TRICKS[trick]
    lexicon = tmp_path / f"{attack.replace('/', '_')}.toml"
    lexicon.write_text(
        """
language = "en"
kind = "loaded"
[loaded.ghost_port]
category = "derision"
definition = "Calls a harbour useless."
neutral = "little-used port"
[[term]]
concept = "ghost_port"
nouns = ["ghost port"]
strength = 2
neutral = NEUTRAL
hit = ["They built a ghost port."]
miss = ["They built a port."]
""".replace("NEUTRAL", json.dumps(attack)),
        encoding="utf-8",
    )
    analysis = analyze(Article("They built a ghost port."), lexicon=read_lexicon(lexicon))
    browser.get(report.save(tmp_path / "report.html", [analysis]).as_uri())
    browser.execute_script("document.querySelector('#a1 mark').focus()")
    said = browser.execute_script("return document.getElementById('pop').textContent")
    assert attack in said
    assert attack in browser.find_element(By.CSS_SELECTOR, "#a1 .terms").get_attribute("textContent")
    assert lexicon.name in browser.find_element(By.CSS_SELECTOR, "footer").get_attribute("textContent")
    assert strange(browser) == []
    assert browser.find_elements(By.CSS_SELECTOR, "#pop img, #pop svg, #pop script, footer img, footer svg") == []
    assert browser.title.startswith("Whose words?")
    assert browser.find_element(By.TAG_NAME, "body").is_displayed()


def test_many_articles_from_the_disk(browser: Chrome, tmp_path: Path) -> None:
    """Of a large report the summary leads to each article's page and back, and to the place behind an omission."""
    many = [
        analyze(
            Article(
                f"{ANALYSES[0].article.text}\nIn ward {n} of the city the so-called plan failed.",
                id=str(n),
                outlet="AB"[n % 2],
                event="e",
            )
        )
        for n in range(61)
    ]
    browser.get(report.save(tmp_path / "a #1 'report'.html", many, compare(many)).as_uri())
    browser.find_element(By.CSS_SELECTOR, ".heads a").click()
    assert check_highlights(browser, "a1", many[0]) > 0
    browser.find_element(By.CSS_SELECTOR, ".home a").click()
    assert len(browser.find_elements(By.CSS_SELECTOR, ".heads tbody tr")) == 61
    link = browser.find_elements(By.CSS_SELECTOR, ".has .there a, .alone a")
    if link:
        browser.execute_script("arguments[0].click()", link[0])
        place = browser.execute_script("return location.hash.slice(1)")
        assert browser.find_elements(By.ID, place)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_have_names_and_places(browser: Chrome, file: Path, scheme: str) -> None:
    """Each drawing says in words what it draws, and draws in a colour that stands out from the paper."""
    if scheme == "dark":
        dark(browser)
    browser.get(file.as_uri())
    drawn = browser.find_elements(By.CSS_SELECTOR, ".glance svg.dots, .glance .strip")
    assert len(drawn) == 2 * len(ANALYSES)
    assert all(one.get_attribute("aria-label") and one.get_attribute("role") == "img" for one in drawn)
    inks = browser.execute_script("""const bar = document.querySelector(".m-author"), paper = document.body;
      return [getComputedStyle(bar).fill, getComputedStyle(paper).backgroundColor]""")
    assert contrast(*inks) >= 3


def test_prints_whole(browser: Chrome, file: Path) -> None:
    """On paper nothing is folded away but what stands around an article, and buttons are not printed; then all folds again."""
    folded = "details:not([open])"
    browser.get(file.as_uri())
    before = len(browser.find_elements(By.CSS_SELECTOR, folded))
    browser.execute_script("window.dispatchEvent(new Event('beforeprint'))")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert browser.find_elements(By.CSS_SELECTOR, f"{folded}:not(.bp)") == []
    assert not browser.find_element(By.CSS_SELECTOR, ".filters").is_displayed()
    assert browser.find_element(By.CSS_SELECTOR, ".glance").is_displayed()
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    browser.execute_script("window.dispatchEvent(new Event('afterprint'))")
    assert len(browser.find_elements(By.CSS_SELECTOR, folded)) == before
