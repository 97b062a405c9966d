"""Whom ``he`` and ``she`` mean as a source: who the sentence, or one shortly before it, begins with (languages with capitals)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from framing.lexicon.topics import women
from framing.measure.grammar import Grammar
from framing.measure.role_words import role_grammar
from framing.text.spans import fold
from framing.types import Span

# A stop behind a short word with a capital ends no sentence: Mr., Gov.
_SENTENCE: Final = re.compile(r"[.!?…](?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[.!?…]*[\"”’')]*\s+")
# One word with a comma behind it is no name: Well, if I were he …
_SUBJECT: Final = re.compile(r"[A-Z][\w.'’-]*(?:(?: [A-Z][\w.'’-]*){1,5}(?=,? [a-z])|(?= [a-z]))")
_OPENS: Final = frozenset("\"“‘'")
# An owner, or a word that a verb is drawn together with: Holt's, I'm.
_OWNER: Final = re.compile(r"['’](?:s|m|re|ve|ll|d|t)?$")
_SENTENCES, _HEAD, _NEAR = 3, 90, 1_200


def subjects_before(text: str, source: Span, grammar: Grammar) -> Iterator[Span]:
    """The words with capitals that the sentence of a pronoun begins with, and those before it in its paragraph, nearest first.

    >>> from framing.text.languages import LANGUAGES
    >>> from framing.measure.grammar import load_grammar
    >>> text = "But Gov. Holt left. “No,” she said."
    >>> [span.of(text) for span in subjects_before(text, Span(26, 29), load_grammar(LANGUAGES[0]))]
    ['Gov. Holt']
    """
    near = max(0, source.start - _NEAR)
    line = max(near, text.rfind("\n", near, source.start) + 1)
    if text[line] in _OPENS:  # Holt lost the vote. ¶ “No,” she said.
        line = max(near, text.rfind("\n", near, near + len(text[near:line].rstrip())) + 1)
    starts = [line, *(match.end() for match in _SENTENCE.finditer(text, line, source.start))]
    for start in starts[-_SENTENCES:][::-1]:
        end = min(start + _HEAD, source.start)
        if start == starts[-1] and (named := _in_clause(text, start, end, "subordinate", grammar)) is not None:
            yield named
        folded = fold(text[start:end], grammar.language.refine).text
        lead = grammar.patterns["^lead_in"].match(folded) if len(folded) == end - start else None
        subject = _SUBJECT.match(text, start + (lead.end() if lead is not None else 0), end)
        if subject is not None and not _OWNER.search(subject.group()):
            yield Span(*subject.span())
        behind = start if subject is None else subject.end()
        if start != starts[-1] and (named := _in_clause(text, behind, end, "breaks", grammar)) is not None:
            yield named


def _in_clause(text: str, start: int, end: int, opener: str, grammar: Grammar) -> Span | None:
    """Whom a clause before that of a pronoun is about: ``A month ago, when Mr. Holt left, he said``."""
    folded = fold(text[start:end], grammar.language.refine).text
    if len(folded) != end - start:
        return None
    opened = (match.end() for match in grammar.patterns[opener].finditer(folded))
    found = (_SUBJECT.match(text, start + at + 1, end) for at in opened)
    subject = next((match for match in found if match is not None and not _OWNER.search(match.group())), None)
    return None if subject is None else Span(*subject.span())


def may_mean(pronoun: str, name: str, known: bool, grammar: Grammar) -> bool:
    """Whether a pronoun can stand for a person: of one whom the lexicon does not ``know``, by the first name.

    >>> from framing.text.languages import LANGUAGES
    >>> from framing.measure.grammar import load_grammar
    >>> english = load_grammar(LANGUAGES[0])
    >>> may_mean("she", "Hillary Clinton", True, english), may_mean("he", "Hillary Clinton", True, english)
    (True, False)
    """
    names, given, _ = women()
    woman = name in names if known else name.split(" ")[0] in given
    return woman == (pronoun in role_grammar(grammar.language).feminine) or (not woman and not known)
