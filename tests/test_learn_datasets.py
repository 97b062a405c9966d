"""Data sets: each is read as its publisher wrote it; what is missing is named with where to get it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from framing.errors import InputError, UsageError
from framing.learn.datasets import catalogue, load_dataset
from framing.learn.loaders import LOADERS

BABE_HEAD = "text;news_link;outlet;topic;type;label_bias;label_opinion;biased_words\n"
BABE = (
    BABE_HEAD
    + "The senator rammed it through.;https://news.example/2020/06/17/a;Harbor;taxes;left;Biased;Opinion;['rammed']\n"
    + '"She said ""no"" to it; he left.";;Ledger;taxes;;Non-biased;Entirely factual;[]\n'
    + "Unclear.;https://x.example/b;Ledger;taxes;;No agreement;;[]\n"
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_every_entry_has_a_loader_and_says_where_it_is() -> None:
    assert set(catalogue()) == set(LOADERS)
    for info in catalogue().values():
        assert info.page.startswith("https://")
        assert info.citation
        assert info.licence
        assert info.traps
        assert all(re.fullmatch(r"[0-9a-f]{64}|", digest) for digest in info.files.values())


def test_babe(tmp_path: Path) -> None:
    data = load_dataset("babe", write(tmp_path, "babe/final_labels_SG2.csv", "\ufeff" + BABE))
    assert data.labels("bias") == ["biased", "non-biased"]
    first, second = data.examples
    assert (first.outlet, first.topic, first.date) == ("Harbor", "taxes", "2020-06-17")
    assert [(kind, span.of(first.text)) for kind, span in first.spans] == [("biased", "rammed")]
    assert second.text == 'She said "no" to it; he left.'
    assert second.article != ""
    assert any("1 rows left out (row 3: No agreement)" in note for note in data.notes)
    assert any("another version" in note for note in data.notes)


def test_a_clone_of_the_publishers_repository_will_do(tmp_path: Path) -> None:
    write(tmp_path, "babe/data/labels/final_labels_SG2.csv", BABE)
    assert len(load_dataset("babe", tmp_path)) == len(load_dataset("babe", tmp_path / "babe")) == 2


@pytest.mark.parametrize("name", sorted(LOADERS))
def test_a_missing_set_is_named_with_its_page(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_dataset(name, tmp_path)
    assert name in str(error.value)
    assert catalogue()[name].page in str(error.value)


@pytest.mark.parametrize(
    ("name", "file", "text"),
    [
        ("babe", "final_labels_SG2.csv", "a,b\n1,2\n"),
        ("babe", "final_labels_SG2.csv", BABE_HEAD),
        ("babe", "final_labels_SG2.csv", ""),
        ("newsmtsc", "train.jsonl", "{broken\n"),
        ("newsmtsc", "train.jsonl", '{"targets": []}\n'),
        ("newssd-eng", "train.csv", "Sentence,Label\nx,MAYBE\n"),
        ("gvfc", "headlines.csv", "news_title\nx\n"),
        ("polnear", "metadata.tsv", "a\tb\n1\t2\n"),
    ],
)
def test_a_set_in_another_form_is_an_error_with_a_remedy(name: str, file: str, text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="get "):
        load_dataset(name, write(tmp_path, file, text))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "headlines.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        load_dataset("gvfc", tmp_path)


def test_basil_gives_sentences_with_both_kinds_of_bias(tmp_path: Path) -> None:
    body = [["He won.", "He gloated."], ["She had lost before."]]
    article = {
        "source": "FOX",
        "title": "t",
        "date": "2019-01-01",
        "uuid": "u",
        "triplet-uuid": "e",
        "body-paragraphs": body,
    }
    marks = [{"bias": "lex", "id": "p1", "start": 3, "end": 10}, {"bias": "inf", "id": "p2", "start": 0, "end": 3}]
    marks.append({"bias": "lex", "id": "title", "start": 0, "end": 1})
    write(tmp_path, "basil/articles/2019/a_1.json", json.dumps(article))
    write(tmp_path, "basil/annotations/2019/a_1_ann.json", json.dumps({"phrase-level-annotations": marks}))
    data = load_dataset("basil", tmp_path)
    assert data.labels("lexical") == ["no", "yes", "no"]
    assert data.labels("informational") == ["no", "no", "yes"]
    assert [span.of(e.text) for e in data.examples for _, span in e.spans] == ["gloated", "She"]
    assert data.groups("outlet") == ["fox"] * 3
    assert any("title" in note for note in data.notes)


def test_newsmtsc_gives_a_target_each_and_keeps_test_splits_apart(tmp_path: Path) -> None:
    def line(gid: str, polarity: float) -> str:
        targets = [
            {"Input.gid": f"{gid}_{i}", "from": i, "to": i + 3, "mention": "x", "polarity": polarity} for i in (0, 4)
        ]
        return json.dumps({"primary_gid": gid, "sentence_normalized": "Ann Bob met", "targets": targets}) + "\n"

    write(tmp_path, "train.jsonl", line("polusa_v1_12_-1_3_Ann", 2.0) + line("allsides_9_8_3_Bob", 6.0))
    write(tmp_path, "devtest_rw.jsonl", line("polusa_v1_13_-1_3_Ann", 4.0))
    data = load_dataset("newsmtsc", tmp_path)
    assert Counter(data.labels("polarity")) == {"negative": 2, "positive": 2, "neutral": 2}
    assert [e.spans[0][1].of(e.text) for e in data.examples[:2]] == ["Ann", "Bob"]
    assert set(data.groups("article")) == {"polusa_v1_12", "allsides_9_8", "polusa_v1_13"}
    assert len(data.of_part("train")) == 4
    assert len(data.of_part("test")) == 2


def test_narrative_outlets_are_joined_over_spellings(tmp_path: Path) -> None:
    head = "ID\tsource\tmbfc\tdate\ttext\tRE\tHI\tCO\tMO\tEC\n"
    write(tmp_path, "articles_metadata.tsv", head + "1\tThe Post\tx\t2020-01-01\tOil firms lied\t1\t0\t1\t0\t0\n"
          "2\tthepost\tx\t2020-01-02\tNothing\t0\t0\t0\t0\t1\n")  # fmt: skip
    write(
        tmp_path,
        "role_and_frame_annoations.tsv",
        "ID\tentity\tgroup\trole\n1\toil firms\tIND\tvillain\n7\tx\tIND\thero\n",
    )
    frames, roles = load_dataset("narrative-framing", tmp_path), load_dataset("narrative-roles", tmp_path)
    assert set(frames.groups("outlet")) == {"post"}
    assert frames.labels("conflict") == ["yes", "no"]
    (role,) = roles.examples
    assert role.labels == {"role": "villain", "stakeholder": "IND", "entity": "oil firms"}
    assert role.spans[0][1].of(role.text) == "Oil firms"
    assert any("no such article" in note for note in roles.notes)


def test_a_label_that_the_set_has_not(tmp_path: Path) -> None:
    data = load_dataset("babe", write(tmp_path, "final_labels_SG2.csv", BABE))
    with pytest.raises(UsageError, match="it has bias, opinion"):
        data.labels("stance")


EXPECTED = {
    "babe": 3673, "babe-sg1": 1546, "basil": 5601, "polnear": 924, "newsmtsc": 8739, "newssd-eng": 830, "gvfc": 2082,
    "narrative-framing": 351, "narrative-roles": 1588, "ntrex": 492, "allsides-triples": 921,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_sets_as_published(name: str, shared: Path) -> None:
    data = load_dataset(name, shared / "data")
    if not [note for note in data.notes if "another version" in note]:
        assert len(data.of_part("train", "val")) == EXPECTED[name]
    assert all(example.text.strip() for example in data.examples)
    assert len({example.id for example in data.examples}) == len(data)
    for example in data.examples:
        assert all(span.end <= len(example.text) for _, span in example.spans)
