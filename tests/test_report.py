"""The page shows the text exactly, marks it truly, runs nothing that an article says and loads nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.analyze import analyze
from framing.compare.contrasts import WAYS, compare
from framing.compare.dossier import find_stories
from framing.compare.omissions import ITEM_KINDS
from framing.compare.records import Comparison, Group, NullCalibration, Row
from framing.errors import InputError, UsageError
from framing.notes import Note
from framing.show import report
from framing.show.charts import axis_to
from framing.show.interface import UI_LANGUAGES, Ui, report_strings
from framing.show.page import find_speakers, mark
from framing.show.report import articles_beside, render, save
from framing.show.wording import MIX_MEASURES, labels
from framing.types import (
    CATEGORIES,
    CUE_STANCES,
    FAMILIES,
    FRAMES,
    SOURCE_TYPES,
    VOICES,
    Analysis,
    Article,
    Attribution,
    FrameScore,
    LoadedTerm,
    Mention,
    Prediction,
    Span,
    StanceScore,
    Zone,
)

TEXT = "Fees send shockwaves\n  Holt said it was “a scandalous act”, and he called them “bullies”.\n\nRead more\n"
BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
ALL_VOICES: tuple[Literal["author", "paraphrase", "source", "all"], ...] = (*VOICES, "all")
VOID = {"meta", "link", "br", "img", "input"}


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(content: Sequence[Span], source: Span | None = None, cue: Span | None = None, **more: object) -> Attribution:
    fields = {"kind": "mixed", "source_type": "official", "speaker": "", "zone": "body"} | more
    return Attribution(source, cue, tuple(content), rule="", **fields)  # type: ignore[arg-type]


def loaded(place: Span, category: str = "doom", voice: str = "author", **more: object) -> LoadedTerm:
    fields = {"strength": 2, "neutral": "plain", "concept": "a_concept"} | more
    return LoadedTerm(place, category=category, voice=voice, **fields)  # type: ignore[arg-type]


def analysis(text: str = TEXT, **more: object) -> Analysis:
    fields: dict[str, object] = {
        "article": Article(text, outlet="The Ledger", title="Fees"),
        "language": "en",
        "zones": (),
        "n_sentences": 2,
        "tokens": {"author": 7, "paraphrase": 2, "source": 4},
        "attributions": (),
        "loaded": (),
        "mentions": (),
        "stance": (),
        "frames": (),
        "readability": {},
    }
    return Analysis(**(fields | more))  # type: ignore[arg-type]


def full() -> Analysis:
    """Loaded words inside nested attributions, content in two pieces, a name that is a choice."""
    outer = said(
        [span("it was “a scandalous act”"), span("he called them “bullies”")],
        span("Holt"),
        span("said"),
        speaker="Ann Holt",
    )
    inner = said([span("them “bullies”")], span("he"), span("called"), kind="indirect", source_type="vague")
    naming = Mention(
        span=span("Holt"),
        entity="holt",
        name="Ann Holt",
        type="person",
        role="official",
        metonym=False,
        target="Ann Holt",
        naming="a short name",
    )
    return analysis(
        zones=(
            Zone(1, span("Fees send shockwaves"), "title", "en"),
            Zone(2, Span(23, TEXT.index("\n\nRead")), "body", "en"),
            Zone(4, span("Read more"), "boilerplate", "en"),
        ),
        attributions=(outer, inner),
        loaded=(
            loaded(span("send shockwaves"), "sensational", zone="title"),
            loaded(span("scandalous"), "condemnation", "source", strength=3),
            loaded(span("scandalous act"), "doom", "source"),
            loaded(span("called them “bullies"), "coercion", "paraphrase"),
        ),
        mentions=(naming,),
        stance=(StanceScore("Ann Holt", "source", -2, (span("scandalous"),)),),
        frames=(FrameScore("external_regulation_reputation", 0.5, (span("Fees"), span("act"))),),
        readability={"lix": 40.0},
        notes=("loaded language: validated on 12 articles",),
    )


def comparison() -> Comparison:
    groups = (Group("The Ledger", 1, 13, ("en",)), Group("<i>B</i>", 1, 9, ("zh-Hant",)))
    rows = [
        Row(measure, voice, group.name, n, 10, None if voice == "source" else n * 100.0, (("<u>w", n),) if n else ())
        for n, group in enumerate(groups)
        for measure in ("loaded", *(f"loaded: {category}" for category in CATEGORIES[:3]))
        for voice in ALL_VOICES
    ]
    return Comparison(
        by="outlet",
        groups=groups,
        rows=tuple(rows),
        stance=(("The Ledger", "author", "China", -0.5, 2),),
        frames=(("The Ledger", "economic", 0.25),),
        sources=(("The Ledger", "vague", 3, 1.0),),
        naming=(("The Ledger", "Ann Holt", "Holt", 4),),
        notes=("no inference: one article per outlet",),
    )


class Page(HTMLParser):
    """The elements of a page, and the text inside those of class ``l`` (lines of articles)."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self.visible = ""
        self.open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        line = "l" in (dict(attrs).get("class") or "").split()
        if line:
            self.lines.append("")
        if tag not in VOID:
            self.open.append((tag, line))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in ("script", "style"):
            self.visible += data
        if any(line for _, line in self.open):
            self.lines[-1] += data

    def values(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.elements for key, value in attrs.items() if key == name]


