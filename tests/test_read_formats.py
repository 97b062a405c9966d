"""Every format in: tables, pages, archives, encodings; and what is broken is an error by file and row, the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import stat
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import Article, InputError, UsageError, analyze, read_article, read_articles, report, to_dict, to_frame
from framing.data import data_root
from framing.text import sources, tables_in
from framing.text.damage import find_damage
from framing.text.dates import iso_date
from framing.text.encodings import decode

ENGLISH = "The ferry stayed in port on Monday because the ice on the lake was too thin, the mayor said.\n"
CHINESE = "市长周一表示，湖面的冰层太薄，渡轮只能停在港口。议会将在下周讨论维修预算，乘客需要等待通知。\n"
TRADITIONAL = "市長週一表示，湖面的冰層太薄，渡輪只能停在港口。議會將在下週討論維修預算，乘客需要等待通知。\n"
VIETNAMESE = "Thị trưởng cho biết chiếc phà nằm bến vì băng trên hồ quá mỏng, người dân phải chờ thông báo mới.\n"
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>Ferry Stays in Port</title>
<meta property="og:site_name" content="The Umber Courier"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2021-03-04T08:00:00Z">
<link rel="canonical" href="https://umber.example/ferry"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry Stays in Port</h1>{body}</article>
<footer>All rights reserved</footer></body></html>"""
BODY = "".join(
    f"<p>{ENGLISH.strip()} Paragraph {n} of the report has some more words of its own.</p>" for n in range(6)
)


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def articles(path: Path, **asked: Any) -> list[Article]:
    items = list(read_articles(path, **asked))
    assert all(isinstance(item, Article) for item in items), [str(item) for item in items]
    return [item for item in items if isinstance(item, Article)]


def told(item: Article | InputError) -> str:
    return item.text if isinstance(item, Article) else str(item).rpartition("/")[2]


def windows_1258(text: str) -> bytes:
    """As Windows writes Vietnamese: the letter with its hat or horn, then the tone as a mark of its own."""
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        out += unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tones
    return out.encode("cp1258")


# Tables


@pytest.mark.parametrize(
    ("header", "delimiter", "ending"),
    [
        ("Headline,Source,Published,Language,Topic,Body", ",", "csv"),
        ("标题;媒体;日期;语言;事件;正文", ";", "csv"),
        ("標題\t來源\t時間\t語言\t主題\t內容", "\t", "tsv"),
        ("Tiêu đề|Báo|Ngày|Ngôn ngữ|Sự kiện|Nội dung", "|", "csv"),
    ],
)
def test_the_usual_columns_are_found(header: str, delimiter: str, ending: str, tmp_path: Path) -> None:
    cells = ["Ferry", "Umber Courier", "2031/3/4", "en", "ferry", '"Two\r\nlines"']
    (article,) = articles(put(tmp_path / f"news.{ending}", header + "\r\n" + delimiter.join(cells) + "\r\n"))
    assert article.text == "Two\r\nlines"
    assert (article.title, article.outlet, article.date) == ("Ferry", "Umber Courier", "2031-03-04")
    assert (article.language, article.event, article.id) == ("en", "ferry", "news:1")


def test_given_columns_go_before_the_usual_ones(tmp_path: Path) -> None:
    path = put(tmp_path / "news.csv", "text,my_col,paper\nshort,The whole text,Umber\n")
    (article,) = articles(path, columns={"text": "my_col", "outlet": "paper"})
    assert (article.text, article.outlet) == ("The whole text", "Umber")
    (error,) = read_articles(path, columns={"text": "mine"})
    assert "no column 'mine' (it has text, my_col, paper)" in str(error)
    with pytest.raises(UsageError, match="no column can be 'words'"):
        read_articles(path, columns={"words": "text"})


def test_a_row_brings_its_id_and_address(tmp_path: Path) -> None:
    lines = "id,url,text,date\nA7,https://a.example/7,Ice,03/04/2031\n../x,,Ferry,\nA7,,Port,\n"
    first, second, third = articles(put(tmp_path / "n.csv", lines))
    assert (first.id, first.date) == ("A7", "")
    assert first.notes == ("address https://a.example/7", "date given as 03/04/2031")
    assert (second.id, third.id) == ("n:2", "A7-2")


