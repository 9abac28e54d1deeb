"""What a text is about, as a suggestion with its reason: by keywords at first, by a desk's own decisions later.

The topics are those on which a province speaks abroad (``data/press/topics.json``). A topic for which the desk has
decided often enough is learned: TF-IDF of syllables, pairs of syllables and keywords met, one linear support vector
machine a topic. No word segmenter: measured, it buys nothing and costs seven times the time.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import pairwise
from math import log, sqrt
from typing import Any

from ttdn.engine.text.normal import fold, modern_tones

LEAST = 8  # decisions for a topic, and as many against it, before it is learned
MOST = 3  # topics suggested, and keywords told for each
_LETTERS = 200_000  # read of one text
# By keywords: the points a topic needs, one more for so many words of the text, and the share of the best one's points.
_ENOUGH, _WORDS_A_POINT, _BESIDE = 1.9, 200, 0.5
_ALMOST = 0.999  # what is just enough is above it
_KEYWORD = "#"  # before a topic: the term that a keyword of it was met; no word begins so
_VOCABULARY = 60_000
_DIGITS = 5  # of a weight, so that what is written down is what is used
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")

_Met = defaultdict[str, Counter[str]]  # of each topic its keywords
_Reasoned = tuple[float, list[str]]  # suggested where above zero, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """``key`` is stable; ``name`` is Vietnamese."""

    key: str
    name: str
    english: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a desk said of a text; no topic is a decision too."""

    text: str
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """``weights[topic]`` and ``bias[topic]`` over the terms of ``vocabulary``, whose weights in a text are ``idf``."""

    vocabulary: tuple[str, ...]
    idf: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    bias: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Suggests topics; ``learn`` and ``from_json`` give new ones."""

    topics: tuple[Topic, ...]
    learned: Learned | None = None
    _keywords: dict[tuple[str, ...], list[str]] = field(init=False, repr=False, compare=False)
    _bare: dict[tuple[str, ...], list[str]] = field(init=False, repr=False, compare=False)
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {term: number for number, term in enumerate(self.learned.vocabulary)} if self.learned else {}
        table = _table(self.topics)
        object.__setattr__(self, "_keywords", table)
        object.__setattr__(self, "_bare", _without_accents(table))
        object.__setattr__(self, "_places", places)

    @classmethod
    @functools.cache
    def shipped(cls) -> Topics:
        rows = json.loads(resources.files("ttdn").joinpath("data/press/topics.json").read_text(encoding="utf-8"))
        return cls(topics=tuple(map(_topic, rows["topics"])))

    def suggest(self, text: str) -> list[tuple[str, str]]:
        """Keys of at most three topics, the likeliest first, each with the words of the text that speak for it."""
        words = _words(text)
        met = self._met(words, plain=text.isascii())
        found = self._by_keywords(met, length=len(words)) | self._by_decisions(words, met)
        order = sorted((topic for topic in found if found[topic][0] > 0), key=lambda topic: (-found[topic][0], topic))
        return [(topic, ", ".join(found[topic][1])) for topic in order[:MOST]]

    def learn(self, decisions: Iterable[Decision]) -> Topics:
        """These topics, learned anew from decisions where there are enough; the decisions' order does not matter."""
        rows = sorted(decisions, key=lambda each: (each.text, sorted(each.topics)))
        return Topics(
            topics=self.topics, learned=_learned(rows, [self._terms_of(each.text) for each in rows], self.topics)
        )

    def _terms_of(self, text: str) -> list[str]:
        words = _words(text)
        return list(_terms(words, self._met(words, plain=text.isascii())))

    def to_json(self) -> dict[str, Any]:
        topics = [
            {"key": each.key, "name": each.name, "english": each.english, "keywords": list(each.keywords)}
            for each in self.topics
        ]
        learned = self.learned and {
            "vocabulary": list(self.learned.vocabulary),
            "idf": list(self.learned.idf),
            "weights": {topic: list(weights) for topic, weights in self.learned.weights.items()},
            "bias": dict(self.learned.bias),
        }
        return {"topics": topics, "learned": learned}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Topics:
        learned = data["learned"] and Learned(
            vocabulary=tuple(data["learned"]["vocabulary"]),
            idf=tuple(data["learned"]["idf"]),
            weights={topic: tuple(weights) for topic, weights in data["learned"]["weights"].items()},
            bias=data["learned"]["bias"],
        )
        return cls(topics=tuple(map(_topic, data["topics"])), learned=learned or None)

    def _met(self, words: Sequence[str], *, plain: bool) -> _Met:
        """The keywords of each topic that stand in a text, and how often; ``plain`` tells that it has no accents."""
        table = self._bare if plain else self._keywords
        met: _Met = defaultdict(Counter)
        for keyword in _longest(words, table):
            for topic in table[keyword]:
                met[topic][" ".join(keyword)] += 1
        return met

    def _by_keywords(self, met: _Met, *, length: int) -> dict[str, _Reasoned]:
        """How far each topic that has not been learned is above what is enough, and the keywords it has."""
        points = {
            topic: sum(_weight(keyword) * (1 + log(count)) for keyword, count in counts.items())
            for topic, counts in met.items()
        }
        enough = max(_ENOUGH + length / _WORDS_A_POINT, _BESIDE * max(points.values(), default=0.0))
        learned = self.learned.weights if self.learned else {}
        return {
            topic: (points[topic] / enough - _ALMOST, _first(counts))
            for topic, counts in met.items()
            if topic not in learned
        }

    def _by_decisions(self, words: Sequence[str], met: _Met) -> dict[str, _Reasoned]:
        """The distance to the border of each learned topic, and the terms that count most for it."""
        if self.learned is None:
            return {}
        terms = Counter(term for term in _terms(words, met) if term in self._places)
        values = {self._places[term]: (1 + log(count)) * self._idf(term) for term, count in terms.items()}
        length = sqrt(sum(value * value for value in values.values())) or 1.0
        found: dict[str, _Reasoned] = {}
        for topic, weights in self.learned.weights.items():
            parts = {place: value / length * weights[place] for place, value in values.items()}
            most = sorted((place for place in parts if parts[place] > 0), key=lambda place: (-parts[place], place))
            reasons = [self.learned.vocabulary[place] for place in most[:MOST]]
            shown = [_first(met[term[1:]])[0] if term.startswith(_KEYWORD) else term for term in reasons]
            found[topic] = (sum(parts.values()) + self.learned.bias[topic], list(dict.fromkeys(shown)))
        return found

    def _idf(self, term: str) -> float:
        assert self.learned is not None
        return self.learned.idf[self._places[term]]


