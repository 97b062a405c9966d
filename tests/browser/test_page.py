"""The page of ``framing serve`` in a browser: paste, look, filter, compare, download."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("selenium", reason="selenium is not installed: pip install 'framing-analysis[browser]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install 'framing-analysis[web]'")

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from framing import Article, analyze, compare
from framing.show.boxes import find_example
from framing.show.interface import Ui, interface_strings, report_strings
from tests.browser.conftest import requests_of, wait
from tests.browser.pages import (
    check_highlights,
    dark,
    narrow,
    paste,
    press,
    scrolls_sideways,
    serious,
    shown_text,
    submit,
)

EVENT = "survey-ship"
# English, Chinese in both scripts, Vietnamese
DEMO = [{"outlet": box.outlet, "title": box.title, "text": box.text} for box in find_example(EVENT)]
ANALYSES = [analyze(Article(e["text"], title=e["title"], outlet=e["outlet"])) for e in DEMO]
TRICKS = {
    "script": "<script>document.title='ran'</script>",
    "onerror": "<img src=x onerror=\"document.title='ran'\">",
    "javascript": "<a href=\"javascript:document.title='ran'\">the so-called reform</a>",
    "breaks out": "\"'></textarea></title></style></script><svg onload=\"document.title='ran'\">",
    "css": "</style><style>body{display:none!important}</style>",
    "template": "{{ 7*7 }}${7*7}<%= 7*7 %>",
    "bidi": "\u202egnp.elif\u2066 the so-called reform",
}


@pytest.fixture
def pasted(browser: Chrome, server: str) -> Chrome:
    """The report on the demonstration articles, pasted."""
    browser.get(server)
    paste(browser, DEMO)
    submit(browser)
    return browser


def test_paste_and_see(pasted: Chrome, server: str) -> None:
    assert len(DEMO) == 4
    for number, entry in enumerate(DEMO, 1):
        analysis = analyze(Article(entry["text"], title=entry["title"], outlet=entry["outlet"]))
        assert check_highlights(pasted, f"a{number}", analysis) > 0
    assert {url for url in requests_of(pasted) if not url.startswith((server, "data:", "about:"))} == set()
    assert [entry for entry in pasted.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_filter_by_category_and_voice(pasted: Chrome) -> None:
    def underlined(name: str) -> set[bool]:
        """Whether the marks of this one category or voice, and no other, show that they are marked."""
        script = """return Array.from(document.querySelectorAll("mark." + arguments[0])).filter(
          m => Array.from(m.classList).filter(c => c.startsWith(arguments[0].slice(0, 2))).length === 1).map(
          m => getComputedStyle(m).textDecorationLine === "underline")"""
        return set(pasted.execute_script(script, name))

    for name, other in (("k-cond", "k-prai"), ("v-source", "v-author"), ("v-author", "v-source")):
        assert underlined(name) == {True}
        press(pasted, f".filters [data-off={name}]")
        assert underlined(name) == {False}
        assert True in underlined(other)
        press(pasted, f".filters [data-off={name}]")
        assert underlined(name) == {True}


def test_hide_quotations(pasted: Chrome) -> None:
    def visible() -> set[str]:
        script = "return Array.from(document.querySelectorAll('.text .q')).map(q => getComputedStyle(q).visibility)"
        return set(pasted.execute_script(script))

    assert visible() == {"visible"}
    press(pasted, ".filters [data-on=no-said]")
    assert visible() == {"hidden"}
    text = pasted.find_element(By.CSS_SELECTOR, "#a1 .text").text
    quoted = analyze(Article(DEMO[0]["text"])).attributions[0].content[0].of(DEMO[0]["text"])
    assert quoted not in text
    assert shown_text(pasted, "a1") == DEMO[0]["text"].replace("\n", "")


def test_note_at_a_mark(pasted: Chrome) -> None:
    mark = pasted.find_element(By.CSS_SELECTOR, "#a1 mark[tabindex]")
    pasted.execute_script("arguments[0].focus()", mark)
    note = pasted.find_element(By.ID, "pop")
    assert mark.get_attribute("aria-describedby") == "pop"
    assert "strength" in note.text
    assert "concept" in note.text


def test_an_attribution_is_drawn(pasted: Chrome) -> None:
    """Source, cue and content are lit, and joined by lines; so they are when a link of the speakers leads there."""
    said = next(a for a in ANALYSES[0].attributions if a.source and a.cue and len(a.content) == 1)
    text = DEMO[0]["text"]
    place = pasted.find_element(By.CSS_SELECTOR, f"#a1-{said.content[0].start}")
    pasted.execute_script("arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", place)
    lit = pasted.execute_script("return Array.from(document.querySelectorAll('.lit')).map(e => e.textContent).join('')")
    assert sorted(lit) == sorted("".join(span.of(text) for span in (said.source, said.cue, *said.content) if span))
    assert len(pasted.find_elements(By.CSS_SELECTOR, "#arcs path")) == 2
    pasted.execute_script("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert pasted.find_elements(By.CSS_SELECTOR, ".lit, #arcs path") == []
    link = pasted.find_element(By.CSS_SELECTOR, "#a1 .who tbody a")
    pasted.execute_script("arguments[0].click()", link)
    wait(lambda: pasted.find_elements(By.CSS_SELECTOR, "#arcs path"), 5)


def test_side_by_side(pasted: Chrome) -> None:
    def lefts() -> list[float]:
        script = "return Array.from(document.querySelectorAll('.art')).map(a => a.getBoundingClientRect().left)"
        return list(pasted.execute_script(script))

    assert len(set(lefts())) == 1
    press(pasted, ".filters [data-on=beside]")
    assert len(set(lefts())) == len(DEMO)
    assert not scrolls_sideways(pasted)
    press(pasted, ".filters [data-on=beside]")
    assert len(set(lefts())) == 1


def test_compare(pasted: Chrome) -> None:
    outlets = {entry["outlet"] for entry in DEMO}
    overview = [name.text for name in pasted.find_elements(By.CSS_SELECTOR, ".glance tbody th bdi")]
    assert (set(overview), len(overview)) == (outlets, len(outlets))
    rows = [
        (row.rate, row.group)
        for row in compare(ANALYSES).rows
        if (row.measure, row.voice) == ("loaded", "author") and row.rate is not None
    ]
    # a dot stands the further right, the higher the rate that is written beside it
    drawn = pasted.execute_script("""return Array.from(document.querySelectorAll(".lanes")[0].tBodies[0].rows).map(
      row => [row.querySelector("circle").getBoundingClientRect().left, row.querySelector("b").textContent,
              row.querySelector("th").textContent])""")
    assert {(rate, name) for _, rate, name in drawn} == {(f"{rate:.1f}", name) for rate, name in rows}
    assert max(drawn)[2] == max(rows)[1]
    assert sorted(left for left, _, _ in drawn) == [left for left, _, _ in sorted(drawn, key=lambda o: float(o[1]))]
    broken = """return Array.from(document.querySelectorAll("a[href^='#']")).map(a => a.getAttribute("href").slice(1))
      .filter(id => id && !document.getElementById(id))"""
    assert pasted.execute_script(broken) == []


def _downloaded(folder: Path, name: str) -> Path:
    return wait(lambda: (folder / name).is_file() and folder / name)  # type: ignore[no-any-return]


def test_download(browser: Chrome, server: str, downloads: Path) -> None:
    for old in downloads.iterdir():
        old.unlink()
    browser.get(server)
    paste(browser, DEMO)
    submit(browser)
    press(browser, "[formaction^='/json']")
    press(browser, "[formaction^='/csv']")
    with _downloaded(downloads, "framing.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    press(browser, "[formaction^='/html']")
    page = _downloaded(downloads, "framing.html")
    data: list[dict[str, Any]] = json.loads(_downloaded(downloads, "framing.json").read_text(encoding="utf-8"))
    assert [a["outlet"] for a in data] == [entry["outlet"] for entry in DEMO]
    terms = [(term, entry["text"]) for a, entry in zip(data, DEMO, strict=True) for term in a["loaded"]]
    assert terms
    assert all(text[term["start"] : term["end"]] == term["text"] for term, text in terms)
    assert [row["text"] for row in rows] == [term["text"] for term, _ in terms]
    browser.get(page.as_uri())
    assert shown_text(browser, "a2") == DEMO[1]["text"].replace("\n", "")
    assert browser.find_elements(By.TAG_NAME, "form") == []


def test_files_are_read_in(browser: Chrome, server: str, tmp_path: Path) -> None:
    """Files that are chosen become boxes, beside what was pasted; nothing else is asked of anybody."""
    (tmp_path / "one.txt").write_text(DEMO[1]["text"], encoding="utf-8")
    with (tmp_path / "two.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("outlet", "title", "text"), *((e["outlet"], e["title"], e["text"]) for e in DEMO[2:])])
    browser.get(server)
    paste(browser, DEMO[:1])
    browser.find_element(By.ID, "files").send_keys(f"{tmp_path / 'one.txt'}\n{tmp_path / 'two.csv'}")
    wait(lambda: len(browser.find_elements(By.CSS_SELECTOR, ".box")) == 4)
    boxes = [browser.find_element(By.NAME, f"text-{n}").get_property("value") for n in (1, 2, 3, 4)]
    assert boxes == [entry["text"] for entry in DEMO]
    assert browser.find_element(By.NAME, "outlet-4").get_property("value") == DEMO[3]["outlet"]
    submit(browser)
    assert check_highlights(browser, "a3", ANALYSES[2]) > 0
    assert {url for url in requests_of(browser) if not url.startswith((server, "data:", "about:"))} == set()


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "vi"])
def test_the_whole_way_in_another_language(browser: Chrome, server: str, axe: str, lang: Ui) -> None:
    """Form, example, guess, report and the note at a mark speak it; what is marked stays the same."""
    browser.get(f"{server}/?lang={lang}&example={EVENT}")
    assert browser.find_element(By.TAG_NAME, "h1").text == interface_strings(lang)["heading"]
    submit(browser, ".send [formaction^='/guess']", then=".guessed")
    assert browser.find_element(By.TAG_NAME, "h1").text == interface_strings(lang)["guess_heading"]
    submit(browser)
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == lang
    assert check_highlights(browser, "a1", ANALYSES[0]) > 0
    assert report_strings(lang)["who"] in [h.text for h in browser.find_elements(By.CSS_SELECTOR, "#a1 .side h3")]
    browser.execute_script("document.querySelector('#a3 mark[tabindex]').focus()")
    assert report_strings(lang)["concept"] in browser.find_element(By.ID, "pop").text
    assert serious(browser, axe) == []
    press(browser, ".paste-bar .first")
    wait(lambda: browser.find_elements(By.CSS_SELECTOR, "form .box"))
    assert browser.find_element(By.TAG_NAME, "h1").text == interface_strings(lang)["heading"]


def test_guess_first(browser: Chrome, server: str, axe: str) -> None:
    browser.get(server)
    paste(browser, DEMO[1:2])
    submit(browser, ".send [formaction^='/guess']", then=".guessed")
    assert browser.find_elements(By.TAG_NAME, "mark") == []
    # select the first words of the first paragraph that stand in one line, as a reader does
    words = browser.execute_script("""
      const line = document.querySelector(".raw p").firstChild, range = document.createRange();
      range.setStart(line, 0); range.setEnd(line, 4);
      getSelection().removeAllRanges(); getSelection().addRange(range);
      return getSelection().toString()""")
    browser.find_element(By.CSS_SELECTOR, ".take").click()
    place = browser.find_element(By.NAME, "marks-1")
    assert place.get_property("value") == f"{words}\n"
    assert browser.execute_script("return CSS.highlights.get('marked').size") >= 1
    place.send_keys("# Mai\n作业\n")
    assert serious(browser, axe) == []
    submit(browser, ".send .first")
    table = browser.find_element(By.CSS_SELECTOR, "section.guess")
    assert "you: 1 place" in table.text or "you: 2 places" in table.text
    assert "Mai: " in table.text
    framed = browser.execute_script(
        "return Array.from(document.querySelectorAll('.text .g')).map(g => g.textContent).join('')"
    )
    assert words in framed
    assert "作业" in framed
    assert check_highlights(browser, "a1", analyze(Article(DEMO[1]["text"], title=DEMO[1]["title"]))) > 0
    assert serious(browser, axe) == []
    assert {url for url in requests_of(browser) if not url.startswith((server, "data:", "about:"))} == set()
    narrow(browser)
    assert not scrolls_sideways(browser)


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "zh-Hant", "vi"])
def test_narrow(browser: Chrome, server: str, lang: str) -> None:
    narrow(browser)
    browser.get(f"{server}/?lang={lang}")
    assert not scrolls_sideways(browser)


def test_narrow_report(browser: Chrome, server: str) -> None:
    narrow(browser)
    browser.get(f"{server}/?example={EVENT}")
    submit(browser)
    assert not scrolls_sideways(browser)
    mark = browser.find_element(By.CSS_SELECTOR, "#a1 mark")
    mark.click()
    assert not scrolls_sideways(browser)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(browser: Chrome, server: str, axe: str, scheme: str) -> None:
    if scheme == "dark":
        dark(browser)
    browser.get(f"{server}/?example={EVENT}")
    assert serious(browser, axe) == []
    submit(browser)
    assert serious(browser, axe) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_pasted_runs(browser: Chrome, server: str, trick: str) -> None:
    attack = TRICKS[trick]
    text = f"{attack}\n\nThe so-called reform {attack} is a disaster, said {attack}.\n"
    browser.get(server)
    paste(
        browser, [{"outlet": attack, "title": attack, "text": text}, {"outlet": "B", "text": f"A disaster. {attack}"}]
    )
    submit(browser)
    assert shown_text(browser, "a1") == text.replace("\n", "")
    assert browser.find_element(By.CSS_SELECTOR, "#a1 .outlet").get_attribute("textContent") == attack
    assert browser.find_element(By.CSS_SELECTOR, "#a1 h2").get_attribute("textContent") == attack
    assert browser.title == "Whose words? 2 articles"
    assert (
        browser.find_elements(
            By.CSS_SELECTOR,
            "main img, main svg:not([role=img]):not([aria-hidden]):not(svg svg), main script, [onerror], [onload]",
        )
        == []
    )
    assert browser.find_elements(By.CSS_SELECTOR, "a[href^=javascript]") == []
    assert browser.find_element(By.TAG_NAME, "body").is_displayed()
    assert {url for url in requests_of(browser) if not url.startswith((server, "data:", "about:"))} == set()


def test_without_a_script(browser: Chrome, server: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{server}/?example={EVENT}")
        browser.find_element(By.CSS_SELECTOR, ".send [formaction^='/guess']").click()
        wait(lambda: browser.find_elements(By.CSS_SELECTOR, ".guessed"))
        browser.find_element(By.NAME, "marks-1").send_keys("Chinese survey ship")
        browser.find_element(By.CSS_SELECTOR, ".send .first").click()
        wait(lambda: browser.find_elements(By.CSS_SELECTOR, "article.art"))
        assert "you: 1 place" in browser.find_element(By.CSS_SELECTOR, "#a1 .guess").text
        marks = browser.find_elements(By.CSS_SELECTOR, "#a1 mark")
        terms = analyze(Article(DEMO[0]["text"], title=DEMO[0]["title"])).loaded
        assert marks[0].text == terms[0].span.of(DEMO[0]["text"])
        assert not browser.find_element(By.CSS_SELECTOR, ".filters").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
