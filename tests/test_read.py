"""Files and folders to articles: endings, encodings, manifests, and what is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from framing import Article, InputError, analyze, read_article, read_articles
from framing.data import data_root
from framing.text import read

TEXT = "The ferry stayed in port on Monday.\nThe ice on the lake was too thin.\n"
VIETNAMESE = "Chiếc phà nằm bến vì băng quá mỏng.\n"


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_character_that_nobody_sees_is_kept_and_noted(tmp_path: Path) -> None:
    text = "The fer\u200bry stayed.\n"
    article = read_article(put(tmp_path / "a.txt", text))
    assert article.text == text
    assert any("zero-width" in note for note in article.notes)


def test_the_text_is_what_the_file_holds(tmp_path: Path) -> None:
    text = "  Ice\r\n\r\n\tThe ferry—stayed. \n\n"
    article = read_article(put(tmp_path / "ice.txt", text))
    assert article.text == text
    assert (article.id, article.outlet, article.language, article.notes) == ("ice", "", "", ())


@pytest.mark.parametrize("name", ["a.txt", "a.md", "A.TXT", "no-ending"])
def test_a_named_file_is_read_whatever_its_ending(name: str, tmp_path: Path) -> None:
    assert read_article(put(tmp_path / name, TEXT)).text == TEXT


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_a_byte_order_mark_is_obeyed_and_noted(encoding: str, mark: bytes, tmp_path: Path) -> None:
    article = read_article(put(tmp_path / "a.txt", mark + VIETNAMESE.encode(encoding)))
    assert article.text == VIETNAMESE
    assert len(article.notes) == 1 and "utf-" in article.notes[0]


def test_a_mark_that_lies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt: its mark says utf-16, its bytes do not"):
        read_article(put(tmp_path / "a.txt", b"\xff\xfea"))


BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\t\r\n", "the file is empty"),
    "binary.txt": (bytes(range(256)) * 4, "binary"),
    "nul.txt": (b"The ferry\x00stayed", "binary"),
    "gbk.txt": ("湖区渡轮周一停航。".encode("gbk"), "not UTF-8"),
    "latin.txt": ("Le pêcheur espère".encode("latin-1"), "not UTF-8"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_name_reason_and_remedy(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    with pytest.raises(InputError) as caught:
        read_article(put(tmp_path / name, data))
    error = caught.value
    assert reason in error.reason
    assert error.path.endswith(name) and error.remedy
    assert "\n" not in str(error) and all(part in str(error) for part in (error.path, error.reason, error.remedy))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        read_article(tmp_path / "gone.txt")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "long.txt", TEXT)
    size = len(TEXT.encode())
    monkeypatch.setattr(read, "MAX_BYTES", size)
    assert read_article(path).text == TEXT
    monkeypatch.setattr(read, "MAX_BYTES", size - 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(InputError, match="more than the"):
        read_article(path)


def test_the_run_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    paths = [put(tmp_path / name, data) for name, (data, _) in BAD.items()]
    good = [put(tmp_path / "first.txt", TEXT), put(tmp_path / "last.txt", VIETNAMESE)]
    items = list(read_articles([good[0], *paths, tmp_path / "gone.txt", good[1]]))
    assert [type(item) for item in items] == [Article, *[InputError] * (len(BAD) + 1), Article]
    assert [item.path.rpartition("/")[2] for item in items] == ["first.txt", *BAD, "gone.txt", "last.txt"]


def test_a_folder_is_read_in_order_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "notes.docx", "README.md", "LICENSE.txt", "cat.jpg"):
        put(tmp_path / name, TEXT)
    *found, left = read_articles(tmp_path)
    assert [Path(item.path).relative_to(tmp_path).as_posix() for item in found] == ["a.md", "b.txt", "sub/c.txt"]
    assert "1 file in it is of a kind that is not read: notes.docx (save as .txt, or take out)" in str(left)


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    put(tmp_path / "notes.docx", "a,b\n")
    (item,) = read_articles(tmp_path)
    assert isinstance(item, InputError) and str(tmp_path) in item.path


def test_one_path_may_be_given_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    for given in (str(path), path, [path], iter([str(path)])):
        (item,) = read_articles(given)
        assert isinstance(item, Article) and item.text == TEXT


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", TEXT)
    later = tmp_path / "later.txt"
    items = read_articles([path, later])
    assert isinstance(next(items), Article)
    put(later, TEXT)  # not there when the reading began
    assert isinstance(next(items), Article)


MANIFEST = """
[[article]]
file = "a.txt"
outlet = "The Umber Courier"
language = "en"
date = 2031-03-04
event = "ferry"
title = "Ferry Stays in Port"

