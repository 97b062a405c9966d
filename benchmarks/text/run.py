"""Zones and languages on the labelled articles, sentences on Universal Dependencies, speed beside a bare split."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from common import DATA, SHARED, data_hash, load_module, main, times_slower

from framing.text.damage import find_damage
from framing.text.document import read_document
from framing.text.languages import Language, language_of
from framing.text.read import read_articles
from framing.text.zones import find_zones
from framing.types import ARTICLE_ZONES, Article

GOLD = SHARED / "gold"
TREEBANKS = {"en": "en_ewt", "zh-Hans": "zh_gsdsimp", "zh-Hant": "zh_gsd-", "vi": "vi_vtb"}
TRANSLATIONS = {"en": "src.eng", "zh-Hans": "ref.zho-CN", "zh-Hant": "ref.zho-TW", "vi": "ref.vie"}
MISREAD = {"zh-Hans": "gb18030", "zh-Hant": "gb18030", "vi": "cp1252"}
_GLUED = ((r" ([,.;:!?…)\]}”%])", r"\1"), (r"([(\[{“]) ", r"\1"), (r'" ([^"]*?) "', r'"\1"'))


# Characters of a treebank's piece, passes that the best is taken of, texts of each language to begin with, MB/s.
PIECE, PASSES, WARM, SLOWEST = 4000, 3, 20, 1.0


def treebank(tag: str) -> Path:
    """The file of a language's treebank."""
    return next(p for p in sorted((DATA / "ud").rglob("*.conllu")) if p.name.startswith(TREEBANKS[tag]))


def zone_scores() -> tuple[dict[str, float], list[Path]]:
    """Zone and language scores of the gold articles, by the shared scorer."""
    scorer = load_module(SHARED / "tools" / "score_gold.py")
    total, files = scorer.Tally(), sorted(GOLD.glob("*.json"))
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        raw = (GOLD / "raw" / gold["file"]).read_text(encoding="utf-8")
        gold["_line_chars"] = {n: len(line.strip()) for n, line in enumerate(raw.splitlines(), 1)}
        zones = [{"line": z.line, "zone": z.kind, "lang": z.language} for z in find_zones(raw)]
        scorer.score(gold, {"zones": zones}, total)
    report = scorer.report(total)
    return {name: report[name] for name in ("zone_char_f1", "zone_line_acc", "lang_line_acc")}, files


def sentences(path: Path, *, glue: bool, spaced: bool) -> tuple[str, set[int]]:
    """The text of a treebank, paragraphs and documents on their own lines, and the offsets where its sentences end."""
    text, ends, separator = "", set(), ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("# newdoc", "# newpar")):
            separator = "\n"
        elif line.startswith("# text = "):
            sentence = line[9:].rstrip("\n")
            for pattern, plain in _GLUED if glue else ():  # VTB writes its tokens apart
                sentence = re.sub(pattern, plain, sentence)
            text += separator + sentence if text else sentence
            ends.add(len(text))
            separator = " " if spaced else ""
    return text, ends


def boundary_f1(language: Language, text: str, gold: set[int]) -> float:
    """F1 of sentence ends, each line read by itself."""
    found, start = set(), 0
    for line in text.split("\n"):
        found |= {start + end for _, end in language.sentences(line)}
        start += len(line) + 1
    return 2 * len(found & gold) / (len(found) + len(gold))


def documents(name: str) -> tuple[list[list[str]], list[Path]]:
    """The documents of NTREX in one language, a sentence a line, and the files they come from."""
    folder = DATA / "ntrex"
    text, ids = folder / f"newstest2019-{name}.txt", folder / "DOCUMENT_IDS.tsv"
    found: dict[str, list[str]] = {}
    lines = text.read_text(encoding="utf-8").splitlines()
    for document, line in zip(ids.read_text(encoding="utf-8").splitlines()[-len(lines) :], lines, strict=True):
        found.setdefault(document, []).append(line)
    return list(found.values()), [text, ids]


def kept(news: list[list[str]]) -> float:
    """The share of characters of real news that the zones leave to the article."""
    zones = [zone for lines in news for zone in find_zones("\n\n".join(lines))]
    return sum(len(zone.span) for zone in zones if zone.kind in ARTICLE_ZONES) / sum(len(zone.span) for zone in zones)