def test_broken_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = ['"The ice"', '"broken"quote', "two,cells", '""', '"nul \0"', '"The port"', '"never closed', "The lake"]
    path = put(tmp_path / "news.csv", "text\n" + "\n".join(rows))
    assert [told(item) for item in read_articles(path)] == [
        "The ice",
        "news.csv row 2: broken row: ',' expected after '\"' (check its quotation marks)",
        "news.csv row 3: 2 cells, the header has 1 (check its quotation marks)",
        "news.csv row 4: the text is empty (leave the row out, or give its text)",
        "news.csv row 5: NUL bytes (give plain text)",
        "The port",
        "news.csv row 7: broken row: unexpected end of data (check its quotation marks)",
        "The lake",
    ]


def test_a_byte_that_does_not_decode_breaks_its_row_only(tmp_path: Path) -> None:
    data = f"text\n{VIETNAMESE * 3}ph\udce0\n{VIETNAMESE}".replace(",", ";").encode("utf-8", "surrogateescape")
    items = list(read_articles(put(tmp_path / "n.csv", data)))
    assert [type(item) for item in items] == [Article] * 3 + [InputError, Article]
    assert "n.csv row 4: bytes that are not in the encoding" in str(items[3])


def test_a_file_of_broken_rows_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_in, "MAX_BROKEN_ROWS", 3)
    items = list(read_articles(put(tmp_path / "n.csv", "text\n" + "a,b\n" * 9)))
    assert len(items) == 4 and "the rest is not read" in str(items[-1])


def test_long_cells_are_read_and_endless_ones_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ENGLISH.replace(",", "") * 3_000
    (article,) = articles(put(tmp_path / "n.csv", f'text\n"{text}"\n'))
    assert article.text == text
    monkeypatch.setattr("framing.text.read.MAX_BYTES", 10_000)
    items = list(read_articles(put(tmp_path / "m.csv", f'text\nIce\n"{text}\n')))
    assert "longer than 0 MB" in str(items[1])


def test_rows_are_streamed(tmp_path: Path) -> None:
    path = put(tmp_path / "n.csv", "text\n" + ENGLISH * 5_000)
    items = read_articles(path, columns={"text": "text"})
    assert isinstance(next(items), InputError)  # the sentence has a comma
    assert next(items)


@pytest.mark.parametrize("data", ["", "\n\n", "text\n", "a,b\n1,2\n"])
def test_a_table_without_articles_yields_no_article(data: str, tmp_path: Path) -> None:
    assert not any(isinstance(item, Article) for item in read_articles(put(tmp_path / "n.csv", data)))


def test_json_lines(tmp_path: Path) -> None:
    lines = ['{"content": "The ice", "source": {"id": null, "name": "Umber"}}', "{broken", "[1]", "", '{"content": 5}']
    items = list(read_articles(put(tmp_path / "n.jsonl", "\n".join([*lines, '{"正文": "湖"}']))))
    assert [told(item) for item in items] == [
        "The ice",
        "n.jsonl row 2: not valid JSON: Expecting property name enclosed in double quotes at character 1 (check its format)",
        'n.jsonl row 3: a JSON list, not an object (write each article as {"text": "…"})',
        "n.jsonl row 5: its text is a int, not words (check the column)",
        "湖",
    ]
    assert isinstance(items[0], Article) and items[0].outlet == "Umber"


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"articles": rows}])
def test_json_lists(wrap: Callable[[list[dict[str, str]]], object], tmp_path: Path) -> None:
    path = put(tmp_path / "n.json", json.dumps(wrap([{"text": "The ice"}, {"text": "The port"}])))
    assert [(article.id, article.text) for article in articles(path)] == [("n:1", "The ice"), ("n:2", "The port")]
    with pytest.raises(InputError, match="more than one article"):
        read_article(path)


def test_one_json_object_is_one_article(tmp_path: Path) -> None:
    article = read_article(put(tmp_path / "n.json", '{"text": "lone \\ud800 half", "date": "20310304"}'))
    assert (article.id, article.text, article.date) == ("n", "lone \ud800 half", "2031-03-04")
    assert article.notes == ("has 1 lone surrogates",)


