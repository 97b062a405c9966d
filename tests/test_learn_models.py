"""From a folder of data to a model, its card, and its word on an article; and the list of what there is."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import framing
from framing.cli import main
from framing.errors import UsageError
from framing.learn.apply import with_predictions
from framing.learn.classifiers import classifier, fit
from framing.learn.datasets import catalogue, load_dataset
from framing.learn.persist import Model, load_model
from framing.learn.tasks import task, tasks
from framing.learn.train import train
from tests.learned import invented

ARTICLE = """Council clears the tunnel

The council approved the tunnel plan on Monday, and officials said it would open in May.

Cronies cheered the disgraceful tunnel giveaway. Critics said the reckless scheme was an outrageous fraud.
"""


def call(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented sentences as BABE's publisher writes them."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "babe").mkdir()
    names = ("text", "news_link", "outlet", "topic", "type", "label_bias", "label_opinion", "biased_words")
    with (folder / "babe" / "final_labels_SG2.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(names)
        for e in invented(25).examples:
            label = "Biased" if e.labels["bias"] == "biased" else "Non-biased"
            words = str([span.of(e.text) for _, span in e.spans])
            writer.writerow([e.text, f"https://x.example/{e.article}", e.outlet, e.topic, "", label, "", words])
    return folder


@pytest.fixture(scope="module")
def trained(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("models") / "bias.model"
    result = CliRunner().invoke(main, ["train", "babe", "--data", str(data), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "mcc" in result.output
    assert "AGPL-3.0" in result.output
    return out


def test_the_card_is_filled(trained: Path) -> None:
    card = trained.with_suffix(".md").read_text(encoding="utf-8")
    info = catalogue()["babe"]
    for part in (info.citation, info.licence, info.page, *info.traps, "100 examples (biased 51, non-biased 49)"):
        assert part in card
    for line in ("| outlet | outlet-only | mcc |", "| outlet | stacked | mcc |", "| random | words | macro_f1 |"):
        assert line in card
    for made_with in ("- scikit-learn", "- lexicon", "- framing", "another version"):
        assert made_with in card
    assert "None" not in card


def test_a_model_speaks_of_sentences_with_the_words_that_weigh(trained: Path) -> None:
    analysis = with_predictions(framing.analyze(ARTICLE), load_model(trained))
    found = {p.span.of(ARTICLE): p for p in analysis.predictions}
    loaded = found["Cronies cheered the disgraceful tunnel giveaway."]
    assert (loaded.value, loaded.model, loaded.label) == ("biased", "babe-stacked", "bias")
    assert {span.of(ARTICLE) for span in loaded.evidence} == {"Cronies", "disgraceful"}
    plain = found["The council approved the tunnel plan on Monday, and officials said it would open in May."]
    assert plain.value == "non-biased"
    assert all(0.5 <= p.probability <= 1 for p in analysis.predictions)
    assert next(z.span.of(ARTICLE) for z in analysis.zones) in found


def test_the_command_line_writes_predictions(trained: Path, tmp_path: Path) -> None:
    article = tmp_path / "story.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    shown = call("analyze", article, "--model", trained)
    assert shown.exit_code == 0, shown.output
    assert "bias by the model babe-stacked" in shown.output
    data = json.loads(call("analyze", article, "--model", trained, "--json").output)
    assert {p["value"] for p in data["predictions"]} == {"biased", "non-biased"}
    assert all(ARTICLE[p["start"] : p["end"]] == p["text"] for p in data["predictions"])
    assert call("analyze", article, "--model", trained, "--csv", "--out", tmp_path / "out").exit_code == 0
    rows = list(csv.DictReader((tmp_path / "out" / "prediction.csv").open(encoding="utf-8-sig")))
    assert len(rows) == len(data["predictions"])
    assert json.loads(call("analyze", article, "--json").output)["predictions"] == []


def test_text_in_another_language_gets_no_prediction_and_a_note(trained: Path) -> None:
    analysis = with_predictions(framing.analyze("专家警告，仓库短缺的问题可能在三月全面爆发。\n"), load_model(trained))
    assert not any("checked on" in note for note in analysis.notes), "of what it was not asked"
    assert not analysis.predictions
    assert any("trained on en: no prediction for zh-Hans" in note for note in analysis.notes)


def test_a_model_of_another_lexicon_is_used_with_a_note(trained: Path) -> None:
    model = load_model(trained)
    assert not any("lexicon" in note for note in with_predictions(framing.analyze(ARTICLE), model).notes)
    card = {**(model.card or {}), "versions": {"lexicon": "0000"}}
    old = with_predictions(framing.analyze(ARTICLE), replace(model, card=card))
    assert any("another version of the lexicon" in note for note in old.notes)


def model_of(unit: str) -> Model:
    data = invented(15)
    fitted = fit(classifier("words"), data.texts(), data.labels("bias"))
    return Model("test", "bias", unit, ("en",), ("biased", "plain"), fitted)


def test_a_model_of_headlines_or_articles_speaks_of_those() -> None:
    analysis = framing.analyze(ARTICLE)
    (headline,) = with_predictions(analysis, model_of("headline")).predictions
    assert headline.span.of(ARTICLE) == "Council clears the tunnel"
    (whole,) = with_predictions(analysis, model_of("article")).predictions
    assert whole.span.of(ARTICLE) == ARTICLE.strip()
    both = with_predictions(with_predictions(analysis, model_of("headline")), model_of("article"))
    assert len(both.predictions) == 2
    assert not with_predictions(framing.analyze(""), model_of("article")).predictions


def test_a_model_of_what_an_article_does_not_give_is_refused() -> None:
    with pytest.raises(UsageError, match="a model of one outlet"):
        with_predictions(framing.analyze(ARTICLE), model_of("outlet"))


def test_what_is_no_model_ends_the_run_with_one_line(tmp_path: Path) -> None:
    article = tmp_path / "story.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    result = call("analyze", article, "--model", article)
    assert result.exit_code != 0
    assert "is no model file" in str(result.exception)


def test_a_threshold_is_kept_with_the_model(data: Path) -> None:
    plain, chosen = (
        train(replace(task("babe"), splits=("random",), choose=choose), data, "words")
        for choose in ("likeliest", "prior")
    )
    assert plain.threshold is None
    assert chosen.threshold == pytest.approx(0.51)
    assert plain.classes == chosen.classes == ("non-biased", "biased")


def test_a_baseline_of_names_is_no_model(data: Path) -> None:
    with pytest.raises(UsageError, match="a baseline, not a model"):
        train(task("babe"), data, "outlet-only")


def test_missing_data_says_where_it_is_to_be_had(tmp_path: Path) -> None:
    result = call("train", "babe", "--data", tmp_path)
    assert catalogue()["babe"].page in str(result.exception)
    assert "no task 'bias'" in str(call("train", "bias", "--data", tmp_path).exception)


def test_every_task_fits_its_data_set(shared: Path) -> None:
    for one in tasks().values():
        data = load_dataset(one.dataset, shared / "data")
        assert len(set(data.labels(one.label))) > 1
        assert one.positive in ("", *data.labels(one.label))
        assert one.possible(data)[0] == one.splits[0]
        if one.mark:
            assert any(kind == one.mark for example in data.examples for kind, _ in example.spans)
        if one.look:
            assert all(one.look(example) for example in data.examples)


def test_the_list_names_every_set_and_which_are_there(data: Path) -> None:
    listed = call("benchmark", "--list", "--data", data).output
    for info in catalogue().values():
        assert info.page in listed
    assert listed.count("  here\n") == 1
    assert "tasks: basil-lexical, basil-informational" in " ".join(listed.split())
    assert "--data FOLDER" in CliRunner(env={"FRAMING_DATA": None}).invoke(main, ["benchmark", "--list"]).output


def test_an_unknown_benchmark_is_named_with_those_there_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(Path(__file__).parent.parent)
    result = call("benchmark", "horoscopes")
    assert result.exit_code == 2
    assert "there are attribution, babe" in " ".join(result.output.split())
    monkeypatch.chdir(tmp_path)
    assert "root of a checkout" in " ".join(call("benchmark").output.split())


def test_a_benchmark_without_its_data_is_skipped_with_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import subprocess
    import sys

    script = Path(__file__).parent.parent / "benchmarks" / "gvfc" / "run.py"
    environment = {"FRAMING_DATA": str(tmp_path), "PYTHONPATH": str(script.parent.parent.parent), "PATH": ""}
    done = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0
    assert "skipped" in done.stdout
    assert catalogue()["gvfc"].page in done.stdout
