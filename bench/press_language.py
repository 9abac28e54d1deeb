"""The language of a sentence: ours against lingua, in accuracy and in texts a second of processor time.

Needs ``../shared/data/langid``: of its sentences only the odd lines are asked, for the even ones made our table of
syllables. Lingua knows no Lao and no Khmer; those are paragraphs of the Declaration of Human Rights. The last line is
JSON. Runs alone on one core.
"""

from __future__ import annotations

import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.timing import side_by_side
from ttdn.engine.press.language import identify_language
from ttdn.engine.text.normal import fold

PEERS = ["lingua-language-detector==2.1.1"]
LANGID = Path(__file__).parents[2] / "shared" / "data" / "langid"
LEAST = {"least_accuracy": 0.997, "accuracy_vi_plain": 0.95, "texts_per_s": 30_000}
KINDS = ("vi", "en", "zh", "lo", "km")
PARAGRAPHS = {"lao": "lo", "khm": "km", "vie": "vi", "eng": "en", "cmn_hans": "zh"}

Texts = Mapping[str, Sequence[str]]


def members(archive: str) -> Iterator[tuple[Path, str]]:
    with tarfile.open(LANGID / archive) as packed:
        for member in packed:
            if (file := packed.extractfile(member)) is not None:
                yield Path(member.name), file.read().decode()


def sentences() -> dict[str, list[str]]:
    """The odd lines of every language."""
    found = members("lingua-testdata.tar.xz")
    return {path.stem: text.splitlines()[1::2] for path, text in found if path.parent.name == "sentences"}


def paragraphs() -> dict[str, list[str]]:
    return {
        PARAGRAPHS[path.stem]: [part.strip() for part in re.findall(r"<para>(.+?)</para>", text, re.DOTALL)]
        for path, text in members("udhr-subset.tar.xz")
        if path.stem in PARAGRAPHS
    }


def accuracy(told: Callable[[str], str], texts: Sequence[str], code: str) -> float:
    return round(sum(told(text) == code for text in texts) / len(texts), 4)


def lingua() -> Callable[[str], str]:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()

    def told(text: str) -> str:
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else ""

    return told


def measure() -> dict[str, object]:
    every, spoken = sentences(), paragraphs()
    asked = {code: [*every.get(code, ()), *spoken[code]] for code in KINDS}
    plain = [fold(text) for text in asked["vi"]]
    foreign = [text for code, texts in every.items() if code != "vi" for text in texts]
    peer = lingua()
    mixed = [text for texts in (asked["vi"], plain, asked["en"], asked["zh"]) for text in texts[:100]]
    times = side_by_side({"ours": lambda: [*map(identify_language, mixed)], "lingua": lambda: [*map(peer, mixed)]})
    ours = {code: accuracy(identify_language, texts, code) for code, texts in asked.items()}
    return {
        "least_accuracy": min(ours.values()),
        "accuracy": ours,
        "accuracy_vi_plain": accuracy(identify_language, plain, "vi"),
        "taken_for_vietnamese": sum(identify_language(text) == "vi" for text in foreign),
        "of_foreign": len(foreign),
        "texts_per_s": round(len(mixed) / times["ours"]),
        "lingua_accuracy": {code: accuracy(peer, asked[code], code) for code in ("vi", "en", "zh")},
        "lingua_accuracy_vi_plain": accuracy(peer, plain, "vi"),
        "lingua_texts_per_s": round(len(mixed) / times["lingua"]),
        "ratio_to_lingua": round(times["lingua"] / times["ours"], 1),
    }


def main() -> None:
    if not LANGID.exists():
        print("../shared/data/langid is not beside the checkout; nothing to measure")
        print(json.dumps({"skipped": "no ../shared/data/langid"}))
        return
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    told = measure()
    for name, least in LEAST.items():
        print(f"{name:<20} {told[name]}  (at least {least:g})")
    print(json.dumps(told))


if __name__ == "__main__":
    main()
