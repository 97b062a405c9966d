"""analyze(): the steps in order, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Literal, get_args

from framing.data import validation_notes
from framing.errors import FramingError, InputError, UsageError
from framing.lexicon.overlay import BUILT_IN, Lexicon
from framing.measure.attribution import find_attributions
from framing.measure.entities import find_mentions
from framing.measure.frames import score_frames
from framing.measure.loaded import VoiceMap, find_loaded
from framing.measure.readability import score_readability
from framing.measure.scan import scan_all
from framing.measure.stance import score_stance
from framing.notes import Note
from framing.text.document import Document, read_document
from framing.text.languages import check_segmenter, covered, language_of
from framing.text.records import check_length
from framing.types import VOICES, Analysis, Article

AnalysisModel = Literal["engine", "learned"]
# What is learned stands on what is measured and takes a second to import: it is found by name, when it is asked for.
_LEARNED = "framing.learn.shipped", "add_learned"


def analyze(
    article: Article | str,
    *,
    readability: bool = False,
    lexicon: Lexicon = BUILT_IN,
    segmenter: str = "",
    model: AnalysisModel = "engine",
) -> Analysis:
    """Everything measured of one article: zones, attributions, loaded language by voice, stance, frames.

    Each step knows only what came before it. A text in a language that is not covered gets its zones and a reason
    in ``refused``, never scores; an empty text gives an empty analysis; a text of more than 5,000,000 characters gets the
    reason alone. ``readability`` adds English formulas.
    ``lexicon`` is what counts as loaded: the built-in word lists, or ``read_lexicon("mine.toml")`` over them.
    ``segmenter="underthesea"`` (extra ``vi``) counts Vietnamese in words, not syllables; ``token_unit`` says which.
    ``model="learned"`` adds, in ``predictions``, what the shipped models say of an English article; the engine's scores,
    each with the words that show it, stay as they are.

    >>> analysis = analyze('The minister called the tariff "economic coercion" on Monday.')
    >>> [(t.span.of(analysis.article.text), t.voice) for t in analysis.loaded]
    [('economic coercion', 'source')]
    """
    if not isinstance(lexicon, Lexicon):
        raise UsageError(f"lexicon is a Lexicon, got {type(lexicon).__name__} (give read_lexicon('mine.toml'))")
    if model not in get_args(AnalysisModel):
        raise UsageError(f"model is {' or '.join(get_args(AnalysisModel))}, got {model!r} (a model file: --model FILE)")
    if isinstance(article, str):
        article = Article(article)
    if not isinstance(article, Article):
        raise UsageError(f"an article is a text or an Article, got {type(article).__name__} (of a file: read_article)")
    try:
        check_length(article.text, article.id)
    except InputError as error:
        return failed(article, f"{error.reason} ({error.remedy})", lexicon)
    measured = _measure(read_document(article, segmenter), readability, lexicon)
    return _learned()(measured) if model == "learned" else measured


def _learned() -> Callable[[Analysis], Analysis]:
    module, name = _LEARNED
    found: Callable[[Analysis], Analysis] = getattr(import_module(module), name)
    return found


def _measure(document: Document, readability: bool, lexicon: Lexicon) -> Analysis:
    if (reason := _refusal(document)) is not None:
        return _refused(document, reason, lexicon)
    scan_all(document.paragraphs)
    mentions = find_mentions(document)
    attributions = find_attributions(document, mentions)
    voices = VoiceMap(document, attributions)
    loaded = find_loaded(document, attributions, mentions, lexicon, voices)
    return Analysis(
        article=document.article,
        language=document.language,
        zones=document.zones,
        n_sentences=sum(len(p.sentences) for p in document.own),
        tokens=voices.count_tokens(document.own),
        attributions=attributions,
        loaded=loaded,
        mentions=mentions,
        stance=score_stance(document, attributions, loaded, mentions),
        frames=score_frames(document, mentions),
        readability=score_readability(document) if readability else {},
        notes=(*document.article.notes, *validation_notes(document.language)),
        lexicon=lexicon.version,
        token_unit=document.token_unit,
    )


def analyze_each(
    articles: Iterable[Article], *, lexicon: Lexicon = BUILT_IN, segmenter: str = ""
) -> Iterator[Analysis]:
    """An analysis for each article, in order, in this process; one that fails is refused with the reason."""
    check_segmenter(segmenter)
    for article in articles:
        try:
            yield analyze(article, lexicon=lexicon, segmenter=segmenter)
        except FramingError as error:
            yield failed(article, str(error), lexicon)


def failed(article: Article, reason: str, lexicon: Lexicon = BUILT_IN) -> Analysis:
    """The record of an article that could not be measured: no zones, no scores, the reason."""
    return Analysis(
        article, article.language or "und", (), 0, dict.fromkeys(VOICES, 0), (), (), (), (), (), {},
        article.notes, reason, lexicon.version,
    )  # fmt: skip


def _refusal(document: Document) -> Note | None:
    if language_of(document.language) is not None:
        return None
    if document.language in ("", "und"):
        return Note("no_words", "no words of a covered language were found")
    return Note(
        "not_covered",
        "the text is in {language}, which is not covered (covered: {covered}); it gets zones and no scores",
        language=document.language,
        covered=tuple(covered()),
    )


def _refused(document: Document, reason: str, lexicon: Lexicon) -> Analysis:
    return Analysis(
        document.article, document.language, document.zones, 0, dict.fromkeys(VOICES, 0), (), (), (), (), (), {},
        document.article.notes, reason, lexicon.version,
    )  # fmt: skip
