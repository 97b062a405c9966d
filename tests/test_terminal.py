"""Tables of the command line: they fit the terminal, whatever the groups are called, and lose no cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from framing.show.terminal import WIDTH, by_group


@given(st.lists(st.text("ab 水ổ", max_size=30), min_size=1, max_size=14), st.integers(1, 12))
def test_groups_fit_the_terminal_and_keep_every_cell(names: list[str], width: int) -> None:
    body = [["row", *(f"{place:x}" * width for place, _ in enumerate(names))]]
    lines = by_group("Title", body, [""], names).splitlines()
    assert max(wcswidth(line) for line in lines) <= WIDTH
    assert [cell for line in lines if line.startswith("row") for cell in line.split()[1:]] == body[0][1:]


def test_names_are_whole_where_there_is_room() -> None:
    head = by_group("Title", [["official", "54% (30)", "19% (15)"]], ["source"], ["The Harbor Ledger", "海外晨報"])
    assert head.splitlines()[1].split("  ") == ["source", "", "The Harbor Ledger", "海外晨報"]