def _topic(row: Mapping[str, Any]) -> Topic:
    keywords = row["keywords"]
    if isinstance(keywords, Mapping):  # by language, as people write them
        keywords = [keyword for each in keywords.values() for keyword in each]
    return Topic(key=row["key"], name=row["name"], english=row.get("english", ""), keywords=tuple(keywords))


def _words(text: str) -> list[str]:
    """Syllables in small letters, tones placed as the newer spelling does."""
    return [modern_tones(word) for word in _WORD.findall(unicodedata.normalize("NFC", text[:_LETTERS]).lower())]


def _terms(words: Sequence[str], met: _Met) -> Iterator[str]:
    """What a machine learns from: syllables, pairs of them, and for each keyword its topic."""
    yield from words
    yield from map(" ".join, pairwise(words))
    for topic, counts in met.items():
        yield from [f"{_KEYWORD}{topic}"] * counts.total()


def _first(counts: Counter[str]) -> list[str]:
    return [keyword for keyword, _ in counts.most_common(MOST)]


def _table(topics: Iterable[Topic]) -> dict[tuple[str, ...], list[str]]:
    """Keyword, as syllables, to the topics it speaks for."""
    table: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for topic in topics:
        for keyword in topic.keywords:
            table[tuple(_words(keyword))].append(topic.key)
    return dict(table)


def _without_accents(table: Mapping[tuple[str, ...], list[str]]) -> dict[tuple[str, ...], list[str]]:
    """The table for texts that have no accents; one Vietnamese syllable without them means too much."""
    bare: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for words, topics in table.items():
        plain = tuple(map(fold, words))
        if plain == words or len(words) > 1:
            bare[plain] += topics
    return dict(bare)


def _longest(words: Sequence[str], table: Mapping[tuple[str, ...], object]) -> Iterator[tuple[str, ...]]:
    """The longest keyword at each place, none within another."""
    most = max(map(len, table), default=0)
    place = 0
    while place < len(words):
        for length in range(min(most, len(words) - place), 0, -1):
            keyword = tuple(words[place : place + length])
            if keyword in table:
                yield keyword
                place += length - 1
                break
        place += 1


def _weight(keyword: str) -> float:
    """A phrase says more than a word."""
    return 1.5 if " " in keyword or "-" in keyword else 1.0


def _learned(rows: Sequence[Decision], terms: Sequence[Sequence[str]], topics: Iterable[Topic]) -> Learned | None:
    """A machine for each topic with enough decisions, from the terms of each text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    counts = Counter(topic for each in rows for topic in each.topics)
    enough = [topic.key for topic in topics if LEAST <= counts[topic.key] <= len(rows) - LEAST]
    if not enough:
        return None
    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True, min_df=2, max_features=_VOCABULARY)
    matrix = vectorizer.fit_transform(terms)
    weights, bias = {}, {}
    for key in enough:
        machine = LinearSVC(C=1.0, class_weight="balanced", dual=True, random_state=0, max_iter=10_000)
        machine.fit(matrix, [key in each.topics for each in rows])
        weights[key] = tuple(round(float(value), _DIGITS) for value in machine.coef_[0])
        bias[key] = round(float(machine.intercept_[0]), _DIGITS)
    return Learned(
        vocabulary=tuple(vectorizer.get_feature_names_out().tolist()),
        idf=tuple(round(float(value), _DIGITS) for value in vectorizer.idf_),
        weights=weights,
        bias=bias,
    )