@pytest.mark.parametrize("data", ["[" * 100_000, "9" * 5_000, "null", "[]", "{", '{"a": 1}', "\ud800"])
def test_json_that_cannot_be_read(data: str, tmp_path: Path) -> None:
    (error,) = read_articles(put(tmp_path / "n.json", data.encode("utf-8", "surrogatepass")))
    assert isinstance(error, InputError)


def parquet(path: Path, **columns: list[Any]) -> Path:
    pyarrow = pytest.importorskip("pyarrow", reason="the scale extra is not installed")
    pytest.importorskip("pyarrow.parquet").write_table(pyarrow.table(columns), path)
    return path


def test_parquet(tmp_path: Path) -> None:
    import datetime

    path = parquet(
        tmp_path / "n.parquet", body=["The ice", None], published=[datetime.date(2031, 3, 4), None], x=[1, 2]
    )
    first, second = read_articles(path)
    assert isinstance(first, Article) and (first.id, first.date, first.text) == ("n:1", "2031-03-04", "The ice")
    assert "n.parquet row 2: the text is empty" in str(second)
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.write(path, "n.parquet")
    assert told(next(read_articles(tmp_path / "z.zip"))) == "The ice"


def test_parquet_that_cannot_be_read(tmp_path: Path) -> None:
    (error,) = read_articles(parquet(tmp_path / "n.parquet", count=[1, 2]))
    assert "no column for the text (it has count)" in str(error)
    whole = parquet(tmp_path / "w.parquet", text=["The ice"] * 9).read_bytes()
    (error,) = read_articles(put(tmp_path / "cut.parquet", whole[:-20]))
    assert "not a whole Parquet file" in str(error)