[[article]]
outlet = "An entry without a file"
"""


@pytest.mark.parametrize("name", ["corpus.toml", "manifest.toml"])
def test_a_manifest_beside_the_file_tells_what_is_known(name: str, tmp_path: Path) -> None:
    put(tmp_path / name, MANIFEST)
    known = read_article(put(tmp_path / "a.txt", TEXT))
    assert (known.outlet, known.language, known.event) == ("The Umber Courier", "en", "ferry")
    assert (known.title, str(known.date)) == ("Ferry Stays in Port", "2031-03-04")
    assert read_article(put(tmp_path / "b.txt", TEXT)).outlet == ""


def test_the_date_is_text_as_the_article_says(tmp_path: Path) -> None:
    put(tmp_path / "corpus.toml", MANIFEST)
    assert read_article(put(tmp_path / "a.txt", TEXT)).date == "2031-03-04"


def test_the_outlet_given_overrides_the_manifest(tmp_path: Path) -> None:
    put(tmp_path / "corpus.toml", MANIFEST)
    path = put(tmp_path / "a.txt", TEXT)
    assert read_article(path, outlet="Radio Umber").outlet == "Radio Umber"
    (item,) = read_articles(path, outlet="Radio Umber")
    assert isinstance(item, Article) and (item.outlet, item.event) == ("Radio Umber", "ferry")


def test_a_broken_manifest_is_one_named_error_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path / "broken/corpus.toml", "[[article]\n")
    bad = put(tmp_path / "broken/a.txt", TEXT)
    good = put(tmp_path / "good/b.txt", TEXT)
    first, second = read_articles([bad, good])
    assert isinstance(first, InputError) and "corpus.toml" in str(first)
    assert isinstance(second, Article)


def test_the_demo_is_known_wherever_its_manifest_lies_beside_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(data_root("seeds") / "demo", tmp_path / "copy"))
    items = list(read_articles(folder))
    assert len(items) == 24 and all(isinstance(item, Article) for item in items)
    assert len({item.outlet for item in items if isinstance(item, Article)}) == 4
    assert len({item.event for item in items if isinstance(item, Article)}) == 6


def test_a_seed_text_is_known_by_its_bytes(shared: Path, tmp_path: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        article = read_article(shutil.copy(path, tmp_path / "any-name.txt"))
        assert article.outlet and article.event == "rare-earths"


@pytest.mark.parametrize(
    ("text", "chosen", "found"),
    [
        ("Ferry closed", "vi", "vi"),  # too short to tell
        ("Ferry closed", "", "en"),
        ("山水人口", "zh-TW", "zh-Hant"),  # written the same in both scripts
        ("山水人口", "Chinese", "zh-Hans"),
        ("2031", "vi", "vi"),
        ("2031", "fr", "und"),
        ("Der Minister", "de", "de"),
        ("Le ministre a dit que la réforme serait votée lundi par les députés de la région.", "fr", "fr"),
    ],
)
def test_a_chosen_language_is_that_of_lines_that_do_not_tell(text: str, chosen: str, found: str) -> None:
    analysis = analyze(Article(text, language=chosen))
    assert analysis.language == found and not any("chosen" in note for note in analysis.notes)
    assert bool(analysis.refused) == (found in ("und", "de", "fr"))


@pytest.mark.parametrize(
    ("text", "chosen", "found"),
    [
        ("The minister said on Monday that the ferry was closed for the winter.", "vi", "en"),
        ("渡輪停駛了。", "zh-Hans", "zh-Hant"),
        ("Le ministre a dit que la réforme serait votée lundi par les députés de la région.", "en", "und-Latn"),
    ],
)
def test_a_choice_that_the_text_contradicts_is_said_and_gives_no_score(text: str, chosen: str, found: str) -> None:
    analysis = analyze(Article(text, language=chosen))
    assert analysis.language == found
    assert f"language chosen as {chosen}; the text reads as {found}, and is taken as that" in analysis.notes
    assert bool(analysis.refused) == found.startswith("und") and (not analysis.refused or not analysis.loaded)


def test_the_language_of_articles_that_name_none(tmp_path: Path) -> None:
    put(tmp_path / "a.csv", "text,language\nFerry closed,\nPort open,English\nPort shut,中文\n")
    found = list(read_articles(tmp_path / "a.csv", language="vi"))
    assert [article.language for article in found if isinstance(article, Article)] == ["vi", "en", "zh"]