def unbroken(text: str) -> str:
    return "".join(character for character in text if character not in BREAKS)


# --- the text ---


def test_the_page_shows_the_text_exactly() -> None:
    assert "".join(Page(render([full()])).lines) == unbroken(TEXT)


def test_every_highlight_is_where_its_span_is() -> None:
    segments = [s for block in mark(full(), id="a1").blocks for line in block.lines for s in line.segments]
    both = [s.text for s in segments if {"k-cond", "k-doom"} <= set(s.classes.split())]
    assert both == ["scandalous"]
    assert [s.text for s in segments if "q2" in s.said.split()] == ["them “bullies", "”"]
    assert "".join(s.text for s in segments if "k-coer" in s.classes) == "called them “bullies"
    assert [s.text for s in segments if "w" in s.said.split()] == ["Holt", "he"]
    assert sum(s.first for s in segments) == 3  # two terms start at the same place


spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 45), st.integers(0, 45))
texts = st.text(alphabet="ab <>&\"'\t中共越\u0301\u200f😀" + BREAKS, max_size=40)


@given(
    texts,
    st.lists(spans, max_size=5),
    st.lists(st.lists(spans, min_size=1, max_size=3), max_size=4),
    st.lists(spans, max_size=4),
)
def test_any_spans_cut_the_text_without_loss(
    text: str, terms: list[Span], contents: list[list[Span]], evidence: list[Span]
) -> None:
    found = analysis(
        text,
        loaded=tuple(loaded(place) for place in terms),
        attributions=tuple(said(pieces, pieces[0]) for pieces in contents),
        frames=(FrameScore("economic", 0.1, tuple(evidence)),),
    )
    page, position = mark(found, id="a1"), 0
    for segment in (s for block in page.blocks for line in block.lines for s in line.segments):
        position = text.index(segment.text, position)
        own = Span(position, position + len(segment.text))
        classes = segment.classes.split()
        assert ("k-doom" in classes) == any(place.holds(own) for place in terms)
        assert ("q" in segment.said.split()) == any(piece.holds(own) for pieces in contents for piece in pieces)
        position = own.end
    assert "".join(s.text for block in page.blocks for line in block.lines for s in line.segments) == unbroken(text)
    assert "".join(Page(render([found])).lines) == unbroken(text)


def test_odd_characters_give_a_page_that_can_be_written() -> None:
    render([analysis("a\ud800b\0c")]).encode("utf-8")


# --- what an article says is shown and never run ---


def test_markup_in_the_data_is_text() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=y>"
    article = Article(evil, outlet=evil, title=evil, id=evil, date=evil, event=evil, notes=(evil,))
    whole = Span(0, len(evil))
    mention = Mention(
        span=whole, entity=evil, name=evil, type="body", role="official", metonym=False, target=evil, naming=evil
    )
    found = analysis(
        article=article,
        language="en",
        loaded=(loaded(whole, concept=evil, neutral=evil),),
        attributions=(said([whole], whole, speaker=evil),),
        mentions=(mention,),
        stance=(StanceScore(evil, "author", 1, (whole,)),),
        readability={evil: 1.0},
        notes=(evil,),
    )
    page = Page(render([found, analysis(article=article, refused=evil)], comparison()))
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not [tag for tag, _ in page.elements if tag in ("img", "u", "iframe", "object", "form")]
    assert evil in page.visible and "<i>B</i>" in page.visible and "<u>w" in page.visible
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]