def test_a_folder_with_json_that_is_no_article(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", ENGLISH)
    put(tmp_path / "settings.json", '{"indent": 2}')
    put(tmp_path / "list.json", json.dumps([{"n": n} for n in range(50)]))
    put(tmp_path / "mixed.json", '[{"n": 1}, {"text": "The ice"}]')
    first, broken, second, last = read_articles(tmp_path)
    assert isinstance(first, Article) and isinstance(second, Article)
    assert "mixed.json row 1: no column for the text" in str(broken)
    assert "2 files in it hold no article: list.json, settings.json (leave them out" in str(last)
    (alone,) = read_articles(tmp_path / "settings.json")
    assert "no column for the text (it has indent)" in str(alone)


def test_own_results_in_a_folder_are_no_articles(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.txt", ENGLISH + "The so-called levy is scandalous, the mayor said on Monday, and nobody pays.\n"
    )
    analyses = [analyze(read_article(path))]
    put(tmp_path / "a.json", json.dumps(to_dict(analyses[0])))
    for rows in ("article", "attribution", "loaded", "stance", "frame"):
        table = to_frame(analyses, rows=rows)
        if len(table):
            table.to_csv(tmp_path / f"{rows}.csv", index=False)
    assert [item.path for item in read_articles(tmp_path)] == [str(path)]
    for name in ("a.json", "loaded.csv", "article.csv"):
        (error,) = read_articles(tmp_path / name)
        assert "labels or results of framing" in str(error)
    if find_spec("trafilatura"):
        report.save(tmp_path / "report.html", analyses)
        assert [item.path for item in read_articles(tmp_path)] == [str(path)]
    path.unlink()
    (error,) = read_articles(tmp_path)
    assert "only labels or results" in str(error)


def test_the_shipped_labels_are_no_articles() -> None:
    (error,) = read_articles(data_root("seeds") / "gold")
    assert "only labels or results" in str(error)


# Pages


def test_a_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    article = read_article(put(tmp_path / "p.html", PAGE.format(charset="utf-8", body=BODY)))
    assert article.text.count(ENGLISH.strip()) == 6 and "Sport" not in article.text and "rights" not in article.text
    assert (article.title, article.outlet, article.date) == ("Ferry Stays in Port", "The Umber Courier", "2021-03-04")
    assert article.notes[0] == "taken from HTML by trafilatura"
    assert article.author == "Ada Quill" and "address https://umber.example/ferry" in article.notes


LINKS = "".join(
    f'<li><a href="/{n}">Why the lake froze late in the year {n}</a> <i>2031-03-0{n}</i></li>' for n in range(1, 9)
)
COMMENT = "<p>I have lived here for sixty years and the ferry has never been on time, ice or no ice.</p>"
PORTAL = """<html><head><title>Ferry Stays in Port_Umber Daily News</title><meta name="author" content="https://umber.example/staff">
</head><body><div class="main-content"><ul class="menu">{links}</ul><h1>Ferry Stays in Port</h1>
<ul><li class="left"><div class="text">{body}</div></li><li class="right"><h3>Most read</h3><ul>{links}</ul></li></ul>
<div class="recommend"><h3>Recommended for you</h3><ul>{links}</ul></div>
<div class="comments"><h3>Comments</h3>{comment}</div></div></body></html>"""


def test_a_portal_page_without_its_lists_of_links(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    article = read_article(put(tmp_path / "p.html", PORTAL.format(links=LINKS, body=BODY, comment=COMMENT * 2)))
    lines = [line for line in article.text.splitlines() if line.strip()]
    assert sum(ENGLISH.strip() in line for line in lines) == 6, "each paragraph is a line of its own"
    assert "Why the lake froze" not in article.text
    assert (article.title, article.outlet, article.author) == ("Ferry Stays in Port", "Umber Daily News", "")


@pytest.mark.parametrize(
    "wrap", [lambda item: item, lambda item: [item], lambda item: {"@graph": [{"@type": "Org"}, item]}]
)
def test_structured_data_go_before_all_else(wrap: Callable[[dict[str, Any]], object], tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    item = {"@type": "NewsArticle", "headline": "Ferry Stays in Port", "datePublished": "2021-03-05T08:00:00+01:00",
            "author": [{"@type": "Person", "name": "Pim Harker"}, {"name": "Ada Quill"}], "publisher": {"name": "Radio Umber"}}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(wrap(item))}</script>'
    page = PAGE.format(charset="utf-8", body=BODY).replace(
        "</head>", f"{script}<script type='application/ld+json'>{{</script></head>"
    )
    article = read_article(put(tmp_path / "p.html", page))
    assert (article.outlet, article.date, article.author) == ("Radio Umber", "2021-03-05", "Pim Harker, Ada Quill")


def test_a_page_declares_its_encoding(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    page = PAGE.format(charset="gb2312", body=f"<p>{CHINESE * 3}</p>" * 3)
    article = read_article(put(tmp_path / "p.htm", page.encode("gb18030")))
    assert CHINESE.strip() in article.text and "read as gb18030" in article.notes
    article = read_article(put(tmp_path / "q.htm", page))
    assert CHINESE.strip() in article.text and "declares gb2312, is utf-8" in article.notes


def test_a_manifest_goes_before_the_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="the html extra is not installed")
    put(tmp_path / "corpus.toml", '[[article]]\nfile = "p.html"\noutlet = "Radio Umber"\nevent = "ferry"\n')
    article = read_article(put(tmp_path / "p.html", PAGE.format(charset="utf-8", body=BODY)))
    assert (article.outlet, article.event, article.title) == ("Radio Umber", "ferry", "Ferry Stays in Port")


@pytest.mark.parametrize(
    ("module", "file", "extra"), [("trafilatura", "p.html", "html"), ("pyarrow", "n.parquet", "scale")]
)
def test_a_missing_extra_is_named(
    module: str, file: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (error,) = read_articles(put(tmp_path / file, "<p>The ice</p>"))
    assert f"needs the {extra} extra (pip install 'framing-analysis[{extra}]')" in str(error)


# Encodings


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (CHINESE.encode("gb18030"), CHINESE, "gb18030"),
        (CHINESE.encode("gb2312"), CHINESE, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        (CHINESE.encode("utf-16-le"), CHINESE, "utf-16-le"),
        (ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be"),
        (VIETNAMESE.encode("utf-32"), VIETNAMESE, "utf-32"),
        (windows_1258(VIETNAMESE), VIETNAMESE, "cp1258"),
        (("“No,” he said — and left. " + ENGLISH).encode("cp1252"), "“No,” he said — and left. " + ENGLISH, "cp1252"),
    ],
)
def test_an_encoding_is_told_and_noted(data: bytes, text: str, encoding: str, tmp_path: Path) -> None:
    article = read_article(put(tmp_path / "a.txt", data))
    assert unicodedata.normalize("NFC", article.text) == text
    assert article.notes == (f"read as {encoding}",)


def test_a_table_in_gbk(tmp_path: Path) -> None:
    text = CHINESE.strip()
    (article,) = articles(put(tmp_path / "n.csv", f"媒体,正文\n湖区报,{text}\n".encode("gbk")))
    assert (article.outlet, article.text, article.notes) == ("湖区报", text, ("read as gb18030",))


@pytest.mark.parametrize(
    "data", ["Президент сказал, что лёд тонкий.".encode("cp1251"), b"\xff\xfe\xfa" * 9, "渡轮".encode("gbk")]
)
def test_what_cannot_be_told_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(InputError, match=r"x: .*\(save it as UTF-8\)"):
        decode(data, "x")


def test_broken_utf8_is_not_taken_for_another_encoding() -> None:
    data = (CHINESE * 9).encode()
    with pytest.raises(InputError, match="nearly all of it is"):
        decode(data[:100] + b"\xff" + data[100:], "x")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("“No,” she said at the café.".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d"), "Windows-1252"),
        ("中国的渡轮".encode().decode("latin-1"), "Windows-1252"),
        (CHINESE.encode().decode("gb18030", "replace"), "UTF-8 read as GBK"),
        ("渡轮锟斤拷停航", "UTF-8 read as GBK"),
        ("Giá d\ufffdu", "1 replacement characters"),
        ("\u202eevil", "1 bidirectional controls"),
        ("scan\u200bdal", "1 zero-width characters inside words"),
        (CHINESE * 3 + "雜貨鋪裡沒有麵包", "Traditional-only"),
        (TRADITIONAL + "市長控製不住冰層，皇後號停在港口。", "2 words that only a bad conversion writes: 控製, 皇後"),
        (VIETNAMESE.encode().decode("cp1252", "replace"), "Windows-1252"),
        (TRADITIONAL.encode().decode("gb18030", "replace"), "UTF-8 read as GBK"),
    ],
)
def test_damage_is_noted_and_left_as_it_is(text: str, note: str, tmp_path: Path) -> None:
    article = read_article(put(tmp_path / "a.txt", text))
    assert article.text == text and any(note in found for found in article.notes), article.notes


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        CHINESE,
        TRADITIONAL,
        VIETNAMESE,
        CHINESE[:20],
        TRADITIONAL[:20],
        "製造商複製了公制的量具，後來在裏面發現了麵包。",
        "«CAFÉ» quê…” Nestlé®” voilà»…",
        "👩\u200d🚀 flew",
        "著名的乾隆于是说",
    ],
)
def test_sound_text_has_no_note(text: str) -> None:
    assert find_damage(text) == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [("2031-03-04T08:00:00Z", "2031-03-04"), ("ngày 25/12/2031", "2031-12-25"), ("12/25/2031", "2031-12-25"),
     ("03/04/2031", ""), ("2031-02-31", ""), ("", "")],
)  # fmt: skip
def test_dates(given: str, expected: str) -> None:
    assert iso_date(given) == expected


