"""Which forms of a verb can be passive, and which are nouns: was accused, was falsely accused; not was angered by X, which has its object behind."""

from __future__ import annotations

from collections.abc import Sequence

from framing.lexicon.entries import Predicate
from framing.measure.role_links import Name
from framing.measure.role_words import RoleGrammar


def can_be_passive(
    grammar: RoleGrammar, text: str, place: tuple[int, int], predicate: Predicate, after: Sequence[Name]
) -> bool:
    """Whether the form at a place can be passive, with the names behind it; all are where no ending shows it.

    What somebody feels has who stands right behind the preposition for its object: fed up with X.
    """
    start, end = place
    if not grammar.participle:
        return True
    words = text[start:end].split(" ")
    if len(words) > 1 and grammar.link_endings and words[0].endswith(grammar.link_endings):
        words = words[1:]
    if not words[0].endswith(grammar.participle):
        return False
    felt = not predicate.agent and not predicate.plain
    if len(words) == 1 or not felt or words[-1] not in grammar.inside["oblique"] or not after:
        return True
    between = grammar.behind(text, end, after[0].start)
    return bool(between.strip()) and grammar.ends("oblique", between)


def is_noun(grammar: RoleGrammar, form: str, behind: str) -> bool:
    """Whether a verb is a noun by the article or the preposition right before it, and by its form: screamed for help."""
    verb = form.partition(" ")[0]
    if not grammar.participle or verb.endswith((*grammar.participle, *grammar.gerund)):
        return False
    without = grammar.without_article(behind)
    last = without.rpartition(" ")[2]
    return without != behind.rstrip() or (
        last in grammar.inside["oblique"] and last not in grammar.inside["infinitive"]
    )


def does_it(grammar: RoleGrammar, between: str) -> bool:
    """Whether who stands behind a passive marker does it, and does not but say so: 甲被乙打压, not 甲被乙指控打压."""
    return not any(word in between for word in grammar.inside["reported"])
