"""Some 4,300 names in clean text: our mentions against a plain pyahocorasick automaton of the same spellings.

The peer is built of every spelling that we seek, in small letters, with accents and without, and gives the list of what
it finds in the text put in small letters, (end, spelling), without a check of the bounds of words. Ours does that work
and more: ``Names.mentions`` gives the list of mentions, whole words, the longest, each with the reason why it counts;
it needs no small letters, for the letter cases are among its spellings. Measured on the texts of the published pages
(few of them Vietnamese) and on Vietnamese sentences, where there are names in every other line; told for both together
and for each. The pages have far more text, so look at the figure of the sentences too. ``fallback_ratio`` is ours by
pyahocorasick, where hyperscan is not to be had. Both are ratios of speed: above 1 ours is faster. One pinned core,
processor time, the sides in turn.
"""

from __future__ import annotations

import json
import os
import tarfile
import time
from collections import Counter
from collections.abc import Sequence

import ahocorasick
from selectolax.lexbor import LexborHTMLParser
from trafilatura.utils import decode_file

from bench._press_pages import DATA, real_pages
from bench.timing import show, side_by_side
from ttdn.engine.press.model import Entry
from ttdn.engine.press.names import Names
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries
from ttdn.engine.press.names.letters import spellings_of, without_accents

PEERS = ["pyahocorasick==2.3.1"]
LEAST = {"ratio_to_pyahocorasick": 2.0, "fallback_ratio": 0.9}
SENTENCES = DATA.parent / "langid" / "lingua-testdata.tar.xz"


def spellings(entries: Sequence[Entry]) -> set[str]:
    written = [(entry.name, "vi") for entry in entries]
    written += [(spelling.text, spelling.language) for entry in entries for spelling in entry.spellings]
    accented = {form for text, language in written if language == "vi" for form in spellings_of(text)}
    return {
        text.lower()
        for text in (*accented, *map(without_accents, accented), *(t for t, code in written if code != "vi"))
    }


def peer(entries: Sequence[Entry]):
    automaton = ahocorasick.Automaton()
    for spelling in spellings(entries):
        automaton.add_word(spelling, spelling)
    automaton.make_automaton()
    return lambda texts: [list(automaton.iter(text.lower())) for text in texts]


def texts_of_pages() -> list[str]:
    texts = []
    for page in real_pages():
        tree = LexborHTMLParser(decode_file(page))
        for node in tree.css("script,style,noscript,template"):
            node.decompose()
        lines = tree.body.text(separator="\n").splitlines() if tree.body else []
        texts.append("\n".join(line.strip() for line in lines if line.strip()))
    return texts


def vietnamese() -> list[str]:
    """Sentences in paragraphs of ten."""
    with tarfile.open(SENTENCES) as archive:
        [member] = [each for each in archive if each.name.endswith("sentences/vi.txt")]
        stream = archive.extractfile(member)
        lines = stream.read().decode().splitlines() if stream else []
    return [" ".join(lines[start : start + 10]) for start in range(0, len(lines), 10)]


def main() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    texts = texts_of_pages()
    if not texts:
        raise SystemExit("the published pages (../shared/data/extraction) are not beside the checkout")
    entries = entries_from_gazetteer() + shipped_entries()
    automaton = peer(entries)
    started = time.process_time()
    ours = Names.compile(entries)
    compiled = time.process_time() - started
    fallback = Names.compile(entries, engine="ahocorasick")
    told: dict[str, object] = {"entries": len(entries), "compile_cpu_s": round(compiled, 1)}
    in_all: Counter[str] = Counter()
    for label, given in (("pages_", texts), ("vietnamese_", vietnamese())):
        assert [ours.mentions(text) for text in given] == [fallback.mentions(text) for text in given]
        medians = side_by_side(
            {
                "ttdn": lambda given=given: [ours.mentions(text) for text in given],
                "ttdn, fallback": lambda given=given: [fallback.mentions(text) for text in given],
                "pyahocorasick": lambda given=given: automaton(given),
            }
        )
        show(medians)
        in_all.update(medians)
        size = sum(len(text.encode("utf-8", "ignore")) for text in given) / 1e6
        told |= {
            f"{label}ratio_to_pyahocorasick": round(medians["pyahocorasick"] / medians["ttdn"], 2),
            f"{label}fallback_ratio": round(medians["pyahocorasick"] / medians["ttdn, fallback"], 2),
            f"{label}mb_per_cpu_s": round(size / medians["ttdn"]),
            f"{label}peer_mb_per_cpu_s": round(size / medians["pyahocorasick"]),
            f"{label}mentions": sum(len(ours.mentions(text)) for text in given),
            f"{label}peer_hits": sum(map(len, automaton(given))),
        }
    told["ratio_to_pyahocorasick"] = round(in_all["pyahocorasick"] / in_all["ttdn"], 2)
    told["fallback_ratio"] = round(in_all["pyahocorasick"] / in_all["ttdn, fallback"], 2)
    for name, least in LEAST.items():
        print(f"{name:<24} {told[name]}  (at least {least:g})")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
