"""Names in the text, joined to one canonical person, state or body in every language."""

from __future__ import annotations

from framing.lexicon.load import entity_matcher
from framing.text.document import Document, Paragraph
from framing.types import Mention


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Every known entity the paragraphs name, in order, with the form that was chosen.

    >>> from framing.text.document import read_document
    >>> from framing.types import Article
    >>> [m.name for m in find_mentions(read_document(Article("Reporters in Beijing met officials of the United Nations.")))]
    ['China', 'United Nations']
    """
    return tuple(
        mention for paragraph in document.paragraphs for mention in _in_paragraph(paragraph, document.article.text)
    )


def _in_paragraph(paragraph: Paragraph, text: str) -> list[Mention]:
    found = []
    for hit in entity_matcher(paragraph.language).find(paragraph.folded.text, paragraph.edges):
        span, entity = paragraph.raw(hit.start, hit.end), hit.entry
        written = span.of(text)
        if (entity.cased and written != entity.cased) or (paragraph.language.spaced and written[:1].islower()):
            continue  # a name is written with capitals: China, not china; US, not us
        found.append(
            Mention(
                span, entity.id, entity.name, entity.type, entity.role, entity.metonym, entity.target, entity.naming
            )
        )
    return found