def test_the_page_loads_nothing() -> None:
    html = render([full()], comparison())
    page = Page(html)
    assert page.values("src") == []
    assert all(href.startswith("#") or href == "data:," for href in page.values("href"))
    assert not re.search(r"https?:|//[a-z]|@import|url\(", html)
    (policy,) = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and policy.startswith("default-src 'none'")


# --- the page holds together ---


def test_every_link_leads_somewhere_and_ids_are_unique() -> None:
    page = Page(render([full(), full()], comparison()))
    ids = Counter(page.values("id"))
    assert max(ids.values()) == 1
    links = [href[1:] for href in page.values("href") if href.startswith("#")]
    assert len(links) > 20 and not set(links) - set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_lines_say_their_language_and_zones() -> None:
    html = render([with_boilerplate("Body, and more of it than of all the rest")])
    assert '<p class="l summary" lang=zh-Hans>摘要</p>' in html
    assert '<h4 class="l title">Title</h4>' in html
    assert "<p class=l>Body, and more of it than of all the rest</p>" in html
    assert "Digest, not the article’s own words" in html
    assert '<details class="bp"><summary lang="en">6 lines of boilerplate</summary>' in html
    assert '<details class="bp" open>' in render([with_boilerplate("Body")]), "it is most of what was pasted"


def with_boilerplate(body: str) -> Analysis:
    text = f"摘要\nTitle\n{body}\n" + "ad\n" * 6
    lines = [("摘要", "summary", "zh-Hans"), ("Title", "title", "en"), (body, "body", "und")]
    zones = [Zone(n, span(words, text), kind, lang) for n, (words, kind, lang) in enumerate(lines, 1)]  # type: ignore[arg-type]
    start = len(text) - 18
    zones += [Zone(4 + n, Span(start + 3 * n, start + 3 * n + 2), "boilerplate", "en") for n in range(6)]
    return analysis(text, zones=tuple(zones))


def test_a_refused_article_is_shown_with_the_reason() -> None:
    page = Page(render([analysis("Le port.", language="fr", refused="French is not covered")]))
    assert "".join(page.lines) == "Le port."
    assert "French is not covered" in page.visible and "Who is given a voice" not in page.visible


def test_speakers_are_joined_and_those_of_a_digest_come_last() -> None:
    one = said([Span(0, 4)], None, None, speaker="Ann Holt", zone="summary", tokens=1)
    two = said([Span(5, 9)], span("Holt"), speaker="Ann Holt", tokens=2)
    three = said([Span(5, 30)], span("he"), source_type="vague", tokens=9)
    found = find_speakers(analysis(attributions=(one, two, three, two)))
    assert [(s.name, s.attributions, s.tokens, s.digest) for s in found] == [
        ("he", (2,), 9, False),
        ("Ann Holt", (1, 3), 4, False),
        ("Ann Holt", (0,), 1, True),
    ]


def test_the_comparison_shows_its_numbers_and_its_notes() -> None:
    visible = Page(render([full()], comparison())).visible
    assert "no inference: one article per outlet" in visible
    assert "100.0" in visible and "1 in 10" in visible and "no such text" in visible
    assert "−0.5" in visible and "leans against" in visible and "25%" in visible and "100%" in visible
    assert "a short name" in visible and "×4" in visible


def test_how_often_the_comparison_cries_wolf_stands_under_what_differs() -> None:
    articles = [analyze(Article(f"The so-called plan {n} is a sham.\n", f"{n}", outlet="AB"[n % 2])) for n in range(24)]
    tested = compare(articles, permutations=99)
    assert tested.contrasts and tested.calibration is None
    measured = NullCalibration("A", 120, 200, 99, 0.05, 0.04, 0.03, 0.06, 0.15, 0.9, ())
    assert "False alarms" not in Page(render(articles[:1], tested)).visible
    assert str(measured) in Page(render(articles[:1], replace(tested, calibration=measured))).visible


