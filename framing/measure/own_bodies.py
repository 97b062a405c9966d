"""Companies, schools, offices that only one article knows, by the word for their kind: 劲力健身馆, ``Công ty Xanh Việt``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from framing.lexicon.body_words import BodyRules, BodyWord, body_rules, body_words
from framing.lexicon.match import Hit
from framing.measure.entities import again
from framing.measure.scan import hits_in
from framing.records import mypyc_attr
from framing.text.document import Document, Paragraph
from framing.text.places import Places
from framing.types import Mention, Span

# In words: how far a name may reach before the word for its kind, or behind it.
_LONGEST: Final = 5
_LONGEST_BEHIND, _NAME_REACH = 9, 100
# In characters: so short a name names nobody; so far is looked for words before a kind alone.
_LEAST_NAME, _LOOK = 2, 12
_OFTEN: Final = 2
# More names than this are not asked whether they come back without the word for their kind.
_MAX_NAMES: Final = 30
_LONGEST_TITLE: Final = 60
_PAIRS: Final = {'"': '"', "“": "”", "「": "」", "《": "》"}
_OPENS: Final = {close: open_ for open_, close in _PAIRS.items()}
_MARKS: Final = "\"“”‘’'()[]{}.,;:!?…"


@mypyc_attr(acyclic=True)
class _Word:
    """A word for a kind in its paragraph, and where names before it may begin, the shortest first."""

    __slots__ = ("hit", "paragraph", "starts")

    def __init__(self, paragraph: Paragraph, hit: Hit[BodyWord], starts: Sequence[int]) -> None:
        self.paragraph, self.hit, self.starts = paragraph, hit, starts


def own_bodies(document: Document, named: Sequence[Mention]) -> Sequence[Mention]:
    """The bodies that no lexicon knows, and the words that come back for the only one of their kind; in no order.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> text = "劲力健身馆关门了。会员说,劲力健身馆不退钱。"
    >>> [m.span.of(text) for m in own_bodies(read_document(Article(text)), ())]
    ['劲力健身馆', '劲力健身馆']
    """
    language = document.own[0].language if document.own else None
    rules = body_rules(language) if language is not None else None
    if language is None or rules is None:
        return ()
    # A paragraph in another language is read by other rules.
    own = [paragraph for paragraph in document.own if paragraph.language is language]
    words = [_Word(paragraph, hit, ()) for paragraph in own for hit in hits_in(paragraph, body_words(language))]
    if not words:
        return ()
    taken = Places(named, lambda mention: mention.span)
    found, bare = _behind(words, rules, taken, document) if language.spaced else _before(words, rules, taken, document)
    return [*found, *_come_back(bare, found, named)]


def _mention(span: Span, name: str, word: BodyWord) -> Mention:
    return Mention(span, "", name, "policy" if word.quoted else "body", word.role, False, name)


def _in_marks(text: str, span: Span, *, behind: bool) -> Span | None:
    """What marks set off right behind a word for a kind, or right before it: the programme “Light for all”."""
    if behind:
        opening = span.end + (text[span.end : span.end + 1] == " ")
        close = _PAIRS.get(text[opening : opening + 1], "")
        end = text.find(close, opening + 2, opening + _LONGEST_TITLE) if close else -1
        return Span(opening + 1, end) if end > 0 else None
    open_ = _OPENS.get(text[span.start - 1 : span.start], "")
    begin = text.rfind(open_, max(0, span.start - _LONGEST_TITLE), span.start - 2) if open_ else -1
    return Span(begin + 1, span.start - 1) if begin >= 0 else None


def _before(
    words: Sequence[_Word], rules: BodyRules, taken: Places[Mention], document: Document
) -> tuple[list[Mention], list[_Word]]:
    """Names before the word for their kind, where no blanks part words: what comes back with it; and the words alone."""
    text = document.article.text
    found: list[Mention] = []
    bare: list[_Word] = []
    named: list[_Word] = []
    counts: Counter[str] = Counter()
    for word in words:
        entry, hit, paragraph = word.hit.entry, word.hit, word.paragraph
        span = paragraph.raw(hit.start, hit.end)
        if taken.meets(span.start, span.end):
            continue
        if entry.quoted:
            title = _in_marks(text, span, behind=False)
            if title is not None and not taken.meets(title.start, title.end):
                found.append(_mention(title, title.of(text), entry))
            elif title is None and _is_definite(paragraph, hit.start, rules):
                bare.append(word)
            continue
        starts = () if entry.alone else _starts(paragraph, hit, rules)
        if not starts and entry.whole:
            found.append(_mention(span, span.of(text), entry))
        elif starts:
            named.append(_Word(paragraph, hit, starts))
            counts.update([paragraph.folded.text[start : hit.end] for start in starts])
        elif entry.alone or _is_definite(paragraph, hit.start, rules):
            bare.append(word)
    for word in named:
        hit, line = word.hit, word.paragraph.folded.text
        best = -1
        for start in word.starts:
            often = counts[line[start : hit.end]]
            if often < _OFTEN or (best >= 0 and often * 2 <= counts[line[best : hit.end]]):
                break
            if hit.start - start >= _LEAST_NAME and not _plain(word.paragraph, start, hit.start, rules):
                best = start
        if best < 0 and not hit.entry.whole:
            continue
        span = word.paragraph.raw(best if best >= 0 else hit.start, hit.end)
        if not taken.meets(span.start, span.end):
            found.append(_mention(span, span.of(text), hit.entry))
    return found, bare


def _starts(paragraph: Paragraph, hit: Hit[BodyWord], rules: BodyRules) -> Sequence[int]:
    """Where a name that ends with a word may begin: at the words before it, up to one that no name holds."""
    edges, line = paragraph.edges, paragraph.folded.text
    starts: list[int] = []
    at = hit.start
    for _ in range(_LONGEST):
        begins = at - 1
        while begins > 0 and not edges[begins]:
            begins -= 1
        word = line[max(0, begins) : at]
        if begins < 0 or not word.isalpha() or word.isascii() or word in rules.stops or word[0] in rules.stops:
            break
        starts.append(begins)
        at = begins
    return starts


def _plain(paragraph: Paragraph, start: int, end: int, rules: BodyRules) -> bool:
    """Whether a stretch is made of words that name nobody: 上市, 大型."""
    edges, line = paragraph.edges, paragraph.folded.text
    if line[start:end] in rules.plain:
        return True
    at = start
    for i in range(start + 1, end + 1):
        if i == end or edges[i]:
            if line[at:i] not in rules.plain:
                return False
            at = i
    return True


def _is_definite(paragraph: Paragraph, start: int, rules: BodyRules) -> bool:
    """Whether a word for a kind stands behind a mark, or behind one that says that it is known."""
    before = paragraph.folded.text[max(0, start - _LOOK) : start].rstrip()
    return not before or before[-1] in ',。.;:!?“"' or before.endswith(rules.definite)


def _behind(
    words: Sequence[_Word], rules: BodyRules, taken: Places[Mention], document: Document
) -> tuple[list[Mention], list[_Word]]:
    """Names behind the word for their kind, by their capitals; and the words alone."""
    text = document.article.text
    found: list[Mention] = []
    bare: list[_Word] = []
    alone: dict[str, bool] = {}
    for word in words:
        paragraph, hit = word.paragraph, word.hit
        span = paragraph.raw(hit.start, hit.end)
        single = " " not in (written := span.of(text))  # sở is no office in trụ sở
        if single and not written[0].isupper():
            continue
        title = _in_marks(text, span, behind=True) if hit.entry.quoted else None
        if title is not None:
            if not taken.meets(title.start, title.end):
                found.append(_mention(title, title.of(text), hit.entry))
            continue
        end, name = (0, "") if hit.entry.alone or hit.entry.quoted else _run(text, span, paragraph, rules)
        if name and hit.entry.role == "business" and len(alone) < _MAX_NAMES:
            called = text[span.end + 1 : end]
            if called not in alone:
                alone[called] = _comes_alone(called, {*rules.legal, written.rpartition(" ")[2].casefold()}, text)
            if alone[called]:
                continue  # found by its name, which comes back without the word
        if name:
            over = taken.over(span.start)
            behind = over.span.end if over is not None and over.type == "group" else span.start
            if not taken.meets(behind, end):
                found.append(_mention(Span(span.start, end), name, hit.entry))
        elif (
            not single and not taken.meets(span.start, span.end) and (hit.entry.alone or _alone(paragraph, hit, rules))
        ):
            bare.append(word)
    return found, bare


def _comes_alone(name: str, before: Collection[str], text: str) -> bool:
    """Whether a name stands somewhere without one of the words that stand before it."""
    at = text.find(name)
    while at >= 0:
        if not set(text[max(0, at - _LOOK) : at].casefold().split()[-1:]) & set(before):
            return True
        at = text.find(name, at + len(name))
    return False


def _run(text: str, head: Span, paragraph: Paragraph, rules: BodyRules) -> tuple[int, str]:
    """Where the words with capitals behind a word for a kind end, and the name that they make with it.

    A word in small letters belongs to it where the lexicon says so, alone or with the one beside it, and between capitals.
    """
    words = f"{text[head.end : min(head.end + _NAME_REACH, paragraph.zone.span.end)]} ".split(" ")
    if words[0]:
        return 0, ""
    kept: list[str] = []
    at, end, number = head.end, 0, 1
    waiting: list[str] = []
    while number < len(words) - 1 and number <= _LONGEST_BEHIND:
        word, follows = words[number].rstrip(_MARKS), words[number + 1].rstrip(_MARKS)
        one, two = word.casefold(), f"{word} {follows}".casefold()
        step = 2 if two in rules.inner and word == words[number] else 1
        named = word[:1].isupper() or (word.isdigit() and bool(kept))
        between = bool(kept) and not waiting and follows[:1].isupper() and word.isalpha()
        if not (step == 2 or named or one in rules.inner or between):
            break
        if two in rules.legal or (step == 1 and one in rules.legal):
            taken: list[str] = []
        else:
            taken = [word, follows] if step == 2 else [word]
        last = words[number + step - 1]
        at += sum(len(written) + 1 for written in words[number : number + step])
        if named:
            kept += [*waiting, *taken]
            waiting, end = [], at - len(last) + len(last.rstrip(_MARKS))
        else:
            waiting += taken
        if last.rstrip(_MARKS) != last:
            break
        number += step
    if not any(word[0].isupper() for word in kept):
        return 0, ""
    whole = " ".join(kept)
    person = paragraph.language.name_in(whole) if paragraph.language.name_in is not None else ""
    if person and person != whole and whole.endswith(person) and person.count(" ") > 1:
        end -= len(person) + 1  # Giám đốc Công ty Xanh Việt Trần Văn Hải
        whole = whole.removesuffix(person).rstrip()
    first = head.of(text)
    return end, f"{first[0].upper()}{first[1:]} {whole}"


def _alone(paragraph: Paragraph, hit: Hit[BodyWord], rules: BodyRules) -> bool:
    """Whether a word for a kind stands alone and is not one of many."""
    line = paragraph.folded.text
    behind = line[hit.end : hit.end + _LOOK]
    closed = not behind or behind[0] in _MARKS or behind.lstrip().startswith(tuple(f"{w} " for w in rules.closing))
    return closed and not line[max(0, hit.start - _LOOK) : hit.start].rstrip().endswith(rules.plural)


def _come_back(bare: Sequence[_Word], found: Sequence[Mention], named: Sequence[Mention]) -> list[Mention]:
    """Words for a kind alone, behind the only body of that kind that the article names, as that body."""
    if not bare:
        return []
    kinds: dict[str, dict[str, Mention]] = {}
    often = Counter(m.name for m in named if m.type == "body" and m.role == "business" and m.target == m.name)
    businesses = {m.name: m for m in reversed(named) if often[m.name] >= _OFTEN}
    words = {word.hit.entry.kind: word.hit.entry for word in bare}
    for kind, entry in words.items():
        names = {m.name: m for m in reversed(found) if m.role == entry.role}
        kinds[kind] = {**names, **businesses} if entry.known else names
    back = []
    for word in bare:
        candidates = kinds[word.hit.entry.kind]
        span = word.paragraph.raw(word.hit.start, word.hit.end)
        if len(candidates) == 1 and (one := next(iter(candidates.values()))).span.end <= span.start:
            back.append(again(one, span))
    return back