def damage(news: list[list[str]], misread: str) -> tuple[float, float]:
    """The share of sound lines that no note calls damaged, and of documents read in a wrong encoding that one does."""
    lines = [line for document in news for line in document]
    sound = sum(not [note for note in find_damage(line) if not note.startswith("has ")] for line in lines)
    texts = ["\n".join(document).encode().decode(misread, "replace") for document in news]
    noted = sum(any("mojibake" in note for note in find_damage(text)) for text in texts)
    return sound / len(lines), noted / len(texts)


def pieces() -> dict[str, list[str]]:
    """By language, what speed is measured on: a treebank in pieces, and the documents of NTREX."""
    texts = {}
    for tag in TREEBANKS:
        text = sentences(treebank(tag), glue=tag == "vi", spaced=tag in ("en", "vi"))[0]
        texts[tag] = [text[i : i + PIECE] for i in range(0, len(text), PIECE)]
        texts[f"{tag} news"] = ["\n\n".join(lines) for lines in documents(TRANSLATIONS[tag])[0]]
    return texts


def best(passes: int, run: Callable[[], object]) -> float:
    """The least processor time of some passes: the machine may have other work."""
    times = []
    for _ in range(passes):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def read_all(texts: Iterable[str]) -> None:
    """The whole text layer over each text."""
    for text in texts:
        read_document(Article(text))


def split_all(texts: Iterable[str]) -> None:
    """What anybody would write first: a regular expression for sentences and one for words."""
    for text in texts:
        re.split(r"(?<=[.!?。！？])\s*", text)
        re.findall(r"\w+", text)


def speed() -> dict[str, float]:
    """MB of UTF-8 a second on one core: zones, sentences and words; files; both; and a bare split in the same run.

    All languages are read once before any is measured. News is many short lines, the pieces of a treebank are few long
    ones. The floor is far below what a machine of its own does: it is for work that grows, not for the last tenth.
    """
    texts, scores = pieces(), {}
    for some in texts.values():
        read_all(some[:WARM])
    for name, some in texts.items():
        size = sum(len(text.encode()) for text in some) / 1e6
        with TemporaryDirectory() as folder:
            for number, text in enumerate(some):
                (Path(folder) / f"{number:05}.txt").write_text(text, encoding="utf-8")
            filed = best(PASSES, lambda folder=folder: list(read_articles(folder)))
        layer = best(PASSES, lambda some=some: read_all(some))
        bare = best(PASSES, lambda some=some: split_all(some))
        print(
            f"text         {name:12s} {size / layer:6.2f} MB/s, files {size / filed:6.2f} MB/s, both "
            f"{size / (layer + filed):6.2f} MB/s, bare split {size / bare:6.2f} MB/s"
        )
        tag, _, news = name.partition(" ")
        rate = size / (layer + filed)
        scores[f"mb_s_{tag}{'_' + news if news else ''}"] = rate
        if not news:
            scores[f"at_least_{SLOWEST:.0f}_mb_s_{tag}"] = min(rate * times_slower(), SLOWEST)
    return scores


def measure() -> tuple[dict[str, float], str, int]:
    """Accuracy with floors; of speed only that it is not lost."""
    scores, files = zone_scores()
    for tag in TREEBANKS:
        path = treebank(tag)
        language = language_of(tag)
        assert language is not None
        text, ends = sentences(path, glue=tag == "vi", spaced=language.spaced)
        scores[f"sentence_f1_{tag}"] = boundary_f1(language, text, ends)
        files.append(path)
        news, read = documents(TRANSLATIONS[tag])
        scores[f"kept_{tag}"] = kept(news)
        files += read
        if tag in MISREAD:
            scores[f"sound_{tag}"], scores[f"mojibake_{tag}"] = damage(news, MISREAD[tag])
    scores |= speed()
    return scores, data_hash(files), len(files)


if __name__ == "__main__":
    main(Path(__file__).parent, DATA / "ud", measure, no_floor=("mb_s_",))