def test_empty_things_give_a_page() -> None:
    assert "No article was given" in render([])
    assert Page(render([analysis("", tokens={}), analysis("\n\n")])).lines == []
    empty = Comparison("outlet", (), (), (), (), (), (), ())
    assert 'id="comparison"' in render([full()], empty)


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_everything_that_can_be_shown_has_a_label(ui: Ui) -> None:
    names = labels(ui)
    assert set(names.categories) == set(CATEGORIES)
    badges = [badge for badge, _, _ in names.categories.values()]
    assert badges == [badge for badge, _, _ in labels().categories.values()]
    assert len(set(badges)) == len(CATEGORIES)
    assert (set(names.voices), set(names.sources), set(names.frames)) == (set(VOICES), set(SOURCE_TYPES), set(FRAMES))
    assert set(names.cue_stances) == set(CUE_STANCES)
    assert (tuple(names.mix), sorted(names.stance)) == (MIX_MEASURES, [-2, -1, 0, 1, 2])
    assert (set(names.families), set(names.items), set(names.ways)) == (set(FAMILIES), set(ITEM_KINDS), set(WAYS))


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_every_language_of_the_report_says_the_same(ui: Ui) -> None:
    def holes(say: object) -> object:
        """The keys, and the places to be filled; one form or two of a phrase are the same phrase."""
        if isinstance(say, dict):
            return {key: holes(value) for key, value in say.items()}
        forms = say if isinstance(say, list) else [say]
        if isinstance(say, list) and "{" not in str(say):
            return len(forms)
        return {hole for form in forms for hole in re.findall("{([a-z]+)}", str(form))}

    assert holes(report_strings(ui)) == holes(report_strings("en"))


@pytest.mark.parametrize("ui", UI_LANGUAGES)
def test_the_report_speaks_the_language_it_is_asked_for(ui: Ui) -> None:
    page = Page(render([full()], comparison(), ui=ui))
    said = report_strings(ui)
    assert page.elements[0] == ("html", {"lang": ui})
    for key in ("heading", "overview", "who", "stance", "frames", "methods", "source_mix", "validation"):
        assert said[key] in page.visible
    assert labels(ui).categories["sensational"][1] in page.visible
    others = {report_strings(other)["who"] for other in UI_LANGUAGES} - {said["who"]}
    assert not [words for words in others if words in page.visible]
    assert "".join(page.lines) == unbroken(TEXT)


def test_a_language_that_there_is_not() -> None:
    with pytest.raises(UsageError, match="the interface speaks en, zh-Hans, zh-Hant, vi, not 'fr'"):
        render([full()], ui="fr")  # type: ignore[arg-type]


def test_fifty_articles_stay_under_two_megabytes() -> None:
    text = "\n".join("The minister said that the new port fee was harsh. " * 8 for _ in range(10))
    starts = range(0, len(text) - 60, 51)
    found = analysis(
        text,
        loaded=tuple(loaded(Span(n + 44, n + 49)) for n in starts[::3]),
        attributions=tuple(said([Span(n + 23, n + 49)], Span(n, n + 12), Span(n + 13, n + 17)) for n in starts[::2]),
        frames=(FrameScore("economic", 0.5, tuple(Span(n + 31, n + 35) for n in starts)),),
    )
    assert len(render([found] * 50).encode()) < 2_000_000


# --- saving ---


def test_save_writes_the_page_whole(tmp_path: Path) -> None:
    target = tmp_path / "página 页.html"
    target.write_text("old")
    assert save(target, [full()]) == target
    assert target.read_text(encoding="utf-8") == render([full()])
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["folder", "nul\0.html"])
def test_a_page_that_cannot_be_written_says_why(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=r"cannot be written: .*\((check the folder|give another name)"):
        save(tmp_path / name, [full()])
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_report_of_one_analysis_needs_no_list(tmp_path: Path) -> None:
    one, listed = save(tmp_path / "one.html", full()), save(tmp_path / "listed.html", [full()])
    assert one.read_bytes() == listed.read_bytes()


