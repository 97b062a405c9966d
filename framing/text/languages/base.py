"""What a language is: one record, one module each in this folder; nothing else asks which language it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from framing.data import data_root, read_toml

Pairs = list[tuple[int, int]]
Words = tuple[tuple[int, int], ...]


def unchanged(text: str) -> str:
    """The refine of a language that needs none."""
    return text


def only_itself(form: str) -> tuple[str, ...]:
    """The inflections of a language that has none."""
    return (form,)


def no_seams(text: str, edges: bytes) -> bytes:
    """The edges with the seams inside words of a language whose words are set apart by spaces: none are needed."""
    return edges


def as_it_is(form: str, tag: str) -> str:
    """The form of a language that has one script."""
    return form


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. All functions take folded text and give offsets into it.

    ``code`` names its lexicon folder; ``tags`` are the BCP 47 tags it answers to; ``spaced`` says whether words are
    set apart by spaces (a match then needs word boundaries); ``words`` finds words, ``sentences`` sentence spans;
    ``word_starts`` has a byte for each character, 1 where a word begins; in text without spaces it has one for the end of
    the text too, and another number but 0 where a word ends and none begins: the edges of words;
    ``seams`` adds to these edges the offsets inside words where a shorter word may end too;
    ``refine`` is a length-preserving step of folding; ``verbs`` and ``nouns`` give a form's regular inflections;
    ``noun_phrase`` gives the length of the noun phrase that a clause begins with (None: by ``subject_stop`` patterns);
    ``person_name`` tells whether a short string is a person's name, where capitals do not,
    and ``name_start`` where the name at the end of a noun phrase begins; ``full_name`` knows one by its letters, ``surname`` the
    family name it begins with, ``transliterated`` a foreign one by its characters
    and ``first_foreign`` where its first part begins; ``romanise`` writes a
    person's name as English texts do (None: it stands as it is). ``written`` gives a form of the lexicon in the script of a
    tag. ``token_unit`` names what ``words`` counts;
    ``name_in`` gives the person's name in a run of words with capitals (None: capitals are enough);
    ``own_name`` tells of one word, with what stands before and after it, whether it is a name by itself and no part of a
    longer one or of another word; None where only the rest of the text can tell.
    ``segmenters`` count in another unit when they are asked for by name, from text as written; ``readable`` says whether
    readability formulas are valid.
    """

    code: str
    name: str
    tags: tuple[str, ...]
    spaced: bool
    token_unit: str
    words: Callable[[str], Pairs]
    sentences: Callable[[str], Pairs]
    word_starts: Callable[[str], bytes]
    seams: Callable[[str, bytes], bytes] = no_seams
    refine: Callable[[str], str] = unchanged
    verbs: Callable[[str], tuple[str, ...]] = only_itself
    nouns: Callable[[str], tuple[str, ...]] = only_itself
    readable: bool = False
    noun_phrase: Callable[..., int] | None = None
    person_name: Callable[[str], bool] | None = None
    name_start: Callable[[str], int] | None = None
    full_name: Callable[[str], bool] | None = None
    surname: Callable[[str], str] | None = None
    romanise: Callable[[str], str] | None = None
    transliterated: Callable[[str], bool] | None = None
    first_foreign: Callable[[str], int] | None = None
    name_in: Callable[[str], str] | None = None
    own_name: Callable[[str, str, str], bool | None] | None = None
    written: Callable[[str, str], str] = as_it_is
    segmenters: Mapping[str, Callable[[str], Pairs]] = field(default_factory=dict)


@cache
def text_data(code: str) -> dict[str, Any]:
    """``lexicons/<code>/text.toml``: abbreviations, function words, and the wording of bylines and boilerplate."""
    return read_toml(data_root("lexicons") / code / "text.toml")
