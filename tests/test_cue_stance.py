"""What the choice of a cue says of the claim: closed words in the data, the same in three languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from framing import analyze
from framing.data import data_root
from framing.errors import LexiconError
from framing.measure import grammar
from framing.text.languages import LANGUAGES, Language
from framing.types import CUE_STANCES

SAID = {
    "neutral": (
        "Pim Harker said the lock was shut.",
        "局长田野表示，船闸已经关闭。",
        "Ông Trần Khoa cho biết âu tàu đã đóng.",
    ),
    "claim": (
        "Pim Harker claimed the lock was shut.",
        "局长田野声称，船闸已经关闭。",
        "Âu tàu được cho là đã đóng từ thứ Hai.",
    ),
    "concede": (
        "Pim Harker admitted the lock was shut.",
        "局长田野坦言，船闸已经关闭。",
        "Ông Trần Khoa thừa nhận âu tàu đã đóng.",
    ),
    "endorse": (
        "Pim Harker noted the lock was shut.",
        "局长田野指出，船闸已经关闭。",
        "Ông Trần Khoa chỉ ra âu tàu đã đóng.",
    ),
    "stress": (
        "Pim Harker warned the lock was shut.",
        "局长田野强调，船闸已经关闭。",
        "Ông Trần Khoa nhấn mạnh âu tàu đã đóng.",
    ),
    "deny": ("Pim Harker denied the report.", "局长田野否认有关报道。", "Ông Trần Khoa bác bỏ tin âu tàu đóng."),
    "urge": (
        "Pim Harker urged the town to shut the lock.",
        "局长田野呼吁关闭船闸。",
        "Ông Trần Khoa kêu gọi đóng âu tàu ngay.",
    ),
}


@pytest.mark.parametrize(("stance", "text"), [(stance, text) for stance, texts in SAID.items() for text in texts])
def test_a_cue_says_how_the_writer_stands_to_the_claim(stance: str, text: str) -> None:
    (said,) = analyze(text).attributions
    assert said.stance == stance


def test_speech_without_a_cue_has_no_stance() -> None:
    text = "Pim Harker said the lock was shut. “It was shut on Monday, and it was shut again on Tuesday.”"
    assert {said.stance for said in analyze(text).attributions if said.cue is None} <= {""}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_language_has_cues_of_the_telling_stances(language: Language) -> None:
    cues = grammar.load_grammar(language).cues
    found = {hit.entry.stance for text in SAID.values() for line in text for hit in cues.find(line.casefold())}
    assert {"claim", "concede", "endorse"} <= found <= set(CUE_STANCES)


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('[stances]\nclaims = { forms = ["claimed"] }', "unknown stance 'claims'"),
        ('[stances]\nclaim = { forms = ["said"] }\nurge = { forms = ["said"] }', "'said' stands under claim and urge"),
        (
            '[[cue]]\nid = "x"\nconstruction = "say"\nstance = "sneer"\nforms = ["sneered"]\nhit = ["x"]\nmiss = ["x"]',
            "stance is one of .* got 'sneer'",
        ),
        (
            '[[cue]]\nid = "x"\nconstruction = "shout"\nforms = ["shouted it"]\nhit = ["x"]\nmiss = ["x"]',
            "construction is one of say, .* got 'shout'",
        ),
        (
            '[[cue]]\nid = "x"\nconstruction = "say"\nforms = ["shouted it"]\nloud = true\nhit = ["x"]\nmiss = ["x"]',
            "unknown field 'loud'",
        ),
        ('[[cue]]\nid = "x"\nconstruction = "say"\nforms = ["shouted it"]\nmiss = ["x"]', "missing hit"),
        ('[[cue]]\nid = "x"\nconstruction = "say"\nforms = ["shouted it"]\nhit = ["x"]', "missing miss"),
        (
            '[[cue]]\nid = "x"\nconstruction = "say"\nforms = ["said"]\nhit = ["x"]\nmiss = ["x"]',
            "'said' stands under .* too",
        ),
    ],
)
def test_a_fault_of_a_stance_is_named(lines: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    english = next(language for language in LANGUAGES if language.code == "en")
    shutil.copytree(data_root("lexicons") / "en", tmp_path / "en")
    written = (tmp_path / "en" / "cues.toml").read_text(encoding="utf-8")
    kept = written[: written.index("[stances]")] + written[written.index("[grammar]") :]
    (tmp_path / "en" / "cues.toml").write_text(kept.replace("[grammar]", f"{lines}\n\n[grammar]", 1), encoding="utf-8")
    monkeypatch.setattr(grammar, "data_root", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=fault):
        grammar.load_grammar.__wrapped__(english)
