"""A table of classifiers, and the names that framing.learn gives."""

from __future__ import annotations

import subprocess
import sys

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import framing.learn
from framing.learn import FramingFeatures, NamedClassifier, compare_classifiers, score_of
from tests.learned import invented


def test_a_table_of_an_own_classifier_has_the_honesty_baselines() -> None:
    mine = NamedClassifier("mine", lambda seed: make_pipeline(FramingFeatures(), LogisticRegression()))
    table = compare_classifiers(invented(40), "bias", [mine, "words"], "outlet", seeds=2, positive="biased")
    assert [run.classifier for run in table.runs] == ["majority", "outlet-only", "mine", "words"]
    by_name = dict(zip((run.classifier for run in table.runs), table.rows, strict=True))
    assert score_of(by_name["mine"], "mcc").value > 0.8 > score_of(by_name["outlet-only"], "mcc").value
    assert "mcc_within_outlet" not in table.measures  # forty examples of an outlet are too few for it
    lines = str(table).splitlines()
    assert len(lines) == 5
    assert max(map(len, lines)) <= 80


def test_every_public_name_is_there_and_documented() -> None:
    for name in framing.learn.__all__:
        assert getattr(framing.learn, name).__doc__, name


def test_the_list_of_data_sets_needs_no_scikit_learn() -> None:
    code = "import framing.learn.datasets as d, sys; d.catalogue(); print('sklearn' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "False"


def test_import_framing_loads_none_of_the_heavy_packages() -> None:
    command = [sys.executable, "-X", "importtime", "-c", "import framing"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    loaded = {line.rsplit("|", 1)[1].strip().split(".")[0] for line in report.splitlines() if "|" in line}
    assert "framing" in loaded
    assert not loaded & {"sklearn", "pandas", "nltk", "scipy", "numpy", "textstat"}
