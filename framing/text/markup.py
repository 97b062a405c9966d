"""Tags, addresses and link targets in a text: never words, so a copy for reading has blanks in their place."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"<!--.{0,2000}?-->|</?[a-zA-Z][^<>]{0,500}>"  # tags; `3 < 4` is none
    r"|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)|(?<=\])\([^)\s]{0,500}\)"  # a Markdown image; where a Markdown link leads
    r"|(?:https?://|www\.)[!-~]*[/\w]"
    r"|&(?:nbsp|amp|lt|gt|quot|apos|[lr][sd]quo|[mn]dash|hellip|#\d{1,6}|#x[0-9a-fA-F]{1,6});"
)


def blank_markup(text: str) -> str:
    """The text with a blank for each character of a tag, an entity, an address or a link's target; of the same length.

    >>> blank_markup('<p>The <b>ferry</b> [stayed](https://a.example) in.</p>')
    '   The    ferry     [stayed]                    in.    '
    """
    if not may_hold_markup(text):
        return text
    return _MARKUP.sub(lambda match: " " * len(match.group()), text)


def may_hold_markup(text: str) -> bool:
    """Whether a text has a mark that all markup has."""
    return "<" in text or "&" in text or "](" in text or "://" in text or "www." in text