def test_many_articles_are_a_summary_with_a_page_for_each(tmp_path: Path) -> None:
    many = [
        analysis(f"Fees rise {n}.", article=Article(f"Fees rise {n}.", outlet="AB"[n % 2], id=str(n)))
        for n in range(61)
    ]
    path = save(tmp_path / "news #1.html", many, compare(many))
    summary = Page(path.read_text(encoding="utf-8"))
    pages = articles_beside(path)
    assert sorted(page.name for page in pages.iterdir()) == sorted(f"a{n}.html" for n in range(1, 62))
    links = {href for href in summary.values("href") if href not in ("data:,",) and not href.startswith("#")}
    assert {unquote(href.partition("#")[0]) for href in links} == {f"{pages.name}/a{n}.html" for n in range(1, 62)}
    assert not {href[1:] for href in summary.values("href") if href.startswith("#")} - set(summary.values("id"))
    one = Page((pages / "a7.html").read_text(encoding="utf-8"))
    assert "".join(one.lines) == "Fees rise 6."
    assert f"../{quote(path.name)}" in one.values("href")
    assert "".join(summary.lines) == ""
    # a smaller report in its place takes its pages out, and nothing else
    (pages / "a9.html").write_text("mine")
    save(path, many[:2], compare(many[:2]))
    assert [page.name for page in pages.iterdir()] == ["a9.html"]


def test_a_page_that_would_be_too_large_is_a_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MAX_BYTES", 1000)
    assert not articles_beside(save(tmp_path / "one.html", [full()])).exists()
    assert articles_beside(save(tmp_path / "two.html", [full(), full()])).is_dir()


def test_words_that_groups_prefer_lead_to_their_places() -> None:
    texts = {
        "A": "The reform is a burden, a heavy burden on all.",
        "B": "The reform is a relief, a great relief for all.",
    }
    several = [analyze(Article(text, outlet=outlet)) for outlet, text in texts.items()]
    html = render(several, compare(several))
    page = Page(html)
    assert report_strings("en")["preferred_untested"] in page.visible
    assert '<bdi lang="en">heavy</bdi>' not in html, "stands once"
    ids = page.values("id")
    for number, (text, word) in enumerate(zip(texts.values(), ("burden", "relief"), strict=True), 1):
        place = f"a{number}-{text.index(word)}"
        assert place in ids
        assert f"#{place}" in page.values("href")
    alone = [analyze(Article(texts["A"], outlet="A")), analyze(Article("港口周一重新开放。", outlet="B"))]
    assert 'id="words"' not in render(alone, compare(alone))


def test_what_some_lack_is_shown_with_its_places() -> None:
    texts = {
        "A": "The flood killed 17 people in Vietnam. The dam released 3,150 cubic meters.",
        "B": "The flood killed 17 people in Vietnam. A minister resigned.",
        "C": "The flood killed people in Vietnam on Monday.",
    }
    several = [analyze(Article(text, outlet=outlet, event="flood")) for outlet, text in texts.items()]
    html = render(several, compare(several))
    page = Page(html)
    (story,) = find_stories(several, compare(several))
    assert story.omissions is not None
    listed = [row for row in story.omissions.rows if row.share >= 0.5]
    assert any(row.key == "17" for row in listed)
    for row in listed:
        for evidence in (one for cell in row.cells for one in cell.evidence):
            assert f"#{evidence.article}-{evidence.span.start}" in page.values("href")
    assert html.count("<td class=no>") == sum(cell.state == "absent" for row in listed for cell in row.cells)


@given(st.floats(0, 1e12), st.floats(-1e6, 0), st.floats(allow_nan=False))
def test_a_scale_holds_its_values_and_keeps_their_order(top: float, low: float, value: float) -> None:
    axis = axis_to(top, low=low)
    assert 2 <= len(axis.ticks) <= 9
    assert 0 <= axis.at(value) <= 100
    assert axis.at(low) <= axis.at(0) <= axis.at(top) <= axis.at(top * 2)
    assert list(axis.ticks) == sorted(axis.ticks)


