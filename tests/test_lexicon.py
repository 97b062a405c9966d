"""The lexicons are tested by their own examples: every hit must match its entry, no miss may."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import opencc
import pytest

from framing.data import data_root, read_toml
from framing.errors import LexiconError
from framing.lexicon import load
from framing.lexicon.check import TABLES, coverage_faults, entries_of, file_example_faults, find_faults
from framing.lexicon.match import Matcher
from framing.lexicon.overlay import BUILT_IN
from framing.lexicon.topics import defenceless
from framing.measure.attribution import find_attributions
from framing.text.document import read_document
from framing.text.languages import LANGUAGES, Language, language_of
from framing.text.spans import fold
from framing.types import CATEGORIES, FRAMES, Article

EACH = [(language, kind) for language in LANGUAGES for kind in TABLES]
IDS = [f"{language.code}-{kind}" for language, kind in EACH]


@pytest.mark.parametrize(("language", "kind"), EACH, ids=IDS)
def test_every_hit_matches_and_no_miss_does(language: Language, kind: str) -> None:
    assert list(file_example_faults(language, kind)) == []


def test_no_file_has_a_fault() -> None:
    assert find_faults() == ()


LEAST_FORMS = {"en": 2500, "zh": 2500, "vi": 1800}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_loaded_language_is_rich_and_complete(language: Language) -> None:
    assert len(load.concepts()["loaded"]) >= 600
    assert len(BUILT_IN.forms(language)) >= LEAST_FORMS[language.code]
    assert list(coverage_faults(language)) == [], "every concept is filled or marked absent, with the reason"


def test_the_first_content_is_there() -> None:
    assert set(load.concepts()["frame"]) == set(FRAMES)
    for language in LANGUAGES:
        frames = {entry["frame"] for entry in entries_of(language, "frames")}
        assert frames == set(FRAMES)
        cues = [
            form
            for cue in read_toml(data_root("lexicons") / language.code / "cues.toml")["cue"]
            for form in load.forms_of(cue, language)
        ]
        assert len(cues) >= 60
    entities = read_toml(data_root("lexicons") / "entities.toml")["entity"]
    assert len(entities) >= 400
    ids = [entity["id"] for entity in entities]
    assert [id for id, n in Counter(ids).items() if n > 1] == []
    assert {entry["category"] for entry in load.concepts()["loaded"].values()} <= set(CATEGORIES)


CUES = [
    (language, cue["id"], hit)
    for language in LANGUAGES
    for cue in read_toml(data_root("lexicons") / language.code / "cues.toml")["cue"]
    for hit in cue["hit"]
]


@pytest.mark.parametrize(("language", "cue", "hit"), CUES, ids=[f"{lang.code}-{cue}" for lang, cue, _ in CUES])
def test_cue_examples_give_source_cue_and_content(language: Language, cue: str, hit: dict[str, str]) -> None:
    text = hit["text"]
    found = [
        (
            a.source.of(text) if a.source else "",
            a.cue.of(text) if a.cue else "",
            " … ".join(c.of(text) for c in a.content),
        )
        for a in find_attributions(read_document(Article(text)))
    ]
    assert (hit["source"], hit["cue"], hit["content"]) in found


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda lang: lang.code)
def test_cue_misses_attribute_nothing(language: Language) -> None:
    wrong = [
        f"{cue['id']}: {miss!r}"
        for cue in read_toml(data_root("lexicons") / language.code / "cues.toml")["cue"]
        for miss in cue["miss"]
        if find_attributions(read_document(Article(miss)))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_every_chinese_form_is_found_as_taiwan_and_hong_kong_write_it(script: str) -> None:
    """Spelling, not vocabulary: 捍衞, 反覆, 打著, not 網路."""
    convert, chinese = opencc.OpenCC(script).convert, language_of("zh-Hans")
    assert chinese is not None
    cues = read_toml(data_root("lexicons") / "zh" / "cues.toml")["cue"]
    entries = [*cues, *(entry for kind in TABLES for entry in entries_of(chinese, kind))]
    forms = {form for entry in entries for form in load.forms_of(entry, chinese)}
    assert len(forms) > 5000
    missed = {form: convert(form) for form in forms if fold(convert(form), chinese.refine).text != form}
    assert not missed, "add the spelling to the variants of lexicons/zh/text.toml"


FAULTS = {
    "unknown field colour": 'colour = "red"',
    "missing hit": "",
    "strength is 1, 2 or 3": "strength = 4",
    "unknown concept 'no_such'": 'concept = "no_such"',
    "holds none of the forms": 'unless = ["trade war"]',
    "no form": "forms = []",
    "is not NFC": 'forms = ["re\u0301gime"]',
}


@pytest.mark.parametrize("message", FAULTS)
def test_each_fault_of_a_lexicon_is_named(message: str, tmp_path: Path) -> None:
    concept = next(iter(load.concepts()["loaded"]))
    fields = {
        "concept": f'"{concept}"',
        "forms": '["abracadabra"]',
        "strength": "1",
        "neutral": '"x"',
        "hit": '["abracadabra"]',
        "miss": '["x"]',
    }
    name, _, value = FAULTS[message].partition(" = ")
    if name:
        fields[name] = value
    else:
        del fields["hit"]
    text = 'language = "en"\nkind = "loaded"\n[[term]]\n' + "\n".join(f"{k} = {v}" for k, v in fields.items())
    path = tmp_path / "loaded.toml"
    path.write_text(text, encoding="utf-8")
    english = language_of("en")
    assert english is not None
    with pytest.raises(LexiconError, match=message.replace("(", r"\(")):
        load.build(path, "term", english, lambda entry: entry["concept"])


def test_whom_the_law_acting_against_says_nothing_against_is_known() -> None:
    listed = read_toml(data_root("lexicons") / "entities.toml")["entity"]
    assert defenceless() <= {entry["name"] for entry in listed}


def test_broken_toml_and_empty_lexicon_are_named(tmp_path: Path) -> None:
    english = language_of("en")
    assert english is not None
    (tmp_path / "loaded.toml").write_text("language = ", encoding="utf-8")
    with pytest.raises(LexiconError, match="not valid TOML"):
        load.build(tmp_path / "loaded.toml", "term", english, dict)
    (tmp_path / "loaded.toml").write_text('language = "en"', encoding="utf-8")
    with pytest.raises(LexiconError, match="empty lexicon"):
        load.build(tmp_path / "loaded.toml", "term", english, dict)


def test_longest_match_shields_and_word_edges() -> None:
    matcher = Matcher(
        {"印度": "india", "印度尼西亚": None, "成功": "success", "war": "war", "war on terror": None}, spaced=False
    )
    assert [hit.entry for hit in matcher.find("印度尼西亚与印度", edges=bytes((1, 0, 0, 0, 0, 1, 1, 0, 2)))] == [
        "india"
    ]
    assert matcher.find("郑成功收复台湾", edges=bytes((1, 0, 0, 1, 0, 1, 0, 2))) == ()
    spaced = Matcher({"war": "war", "war on terror": None, "slam": "slam"}, spaced=True)
    assert [hit.start for hit in spaced.find("war, warm, the war on terror, islam")] == [0]
