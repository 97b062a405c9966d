"""Distinctive words: planted ones are found, chance and one article's topic are not, and house style is set apart."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy import stats
from scipy.sparse import csr_array
from wcwidth import wcswidth

from framing import Article, DistinctiveWord, DistinctiveWords, UsageError, WordPlan, analyze, distinctive_words
from framing.cli import main
from framing.compare.distinctive import distinctive_counts
from framing.compare.logodds import label_rows, log_odds, make_table, word_t
from framing.compare.vocabulary import find_word_places, join_pairs
from framing.compare.wordrecords import WordCounts
from framing.lexicon.style import HOUSE_STYLE

RNG = np.random.default_rng(11)
PLAN = WordPlan(permutations=399, resamples=199)


# --- statistics ---


def test_log_odds_are_those_of_the_posterior() -> None:
    """Both sides' shares have a Dirichlet posterior; its log-odds ratio is drawn and compared with the formula."""
    prior = np.array([20.0, 30.0, 950.0])
    first, second = np.array([60.0, 40.0, 3900.0]), np.array([30.0, 60.0, 5910.0])
    delta, variance = log_odds(
        first + prior, np.array([first.sum() + prior.sum()]), second + prior, np.array([second.sum() + prior.sum()])
    )
    drawn = [stats.dirichlet(side + prior).rvs(40_000, random_state=n) for n, side in enumerate((first, second))]
    differences = np.subtract(*(np.log(side / (1 - side)) for side in drawn))
    assert differences.mean(axis=0) == pytest.approx(delta, abs=0.02)
    assert differences.var(axis=0) == pytest.approx(variance, rel=0.05)


def test_the_statistic_is_welchs_where_articles_are_of_one_length() -> None:
    many, few = RNG.poisson(4, 60), RNG.poisson(9, 12)
    counts = np.concatenate((few, many)).astype(float)[:, None]
    table = make_table(csr_array(counts), np.full(72, 500.0), articles=1e-9)
    labels = label_rows(np.array([0] * 12 + [1] * 60), 0)[None, :]
    expected = stats.ttest_ind(few, many, equal_var=False).statistic
    assert abs(word_t(table, 72, 12)(labels)[0, 0]) <= abs(expected) + 1e-9  # never less spread than all together
    even = np.concatenate((many, many + RNG.permutation(np.resize([0, 1], 60)))).astype(float)[:, None]
    table = make_table(csr_array(even), np.full(120, 500.0), articles=1e-9)
    t = word_t(table, 120, 60)(label_rows(np.repeat([0, 1], 60), 0)[None, :])[0, 0]
    assert t == pytest.approx(stats.ttest_ind(even[:60, 0], even[60:, 0], equal_var=False).statistic, rel=0.02)


