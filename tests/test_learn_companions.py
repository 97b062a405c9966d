"""The learned companions: what they see, how they are asked for, and that the engine stays as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from sklearn.preprocessing import StandardScaler

import framing
from framing.cli import main
from framing.data import data_root
from framing.errors import UsageError
from framing.learn.apply import with_predictions
from framing.learn.classifiers import COMPANIONS, classifier, fit
from framing.learn.companions import subjectivity_companion
from framing.learn.datasets import Example
from framing.learn.engine_alone import EngineRole
from framing.learn.fields import BETWEEN, Field, Stems
from framing.learn.manner import ClippedScaler, MannerVectorizer, MeasureVectorizer
from framing.learn.persist import Model, load_model, save_model
from framing.learn.shipped import SHIPPED, shipped_models, smaller
from framing.learn.target_view import FIELDS, entity_view, target_view
from framing.learn.weights import word_weights
from framing.types import Span

ARTICLE = """Senator Holt fights the dam

Senator Mara Holt shamelessly betrayed the valley, and her cowardly retreat disgusted voters. Holt lied about the dam.

"Mara Holt is a hero of the valley," said Ben Ortiz, who praised Holt for saving the river. The council meets on Monday.
"""


def fields(view: str) -> dict[str, list[str]]:
    return {name: part.split() for name, part in zip(FIELDS, view.split(BETWEEN), strict=False)}


def test_a_view_hides_the_target_and_tells_sides_apart() -> None:
    text = "Critics attacked Holt, but Ortiz praised Larsen."
    seen = fields(target_view(text, [Span(17, 21)]))
    assert "holt" not in seen["words"]
    assert seen["words"][:3] == ["critics", "attacked", "xtarget"]
    assert {"xother"} < set(seen["words"])
    assert "l_attacked" in seen["window"]
    assert "r_praised" in seen["window"]
    assert "attack_xtarget" in seen["pairs"]


def test_a_name_alone_changes_no_view_but_its_own() -> None:
    one = target_view("The mayor blamed Holt for the flood.", [Span(17, 21)])
    other = target_view("The mayor blamed Diaz for the flood.", [Span(17, 21)])
    assert one == other


def test_an_entity_is_found_in_any_case_and_only_its_sentences_are_seen() -> None:
    text = "Oil firms knew. The weather was fine. They say oil firms lied."
    seen = fields(entity_view(text, "oil firms"))
    assert seen["words"].count("xtarget") == 2
    assert "weather" not in seen["words"]
    assert fields(entity_view(text, "wind farms"))["words"] == []


def test_the_engine_alone_follows_its_lean() -> None:
    examples = [
        Example("1", text, {}, spans=(("target", Span(0, 12)),))
        for text in ("The chairman lied to voters.", "The chairman heroically rescued children.", "The chairman left.")
    ]
    named = classifier("engine-stance")
    assert named.view is not None
    model = fit(named, ["", "", ""], ["negative", "neutral", "positive"])
    assert model.predict([named.view(e) for e in examples]).tolist() == ["negative", "positive", "neutral"]


@pytest.mark.parametrize(
    ("evidence", "role"),
    [
        ("side+1 for part_none", "hero"),
        ("side-1 against part_none", "villain"),
        ("side+1 side-1 for against part_none", "villain"),
        ("side+1 for part_victim", "victim"),
        ("side-1 against part_hero part_hero part_villain", "hero"),
        ("side+0", "villain"),
    ],
)
def test_the_engine_alone_takes_whom_it_leans_for_as_a_hero_where_no_part_is_known(evidence: str, role: str) -> None:
    view = BETWEEN.join(evidence if name == "engine" else "" for name in FIELDS)
    model = EngineRole().fit([view] * 4, ["villain", "villain", "hero", "victim"])
    assert model.predict([view]).tolist() == [role]


def test_counts_of_an_article_are_by_its_length() -> None:
    sentence = "It was woefully late. "
    vectorizer = MeasureVectorizer(100)
    once, often = vectorizer.transform([sentence * 5, sentence * 50])
    column = vectorizer.get_feature_names_out().tolist().index("loaded_author")
    assert once[column] == pytest.approx(often[column], rel=0.05)
    plain = MeasureVectorizer().transform([sentence * 5, sentence * 50])[:, column]
    assert plain[1] > plain[0]


def test_manner_tells_argument_from_report() -> None:
    names = MannerVectorizer().get_feature_names_out().tolist()
    argued, told = MannerVectorizer().transform(
        ["But we should never do that again!", "The council met on Monday and approved 40 million."]
    )
    for name in ("manner_first_person", "manner_obligation", "manner_starts_joined", "mark_exclamation"):
        assert argued[names.index(name)] > told[names.index(name)] == 0
    assert told[names.index("manner_quantity")] > 0
    assert not MannerVectorizer().transform([""]).any()


def test_an_old_model_is_given_the_columns_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    vectorizer = MeasureVectorizer().fit(["It was woefully late."])
    known = vectorizer.get_feature_names_out().tolist()
    monkeypatch.setattr("framing.learn.manner.LOADED", ("loaded_of_a_later_version",))
    assert vectorizer.get_feature_names_out().tolist() == known
    assert vectorizer.transform(["It was woefully late."])[0, known.index("loaded_author")] > 0


def test_the_clipped_scaler_is_scikit_learns_but_for_the_odd_ones() -> None:
    table = np.random.default_rng(0).normal(size=(200, 3))
    table[0, 0] = 1000
    plain, clipped = StandardScaler().fit_transform(table), ClippedScaler().fit_transform(table)
    assert np.allclose(clipped, np.clip(plain, -2.5, 2.5))


def test_steps_take_lists_of_texts_only() -> None:
    for step in (Field(1), Stems(), MannerVectorizer()):
        with pytest.raises(UsageError, match="list of texts"):
            step.fit("a text")


@pytest.mark.parametrize("name", [name for name in COMPANIONS if name.startswith("learned")])
def test_a_companion_comes_back_the_same_from_a_file_and_names_its_words(name: str, tmp_path: Path) -> None:
    texts = [f"{'They must never lie again' if n % 2 else 'The council met on Monday'} number {n}." for n in range(40)]
    view = {
        "learned-stance": lambda t: target_view(t, [Span(0, 3)]),
        "learned-role": lambda t: entity_view(t, t.split()[0]),
    }
    seen = [view.get(name, str)(text) for text in texts]
    model = fit(classifier(name), seen, ["a" if n % 2 else "b" for n in range(40)])
    path = tmp_path / "companion.model"
    save_model(path, smaller(Model("m", "l", "sentence", ("en",), ("a", "b"), model)))
    again = load_model(path)
    assert np.allclose(again.probabilities(seen), model.predict_proba(seen), atol=1e-6)
    weights = word_weights(again.estimator)
    assert weights is not None
    assert weights.of("lie", "a") > 0 > weights.of("lie", "b")


def test_every_shipped_model_has_its_card_and_all_are_small() -> None:
    files = [data_root("models") / f"{name}.model" for name in SHIPPED]
    assert sum(file.stat().st_size for file in files) < 5_000_000
    for file, model in zip(files, shipped_models(), strict=True):
        card = file.with_suffix(".md").read_text(encoding="utf-8")
        for part in ("Licence", "Cite", "95 % interval", "no measure of truth", "lexicon"):
            assert part in card, (file.name, part)
        assert model.languages == ("en",)
        assert (model.card or {})["licence"] in ("MIT", "MIT (repository)", "CC BY 4.0")
        assert (model.card or {})["versions"]["lexicon"]


def test_learned_adds_to_the_engine_and_changes_nothing_of_it() -> None:
    engine, learned = framing.analyze(ARTICLE), framing.analyze(ARTICLE, model="learned")
    assert not engine.predictions
    assert replace(learned, predictions=(), notes=engine.notes) == engine
    labels = {prediction.label for prediction in learned.predictions}
    assert {"polarity", "resolution", "human_interest", "conflict", "moral", "economic", "subjectivity"} <= labels
    for prediction in learned.predictions:
        assert 0 <= prediction.probability <= 1
        assert prediction.span.of(ARTICLE)
    assert all(p.target for p in learned.predictions if p.label in ("polarity", "role"))
    holt = [p for p in learned.predictions if p.label == "polarity" and p.target == "Mara Holt"]
    assert len(holt) >= 3
    assert holt[1].value == "negative"
    assert any("shamelessly" in span.of(ARTICLE) or "betray" in span.of(ARTICLE) for span in holt[1].evidence)


def test_learned_says_nothing_of_other_languages_and_says_so() -> None:
    analysis = framing.analyze("专家警告，仓库短缺的问题可能在三月全面爆发。\n", model="learned")
    assert not analysis.predictions
    assert any("no prediction for zh-Hans" in note for note in analysis.notes)
    assert not framing.analyze("", model="learned").predictions


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(UsageError, match="engine or learned"):
        framing.analyze(ARTICLE, model="bert")  # type: ignore[arg-type]


def test_a_target_is_asked_only_of_a_companion() -> None:
    plain = fit(classifier("words"), ["a b", "c d"] * 5, ["x", "y"] * 5)
    with pytest.raises(UsageError, match="not one of the learned companions"):
        with_predictions(framing.analyze(ARTICLE), Model("plain", "x", "target", ("en",), ("x", "y"), plain))


def test_the_command_line_knows_learned(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(ARTICLE, encoding="utf-8")
    result = CliRunner().invoke(main, ["analyze", str(story), "--model", "learned"])
    assert result.exit_code == 0, result.output
    assert "Mara Holt" in result.output
    assert "subjectivity by the model" in result.output
    assert max(len(line) for line in result.output.splitlines()) <= 80


def test_a_subjectivity_companion_learns_manner() -> None:
    argued = [f"We must never let them win, and {word} is a shame!" for word in "abcdefghij"]
    told = [f"The council met in {word} on Monday, officials said." for word in "abcdefghij"]
    model = subjectivity_companion().fit(argued + told, ["subjective"] * 10 + ["objective"] * 10)
    assert model.predict(["But we must never do it!", "The board met on Tuesday."]).tolist() == [
        "subjective",
        "objective",
    ]