# Archives and folders


def zipped(path: Path, **files: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zip_of_everything(tmp_path: Path) -> None:
    manifest = '[[article]]\nfile = "a.txt"\nevent = "ferry"\n'
    files: dict[str, str | bytes] = {
        "umber/a.txt": ENGLISH,
        "umber/corpus.toml": manifest,
        "n.csv": "text\nThe ice\n",
        "湖/b.md": CHINESE,
    }
    files |= {"photo.jpg": b"\0", "__MACOSX/._a.txt": b"\0"}
    path = zipped(tmp_path / "z.zip", **files)
    found = articles(path, outlet="folder")
    assert [(item.id, item.outlet, item.event) for item in found] == [
        ("a", "umber", "ferry"),
        ("n:1", tmp_path.name, ""),
        ("b", "湖", ""),
    ]
    assert found[0].path == f"{path}/umber/a.txt"


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "x/../../a.txt", "C:/a.txt"])
def test_no_path_tricks(name: str, tmp_path: Path) -> None:
    first, second = read_articles(zipped(tmp_path / "z.zip", **{name: ENGLISH, "b.txt": ENGLISH}))
    assert "leads out of the archive" in str(first) and isinstance(second, Article)


def test_archives_in_archives_and_links_are_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"in.zip": b"PK", "a.txt.gz": b"", "b.txt": ENGLISH}
    path = zipped(tmp_path / "z.zip", **files)
    link = zipfile.ZipInfo("c.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    kinds = [type(item) for item in read_articles(path)]
    assert kinds == [InputError, InputError, Article, InputError]


def test_zip_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_EXPANDED", 100_000)
    (error,) = read_articles(zipped(tmp_path / "z.zip", **{"a.txt": b" " * 100_001}))
    assert "the limit is" in str(error)
    monkeypatch.setattr(sources, "MAX_MEMBERS", 1)
    (error,) = read_articles(zipped(tmp_path / "y.zip", **{"a.txt": ENGLISH, "b.txt": ENGLISH}))
    assert "2 files" in str(error)


def test_a_gzip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(b"text\n" + (b"a" * 999 + b"\n") * 2_000)
    monkeypatch.setattr(sources, "MAX_EXPANDED", 1_000_000)
    *_, last = read_articles(put(tmp_path / "a.csv.gz", bomb))
    assert isinstance(last, InputError) and "more than the 1 MB" in last.reason
    monkeypatch.setattr("framing.text.read.MAX_BYTES", 1_000)
    (last,) = read_articles(put(tmp_path / "a.txt.gz", bomb))
    assert "more than the 0 MB" in str(last)


def test_gz(tmp_path: Path) -> None:
    assert articles(put(tmp_path / "a.txt.gz", gzip.compress(ENGLISH.encode())))[0].text == ENGLISH
    (article,) = articles(put(tmp_path / "n.csv.gz", gzip.compress(b"text\nThe ice\n")), outlet="Umber")
    assert (article.id, article.outlet) == ("n:1", "Umber")
    (error,) = read_articles(put(tmp_path / "a.tar.gz", gzip.compress(b"x")))
    assert "unpack it first" in str(error)


def test_truncated_archives(tmp_path: Path) -> None:
    lines = "text\n" + "".join(f"The ice {n * n * 7919} broke\n" for n in range(50_000))
    *rows, last = read_articles(put(tmp_path / "n.csv.gz", gzip.compress(lines.encode())[:-1000]))
    assert len(rows) > 10_000 and all(isinstance(row, Article) for row in rows)
    assert isinstance(last, InputError) and "n.csv.gz: the compressed data end too early" in str(last)
    whole = zipped(tmp_path / "z.zip", **{"a.txt": ENGLISH}).read_bytes()
    (error,) = read_articles(put(tmp_path / "cut.zip", whole[:-30]))
    assert isinstance(error, InputError) and "cut.zip" in error.path
    broken = bytearray(zipped(tmp_path / "y.zip", **{"a.txt": ENGLISH * 9, "b.txt": CHINESE}).read_bytes())
    broken[45] ^= 0xFF
    first, second = read_articles(put(tmp_path / "y.zip", bytes(broken)))
    assert isinstance(first, InputError) and "y.zip/a.txt" in first.path and isinstance(second, Article)


def test_the_sub_folder_is_the_outlet_when_asked(tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    for name in ("umber/2031/a.txt", "courier/a.txt", "b.txt"):
        put(root / name, ENGLISH)
    assert [(a.id, a.outlet) for a in articles(root, outlet="folder")] == [
        ("b", "corpus"),
        ("a", "courier"),
        ("a-2", "umber"),
    ]
    assert [a.outlet for a in articles(root)] == ["", "", ""]
    assert articles(root / "courier/a.txt", outlet="folder")[0].outlet == "courier"


def test_link_loops_and_dead_links(tmp_path: Path) -> None:
    put(tmp_path / "sub/a.txt", ENGLISH)
    (tmp_path / "sub/loop").symlink_to(tmp_path)
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    items = list(read_articles(tmp_path))
    assert [type(item) for item in items] == [InputError, InputError, Article, InputError]
    assert "no such file" in str(items[0]) and "read already" in str(items[3])


def test_a_closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "shut/a.txt", ENGLISH)
    put(tmp_path / "z.txt", ENGLISH)
    real = Path.iterdir

    def shut(path: Path) -> Any:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "iterdir", shut)
    first, second = read_articles(tmp_path)
    assert "shut: cannot be read: Permission denied" in str(first) and isinstance(second, Article)