def corpus(articles: int, more: dict[str, float], *, seed: int) -> list[WordCounts]:
    """Articles of two outlets: 200 common words at bursty rates; ``more``: rate of a word in outlet A, in B it is .5."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(articles):
        group = "AB"[number % 2]
        rates = {f"w{i}": 2.0 * rng.gamma(0.5, 2) for i in range(200)}
        rates |= {word: rate if group == "A" else 0.5 for word, rate in more.items()}
        counts = {(word, ""): int(n) for word, rate in rates.items() if (n := rng.poisson(rate))}
        found.append(WordCounts(f"{group}{number}", group, "en", "", counts, {}, sum(counts.values())))  # type: ignore[arg-type]
    return found


def holding(found: DistinctiveWords) -> set[tuple[str, str]]:
    return {(word.group, word.word) for word in found.words if word.holds}


def test_a_planted_word_is_found_and_bursty_ones_are_not() -> None:
    found = distinctive_counts(corpus(80, {"planted": 2.5}, seed=1), plan=PLAN)
    assert holding(found) == {("A", "planted")}
    (word,) = (word for word in found.words if word.word == "planted")
    assert word.low is not None and word.high is not None and 0 < word.low < word.estimate < word.high
    assert 1.1 < word.estimate < np.log(5), "shrunk by a prior of 10 articles beside 40"
    assert word.other == "B" and word.articles == word.other_articles == 40


def test_nothing_is_found_where_there_is_nothing_while_words_taken_as_independent_find_much() -> None:
    finds, of_words = 0, 0
    for seed in range(20):
        counts = corpus(40, {}, seed=100 + seed)
        finds += bool(holding(distinctive_counts(counts, plan=replace(PLAN, permutations=199))))
        sides = [sum((Counter(dict(one.counts)) for one in counts if one.group == group), Counter()) for group in "AB"]
        totals = [np.array([float(sum(side.values()))]) for side in sides]
        first, second = (np.array([side[key] + 0.1 for key in sides[0]]) for side in sides)
        delta, variance = log_odds(first, totals[0], second, totals[1])
        of_words += bool(
            stats.false_discovery_control(2 * stats.norm.sf(np.abs(delta) / np.sqrt(variance))).min() <= 0.05
        )
    assert finds <= 4 < 18 <= of_words


def test_one_article_full_of_a_word_is_no_habit_of_its_outlet() -> None:
    counts = corpus(60, {}, seed=5)
    key = ("landslide", "")
    loud = [
        replace(one, counts={**one.counts, key: 40 if i == 0 else 1}) if i in range(0, 12, 2) else one  # type: ignore[dict-item]
        for i, one in enumerate(counts)
    ]
    found = distinctive_counts(loud, plan=PLAN)
    assert ("A", "landslide") not in holding(found)


def test_the_same_seed_gives_the_same_words_in_any_order() -> None:
    counts = corpus(40, {"planted": 3}, seed=2)
    first = distinctive_counts(counts, plan=PLAN)
    assert first == distinctive_counts(counts[::-1], plan=PLAN)
    assert first != distinctive_counts(counts, plan=replace(PLAN, seed=1))


def test_three_groups_and_few_articles() -> None:
    third = [replace(one, id=f"C{one.id}", group="C") for one in corpus(30, {}, seed=3)]
    few = [replace(one, id=f"D{one.id}", group="D") for one in corpus(6, {}, seed=4)]
    found = distinctive_counts([*corpus(60, {"planted": 3}, seed=2), *third, *few], plan=PLAN)
    assert ("A", "planted") in holding(found)
    assert {word.other for word in found.words} == {"the others"}
    of_few = [word for word in found.words if word.group == "D"]
    assert of_few and all(word.p is None and word.untested for word in of_few)
    assert any("no inference" in note and "D" in note for note in found.notes)


# --- what is a word, and what is set apart ---


def kinds(text: str, names: Sequence[str] = ()) -> dict[str, str]:
    found = find_word_places(analyze(text), names)
    return {word: apart for word, apart in zip(found.texts, found.apart, strict=True) if apart != "function word"}


def test_house_style_is_told_from_words_of_the_subject() -> None:
    text = (
        "UMBERTON, Ohio (AP) — Mr. Quill and Sen. Vane (R-Ohio) met on Tuesday, the Harbor Ledger reported. "
        "The ledger of the port was open. Carter's plan failed in the U.S. last May."
    )
    found = kinds(text, ["The Harbor Ledger"])
    assert found["umberton"] == found["ohio"] == found["ap"] == "dateline"
    assert (found["mr"], found["sen"], found["r-ohio"], found["tuesday"]) == (
        "honorific", "honorific", "party", "calendar",
    )  # fmt: skip
    assert found["harbor ledger"] == "own name" and found["ledger"] == "" and found["carter"] == ""
    assert found["plan"] == found["failed"] == ""


@pytest.mark.parametrize(
    ("text", "whole", "apart"),
    [
        ("【海灣晨報5月3日訊】貿易部官員林遠先生表示，中美貿易談判已經破裂，白宮拒絕讓步。", "白宫", {"先生": "honorific"}),
        ("贸易部官员林远女士周二表示，本报获悉，中美贸易谈判已经破裂。", "贸易谈判", {"女士": "honorific", "周二": "calendar", "本报": "own name"}),
        ("HÀ NỘI (TTXVN) - Ông Lê Hà cho biết chính sách xuất khẩu của Trung Quốc có hiệu lực từ thứ Ba.",
         "trung quốc", {"ông": "honorific", "thứ ba": "calendar", "ttxvn": "dateline"}),
    ],
)  # fmt: skip
def test_chinese_and_vietnamese_words_stay_whole(text: str, whole: str, apart: dict[str, str]) -> None:
    found = kinds(text)
    assert found[whole] == "" and {word: found[word] for word in apart} == apart
    assert not any(word in found for word in ("trung", "quốc", "白", "宫"))


def test_syllables_that_stand_together_in_the_corpus_become_one_word() -> None:
    texts = [
        f"Bến {a} nằm cạnh đầm phá rộng. Người dân {b} sống nhờ đầm phá đó."
        for a in ("An", "Ba", "Cà")
        for b in ("ta", "kia", "nọ")
    ]
    joined = join_pairs([find_word_places(analyze(Article(text, language="vi"))) for text in texts])
    assert all("đầm phá" in words.texts and "phá" not in words.texts for words in joined)
    for words, text in zip(joined, texts, strict=True):
        at = words.texts.index("đầm phá")
        assert words.span(at).of(text) == "đầm phá"


def report(outlet: str, number: int, word: str) -> Article:
    rng = np.random.default_rng(number)
    nouns = rng.choice(["harbour", "bridge", "council", "ferry", "tunnel", "market", "school", "river"], 6)
    adviser = "adviser" if outlet == "The Tern Post" else "advisor"
    lines = [
        f"{outlet[4:8]} story {number}",
        f"The {nouns[0]} and the {nouns[1]} were {word} by the storm of {nouns[2]} day {number}, an {adviser} said.",
        f"Officials of the {nouns[3]} said the {nouns[4]} was shut and the {nouns[5]} stood open for {number + 3} hours.",
        *(["The storm gauge of the old tower stood at nine, as the tide had turned before noon."] if outlet == "The Tern Post" else []),
    ]  # fmt: skip
    return Article("\n\n".join(lines), id=f"{outlet[4:8]}-{number}", outlet=outlet, language="en")


def articles() -> list[Article]:
    told = (("The Tern Post", "battered"), ("The Gull Times", "damaged"))
    return [report(outlet, number, word) for outlet, word in told for number in range(14)]


def reports() -> DistinctiveWords:
    return distinctive_words(map(analyze, articles()), plan=PLAN)


def test_words_come_with_lines_that_lead_to_the_text() -> None:
    found = reports()
    assert {("The Tern Post", "battered"), ("The Gull Times", "damaged")} <= holding(found)
    texts = {article.id: article.text for article in articles()}
    battered = next(word for word in found.words if word.word == "battered")
    assert (battered.count, battered.other_count, battered.own) == (14, 0, battered.own) and len(battered.lines) == 3
    assert len({line.article for line in battered.lines}) == 3
    assert all(line.span.of(texts[line.article]) == "battered" for line in battered.lines)


def test_spellings_and_recurring_sentences_are_apart() -> None:
    apart = {word.word: word.apart for word in reports().words if word.house_style}
    assert apart["adviser"] == apart["advisor"] == "spelling"
    assert any(reason == "recurring sentence" and "tide" in word for word, reason in apart.items())
    assert set(apart.values()) <= set(HOUSE_STYLE)


def test_words_of_one_voice() -> None:
    text = 'The pier was shut. "The pier is a disgrace," the mayor said. The pier stays shut.'
    articles = [Article(text, outlet="A"), Article("The quay was open.", outlet="B")]
    counts = {
        voice: next(word for word in distinctive_words(map(analyze, articles), voice=voice).words if word.word == "pier")
        for voice in ("all", "author", "source")
    }  # fmt: skip
    assert [(word.count, word.own) for word in counts.values()] == [(3, 2), (2, 2), (1, 0)]


def test_languages_are_not_set_against_each_other() -> None:
    articles = [
        Article("The river rose and the bridge fell.", outlet="A"),
        Article("Nước sông dâng cao và cây cầu đã sập.", outlet="B"),
    ]
    found = distinctive_words(map(analyze, articles))
    assert found.words == () and sum(note.startswith("en, vi: one group only") for note in found.notes) == 1


@pytest.mark.parametrize("wrong", [{"by": "colour"}, {"voice": "choir"}])
def test_wrong_words_are_named(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(wrong.values()))):
        distinctive_words([analyze("The river rose.")], **wrong)  # type: ignore[arg-type]


def test_the_command_prints_eighty_columns_and_writes_rows(tmp_path: Path) -> None:
    for outlet, word in (("The Tern Post", "battered"), ("The Gull Times", "damaged")):
        for number in range(11):
            (tmp_path / f"{outlet[4:8]}-{number}.txt").write_text(report(outlet, number, word).text, encoding="utf-8")
    manifest = "".join(
        f'[[article]]\nfile = "{path.name}"\noutlet = "{path.name[:4]}"\n' for path in sorted(tmp_path.glob("*.txt"))
    )
    (tmp_path / "corpus.toml").write_text(manifest, encoding="utf-8")
    out = tmp_path / "words.csv"
    result = CliRunner().invoke(main, ["words", str(tmp_path), "--permutations", "199", "--csv", str(out)])
    assert result.exit_code == 0, result.output
    assert "battered" in result.output and "spelling" in result.output
    assert max(wcswidth(line) for line in result.output.splitlines()) <= 80
    with out.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert {"word", "estimate", "low", "high", "p", "q", "family_p", "count", "apart", "lines"} <= set(rows[0])


def test_a_word_is_read_as_a_record() -> None:
    word = DistinctiveWord(
        "w", "A", "B", "en", "honorific", 1.0, None, None, None, None, None, "few", 1, 9, 1, 1, 0, 0, 9, 0, 1
    )
    assert word.house_style and not word.holds
