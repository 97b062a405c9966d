"""Agreement of coders: positions, labels, pairs, tiers, and what is said of it."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from framing import Article, Span, UsageError, analyze
from framing.compare.agreement import Agreement, AgreementRow, agreement
from framing.compare.codings import CodedAttribution, CodedTerm, Coding, coding_of, text_sha256
from framing.compare.overlap import places, soft_f1
from framing.show.coding import agreement_dict, agreement_rows, agreement_text
from framing.show.export import csv_text

SENTENCES = [f"Councillor {n} asked that the old bridge over the river be closed for repairs." for n in range(40)]
ARTICLES = [Article(" ".join(SENTENCES[i : i + 8]), id=f"a{i // 8}") for i in range(0, 40, 8)]


def coding(coder: str, article: Article, marks: dict[int, str], **fields: object) -> Coding:
    """Marks by the number of the sentence: its first word gets the category."""
    terms = []
    for sentence, category in marks.items():
        start = article.text.index(SENTENCES[sentence])
        terms.append(CodedTerm(Span(start, start + 10), category, "author", 1))
    digits = text_sha256(article.text)
    return replace(Coding(coder, article.id, digits, loaded=tuple(terms)), **fields)  # type: ignore[arg-type]


def by_sentence(coder: str, marks: dict[int, str], **fields: object) -> list[Coding]:
    return [
        coding(coder, article, {s: c for s, c in marks.items() if s // 8 == n}, **fields)
        for n, article in enumerate(ARTICLES)
    ]


def row(found: Agreement, name: str) -> AgreementRow:
    return next(row for row in found.rows if row.name == name)


TWENTY = dict.fromkeys(range(0, 40, 2), "doom")


def test_the_same_marks_agree_in_everything() -> None:
    found = agreement([*by_sentence("ann", TWENTY), *by_sentence("ben", TWENTY)], ARTICLES)
    where, what = row(found, "any category"), row(found, "category")
    assert (where.units, where.marked, where.alpha, where.ac1, where.kappa, where.f1) == (40, 20, 1, 1, 1, 1)
    assert where.tier == "A"
    assert math.isnan(what.alpha), "one category only: it does not vary"
    assert what.tier == ""


def test_place_and_label_are_told_apart() -> None:
    """They mark the same words and call them something else."""
    mixed = {s: ("doom", "praise")[s % 4 == 0] for s in TWENTY}
    other = {s: ("praise", "doom")[s % 4 == 0] for s in TWENTY}
    found = agreement([*by_sentence("ann", mixed), *by_sentence("ben", other)], ARTICLES)
    assert row(found, "any category").alpha == 1
    assert row(found, "any category").f1 == 1
    assert row(found, "category").alpha < -0.9
    assert row(found, "category").f1 == 0
    assert (row(found, "doom").tier, row(found, "praise").tier) == ("C", "C")


def test_marks_elsewhere_disagree_in_place() -> None:
    odd = dict.fromkeys(range(1, 40, 2), "doom")
    found = agreement([*by_sentence("ann", TWENTY), *by_sentence("ben", odd)], ARTICLES)
    where = row(found, "any category")
    assert where.alpha < 0
    assert (where.f1, where.tier) == (0, "C")
    assert row(found, "category").units == 0


def test_too_few_marks_have_no_tier() -> None:
    two = {0: "doom", 9: "doom"}
    found = agreement([*by_sentence("ann", two), *by_sentence("ben", two)], ARTICLES)
    assert (row(found, "doom").alpha, row(found, "doom").tier) == (1, "")


def test_an_article_that_one_coder_left_out_is_missing_not_empty() -> None:
    half = [c for c in by_sentence("ben", TWENTY) if c.article in ("a0", "a1")]
    found = agreement([*by_sentence("ann", TWENTY), *half], ARTICLES)
    assert row(found, "any category").units == 16
    assert row(found, "any category").alpha == 1


def test_words_are_a_finer_unit_than_sentences() -> None:
    """Other words of the same sentences: agreed by sentence, not by word."""
    later = [
        replace(c, loaded=tuple(replace(t, span=Span(t.span.start + 20, t.span.end + 20)) for t in c.loaded))
        for c in by_sentence("ben", TWENTY)
    ]
    both = [*by_sentence("ann", TWENTY), *later]
    assert row(agreement(both, ARTICLES), "any category").alpha == 1
    assert row(agreement(both, ARTICLES, unit="word"), "any category").alpha < 0


def test_the_library_stands_beside_people_and_is_not_one_of_them() -> None:
    machine = by_sentence("framing", dict.fromkeys(range(0, 20, 2), "doom"), person=False)
    found = agreement([*by_sentence("ann", TWENTY), *by_sentence("ben", TWENTY), *machine], ARTICLES)
    where = row(found, "any category")
    assert (found.people, found.machines) == (("ann", "ben"), ("framing",))
    assert where.alpha == 1, "the rows are of people"
    assert where.library_f1 == pytest.approx(2 / 3), "half of the marks found, none wrong"
    assert [(p.one, p.two, round(p.position_f1, 2)) for p in found.pairs] == [
        ("ann", "ben", 1.0),
        ("ann", "framing", 0.67),
        ("ben", "framing", 0.67),
    ]


def test_one_person_and_the_library_are_compared() -> None:
    machine = by_sentence("framing", TWENTY, person=False)
    found = agreement([*by_sentence("ann", TWENTY), *machine], ARTICLES)
    assert row(found, "any category").alpha == 1
    assert any("fewer than two people" in note for note in found.notes)


def test_who_saw_the_machines_marks_is_named() -> None:
    found = agreement([*by_sentence("ann", TWENTY), *by_sentence("ben", TWENTY, shown=True)], ARTICLES)
    assert found.shown == ("ben",)
    assert "ben" in agreement_text(found).replace("\n", " ").split("saw the library's marks")[1]


def test_other_layers_have_their_rows() -> None:
    def coded(coder: str, kind: str, value: int) -> list[Coding]:
        said = CodedAttribution((Span(14, 40),), Span(0, 10), None, kind, "official")
        return [
            Coding(
                coder, a.id, text_sha256(a.text), ("attribution", "frames", "stance"), attributions=(said,),
                frames=("economic", "legality"), primary_frame="economic", stance=(("China", "author", value),),
            )
            for a in ARTICLES
        ]  # fmt: skip

    found = agreement([*coded("ann", "direct", -1), *coded("ben", "indirect", 2)], ARTICLES)
    assert row(found, "content").alpha == 1
    assert row(found, "kind").observed == 0
    assert row(found, "source type").observed == 1
    assert (row(found, "economic").units, row(found, "economic").observed) == (5, 1)
    assert row(found, "value").observed == 0
    assert not [r for r in found.rows if r.layer == "loaded"], "nobody was asked for it"


def test_what_cannot_be_compared_is_said() -> None:
    with pytest.raises(UsageError, match="two coders"):
        agreement(by_sentence("ann", TWENTY), ARTICLES)
    with pytest.raises(UsageError, match="coded a0 twice"):
        agreement([*by_sentence("ann", TWENTY)[:1] * 2, *by_sentence("ben", TWENTY)], ARTICLES)
    with pytest.raises(UsageError, match="text of a4 is not among"):
        agreement([*by_sentence("ann", TWENTY), *by_sentence("ben", TWENTY)], ARTICLES[:4])


def test_a_text_without_sentences_is_named() -> None:
    blank = Article("0 1 2", id="numbers")
    codings = [Coding(name, "numbers", text_sha256(blank.text)) for name in ("ann", "ben")]
    found = agreement([*codings, *by_sentence("ann", TWENTY), *by_sentence("ben", TWENTY)], [blank, *ARTICLES])
    assert any("numbers" in note for note in found.notes)


def test_two_runs_are_one() -> None:
    some = {s: "doom" for s in TWENTY if s % 3}
    both = [*by_sentence("ann", TWENTY), *by_sentence("ben", some)]
    assert repr(agreement(both, ARTICLES, seed=3)) == repr(agreement(both, ARTICLES, seed=3))


def test_text_fits_eighty_columns_and_data_holds_all() -> None:
    names = ["an.annotator.with.a.long.address@example.org", "阮文安阮文安阮文安阮文安阮文安", "c", "d", "e", "f", "g"]
    codings = [c for name in names for c in by_sentence(name, TWENTY)]
    found = agreement(codings, ARTICLES)
    printed = agreement_text(found)
    assert max(wcswidth(line) for line in printed.splitlines()) <= 80
    assert "6 pairs more" in printed
    data = agreement_dict(found)
    assert len(data["pairs"]) == 21
    assert "NaN" not in json.dumps(data)
    assert len(csv_text(agreement_rows(found)).splitlines()) == 1 + len(found.rows) + len(found.pairs)


def test_the_library_as_a_coder_marks_what_it_marks() -> None:
    analysis = analyze('The so-called reform is "a disgrace", Minister Ann Lee said.')
    coded = coding_of(analysis)
    assert [t.span for t in coded.loaded] == [t.span for t in analysis.loaded]
    assert [a.content for a in coded.attributions] == [a.content for a in analysis.attributions]
    assert not coded.person
    assert coding_of(analysis, layers=["loaded"]).attributions == ()


# --- marks that overlap ---

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6), st.sampled_from("ab")), max_size=8).map(
    lambda listed: [(Span(start, start + length), label) for start, length, label in listed]
)


@given(spans, spans)
def test_soft_f1_is_symmetric_bounded_and_that_of_characters(one: list, two: list) -> None:
    for labels in (False, True):
        found = soft_f1([(one, two)], labels=labels)
        assert found == pytest.approx(soft_f1([(two, one)], labels=labels), nan_ok=True)
        assert math.isnan(found) == (not one and not two)
        assert math.isnan(found) or 0 <= found <= 1 + 1e-9
    characters = {i for span, _ in two for i in range(span.start, span.end)}
    if one and two:
        precision = sum(len(characters & set(range(s.start, s.end))) / len(s) for s, _ in one) / len(one)
        recall_set = {i for span, _ in one for i in range(span.start, span.end)}
        recall = sum(len(recall_set & set(range(s.start, s.end))) / len(s) for s, _ in two) / len(two)
        expected = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        assert soft_f1([(one, two)], labels=False) == pytest.approx(expected)


@given(spans)
def test_marks_agree_with_themselves(one: list) -> None:
    if one:
        assert soft_f1([(one, one)], labels=True) == pytest.approx(1.0)


@given(st.lists(spans, min_size=2, max_size=3))
def test_places_do_not_overlap_and_hold_two_coders(marks: list) -> None:
    found = places(marks)
    assert 2 * len(found) <= sum(map(len, marks))
    assert all(sum(label is not None for label in place) >= 2 for place in found)