@pytest.mark.parametrize(("name", "data"), [("a.txt", ENGLISH), ("n.csv", "text\nThe ice\n")])
def test_a_file_that_changes_while_it_is_read(
    name: str, data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / name, data)
    real = Path.open

    def growing(self: Path, *args: Any) -> Any:
        stream = real(self, *args)
        with real(self, "a") as more:
            more.write("more")
        return stream

    monkeypatch.setattr(Path, "open", growing)
    *_, last = read_articles(path)
    assert isinstance(last, InputError) and "changed while it was read" in last.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_read_once(tmp_path: Path) -> None:
    end, other = os.pipe()
    os.write(other, ENGLISH.encode())
    os.close(other)
    assert articles(Path(f"/dev/fd/{end}"))[0].text == ENGLISH
    os.close(end)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_that_closes_without_a_word_is_an_empty_file() -> None:
    end, other = os.pipe()
    os.close(other)
    (error,) = read_articles(Path(f"/dev/fd/{end}"))
    assert "the file is empty" in str(error)
    os.close(end)


def test_odd_paths() -> None:
    for path in ("a\0b.txt", "", "x" * 5_000, "/dev/null"):
        for item in read_articles(path):
            assert isinstance(item, InputError | Article)
            break


# Arbitrary bytes

ENDINGS = [
    ".txt",
    ".md",
    ".html",
    ".csv",
    ".tsv",
    ".jsonl",
    ".json",
    ".parquet",
    ".zip",
    ".txt.gz",
    ".csv.gz",
    ".jsonl.gz",
]
TOKENS = [
    b"text", b"title,text\n", b'"', b",", b"\n", b"\r", b"\t", b"\0", b"PAR1", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<p>", b"<html>", b"<meta charset=", b"rot13>", b"gbk>", b"</p>", b"<!--",
    b'{"text": ', b'"The ice"', b"}", b"[", b"]", b"\\ud800", b"NaN", b"1e999", "湖".encode(), "湖面结冰".encode("gbk"), ENGLISH.encode(),
]  # fmt: skip
anything = st.lists(st.one_of(st.sampled_from(TOKENS), st.binary(max_size=8)), max_size=30).map(b"".join)