def test_what_models_say_stands_beside_the_engine_with_what_it_was_checked_on() -> None:
    text = "Mara Holt betrayed the workers."
    checked = Note(
        "model_checked", "checked on {data}", data="A set", value=0.681, low=0.67, high=0.69, n=8739, split="article"
    )
    said = Note("model", "{names}: {note}", names=("stance-model",), note=checked)
    predicted = Prediction(
        "stance-model", "polarity", span("Mara Holt", text), "negative", 0.876, (span("betrayed", text),), "Mara Holt"
    )
    with_model = replace(analysis(text), predictions=(predicted,), notes=(said,))
    page = Page(render([with_model], ui="vi"))
    assert report_strings("vi")["models"] in page.visible and report_strings("vi")["models_hint"] in page.visible
    for words in (
        "khen chê",
        "tiêu cực",
        "88%",
        "stance-model",
        "kiểm tra trên A set: macro-F1 0,68 (0,67 đến 0,69), 8.739 ví dụ",
    ):
        assert words in page.visible, words
    for words in ("Mara Holt", "betrayed"):
        assert f"#a1-{text.index(words)}" in page.values("href") and f"a1-{text.index(words)}" in page.values("id")
    assert report_strings("en")["models"] not in render([analysis(text)])


@pytest.mark.parametrize(
    ("ui", "topic", "cell"), [("en", "rain", "mưa lớn"), ("zh-Hant", "降雨", "rain"), ("vi", "mưa", "暴雨")]
)
def test_omissions_are_said_in_the_language_of_the_interface_and_shown_in_that_of_the_text(
    ui: Ui, topic: str, cell: str
) -> None:
    texts = {
        "A": "Heavy rain fell for 48 hours.",
        "B": "暴雨持续48小时。",
        "C": "Trận mưa lớn kéo dài 48 giờ.",
        "D": "The dam held for 48 hours.",
    }
    several = [analyze(Article(text, outlet=outlet, event="rain")) for outlet, text in texts.items()]
    html = render(several, compare(several), ui=ui)
    table = html[html.index('<table class="has">') : html.index("</table>", html.index('<table class="has">'))]
    assert f"<bdi>{topic}</bdi>" in table and f">{cell}</a>" in table


def test_of_many_loaded_words_the_first_twelve_are_shown_at_once() -> None:
    words = [f"bad{n:02d}" for n in range(15)]
    text = " ".join(words)
    html = render([analysis(text, loaded=tuple(loaded(span(word, text)) for word in words))])
    shown, more = html.split("<details><summary>3 more</summary>")
    assert "bad11</a>" in shown and "bad12</a>" not in shown
    assert "bad12</a>" in more and "bad14</a>" in more


def test_a_speaker_is_shown_as_the_text_has_him_beside_the_name_in_latin_letters() -> None:
    text = "他说要走。市长何芳表示同意。"
    he = said([Span(2, 4)], span("他", text), speaker="He Fang", tokens=2)
    mayor = said([Span(11, 13)], span("市长何芳", text), speaker="He Fang", tokens=2)
    chinese = analysis(text, language="zh-Hans", attributions=(he, mayor))
    assert "<bdi>市长何芳</bdi> <small>He Fang</small>" in render([chinese], ui="zh-Hans")
    assert "<bdi>He Fang</bdi> <small lang=zh-Hans>市长何芳</small>" in render([chinese])
    english = said([Span(5, 9)], span("Holt"), speaker="Holt")
    assert "<small>Holt</small>" not in render([analysis(attributions=(english,))])


def test_what_was_never_validated_says_so_where_it_stands() -> None:
    text = "The senator praised the mayor. The senator is a hero."
    real = render([analyze(text)])
    assert "<h3>Frames <small>share of sentences · not validated</small></h3>" in real
    assert "not validated</small>" not in render([full()]), "no note of it"


def test_a_zero_of_stance_is_no_side_found_and_never_balance() -> None:
    page = render([analysis(stance=(StanceScore("Holt", "author", 0, ()),))])
    assert "Named, but no side found: <bdi>Holt</bdi>" in page and "balanced" not in page


def test_plainer_wordings_stand_in_the_script_of_the_article() -> None:
    shown = {
        tag: Page(render([analyze(Article(text))])).visible
        for tag, text in (("s", "这是经济胁迫。"), ("t", "這是經濟脅迫。"))
    }
    assert "经济压力" in shown["s"] and "經濟壓力" in shown["t"]