def packed(data: bytes, ending: str, cut: int) -> bytes:
    if ending.endswith(".gz"):
        data = gzip.compress(data)
    if ending == ".zip":
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archive:
            archive.writestr("a.csv", data)
            archive.writestr("b.txt", data)
        data = whole.getvalue()
    return data[: len(data) - cut] if cut else data


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=anything, pack=st.booleans(), cut=st.integers(0, 20), flip=st.integers(0, 400))
def test_arbitrary_bytes_never_raise(ending: str, data: bytes, pack: bool, cut: int, flip: int) -> None:
    found = bytearray(packed(data, ending, cut) if pack else data)
    if pack and flip < len(found):
        found[flip] ^= 0x11
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder) / f"a{ending}", bytes(found))
        items = list(read_articles(path, duplicates="report"))
    assert items or ending in (".csv", ".tsv", ".jsonl", ".csv.gz", ".jsonl.gz", ".zip", ".parquet")
    for item in items:
        assert isinstance(item, (Article, InputError))
        if isinstance(item, InputError):
            assert "\n" not in item.path and item.reason and item.remedy


def test_nothing_heavy_is_imported() -> None:
    import subprocess

    heavy = "pyarrow", "trafilatura", "charset_normalizer", "datasketch", "scipy", "lxml"
    code = f"import framing, sys; print([m for m in {heavy!r} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "[]"


def test_a_table_without_rows_and_a_pdf_are_named(tmp_path: Path) -> None:
    (tmp_path / "head.csv").write_text("outlet,text\n", encoding="utf-8")
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7\nno text yet\n")
    assert [str(found) for found in read_articles([tmp_path / "head.csv", tmp_path / "scan.txt"])] == [
        f"{tmp_path}/head.csv: no row stands under its header (give a table with articles)",
        f"{tmp_path}/scan.txt: it is a PDF, not text (copy its text into a .txt file)",
    ]


def test_an_address_is_no_missing_file() -> None:
    (found,) = read_articles("https://news.example/story")
    assert "an address, not a file" in str(found)


def test_documents_in_an_archive_are_not_dropped_unseen(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("scan.pdf", "%PDF-1.7")
    (found,) = read_articles(tmp_path / "news.zip")
    assert "1 file in it is of a kind that is not read: scan.pdf" in str(found)
