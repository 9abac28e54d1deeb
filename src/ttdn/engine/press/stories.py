"""Articles grouped by the event they tell of, over outlets and languages.

Two articles of the same days are compared by what they say in common: the names, numbers, days and watched entries of
both, each the heavier the rarer it is among all that was given, and, within one language, their words. Groups are then
joined from the surest pair on, where the articles of both agree on the average, so that no chain of half-similar ones
grows. The order in which articles come does not matter.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from ttdn.engine.press.model import Article, Joined, Mention, Story
from ttdn.engine.press.story_signs import days_and_numbers, names, words

DAYS_APART = 5  # an event is told of within so many days; next year's festival is another event

# Tuned on the half of eval/press/stories that measure.py calls chosen_on.
_WEIGHTS = {"number": 1.0, "name": 0.6, "day": 0.5, "key": 0.3}
_WORDS = 4.0  # what words quite the same weigh
_BY_DIGITS = (0.0, 0.4, 0.8, 1.0)  # the weight of a number with so many digits that are not zeros at an end
_SHARE = 0.25  # signs count in full from this share of the shorter article's on: long articles share some by chance
_OTHER_DAYS = 0.6  # what is left where both name days and none is the same
_WHOLE = 1.15  # the weight of signs and words that makes a score of 1
_ENOUGH, _ON_AVERAGE = 1.0, 0.6
_COMMON = 60  # a sign or word that so many articles have brings no two of them together
Sign = TypeVar("Sign")
_Scores = Mapping[tuple[int, int], float]

_BACKGROUND = 20  # articles that are taken to have been there before, so that a few do not make each word rare


_VERBS = {"number": "give", "name": "name", "day": "speak of", "key": "mention"}
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """What grouping needs of an article; ``keys`` are those of the entries it mentions."""

    text: str
    title: str = ""
    published: dt.date | None = None
    language: str = ""
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Told:
    article: StoryArticle
    signs: frozenset[tuple[str, str]]  # kind and sign
    words: Mapping[str, float]  # of length 1


def story_article(article: Article, mentions: Iterable[Mention]) -> StoryArticle:
    """From what the pipeline hands over."""
    return StoryArticle(
        text=article.text,
        title=article.title,
        published=article.published,
        language=article.language,
        keys=frozenset(mention.key for mention in mentions),
    )


def stories(articles: Sequence[StoryArticle]) -> list[Story]:
    """Every article in exactly one story, oldest first, with the reason why it joined those before it."""
    order = sorted(range(len(articles)), key=lambda place: _canonical(articles[place]))
    told, rarity = _read([articles[place] for place in order])
    scores = {pair: score for pair in _candidates(told) if (score := _score(told, pair, rarity)) > 0}
    groups = _grouped(len(told), scores)
    return [Story(articles=tuple(_joined(group, order, told, scores))) for group in groups]


def _canonical(article: StoryArticle) -> tuple[str, str, str, str]:
    day = article.published.isoformat() if article.published else ""
    return day, article.title, article.text, article.language


def _read(articles: Sequence[StoryArticle]) -> tuple[list[_Told], Mapping[tuple[str, str], float]]:
    """The articles with their signs and words, and how rare each sign is, 0 to 1."""
    signs = [frozenset(_signs(article)) for article in articles]
    counts = [words(article.title, article.text) for article in articles]
    rare_signs = _rarity(signs)
    rare_words = _rarity(counts)
    told = [
        _Told(article, each, _unit({word: (1 + math.log(n)) * rare_words[word] ** 2 for word, n in count.items()}))
        for article, each, count in zip(articles, signs, counts, strict=True)
    ]
    return told, rare_signs


def _signs(article: StoryArticle) -> Iterator[tuple[str, str]]:
    whole = f"{article.title}\n{article.text}"
    days, numbers = days_and_numbers(whole)
    for kind, found in (("day", days), ("number", numbers), ("name", names(whole)), ("key", article.keys)):
        yield from ((kind, sign) for sign in found)


def _rarity(sets: Sequence[Iterable[Sign]]) -> dict[Sign, float]:
    have = Counter(sign for each in sets for sign in set(each))
    total = len(sets) + _BACKGROUND
    return {sign: math.log(total / count) / math.log(total) for sign, count in have.items()}


def _unit(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


def _candidates(told: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """Pairs within the days that have a sign or word in common that not all have."""
    having: defaultdict[object, list[int]] = defaultdict(list)
    for place, each in enumerate(told):
        for sign in (*each.signs, *each.words):
            having[sign].append(place)
    met = {pair for places in having.values() if len(places) <= _COMMON for pair in combinations(places, 2)}
    return (pair for pair in sorted(met) if _same_days(told[pair[0]].article, told[pair[1]].article))


def _same_days(one: StoryArticle, other: StoryArticle) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= DAYS_APART


def _score(told: Sequence[_Told], pair: tuple[int, int], rarity: Mapping[tuple[str, str], float]) -> float:
    """How much two articles say in common; 1 is enough to tell of one event."""
    one, other = (told[place] for place in pair)
    shared = _weight(one.signs & other.signs, rarity)
    fewest = min(_weight(each.signs, rarity) for each in (one, other))
    score = shared * min(1.0, shared / (_SHARE * fewest)) if shared else 0.0
    if one.article.language == other.article.language:
        score += _WORDS * _alike(one.words, other.words)
    days, others = (frozenset(sign for sign in each.signs if sign[0] == "day") for each in (one, other))
    if days and others and not days & others:
        score *= _OTHER_DAYS
    return score / _WHOLE


def _weight(signs: Iterable[tuple[str, str]], rarity: Mapping[tuple[str, str], float]) -> float:
    return math.fsum(_WEIGHTS[kind] * _precision(kind, sign) * rarity[kind, sign] ** 2 for kind, sign in signs)


def _precision(kind: str, sign: str) -> float:
    """Of numbers less the rounder they are: two articles may both say 10 or 50 by chance."""
    if kind != "number":
        return 1.0
    return _BY_DIGITS[min(len(sign.replace(".", "").strip("0")), 3)]


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1; summed in one order, so that it does not depend on the articles'."""
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)


def _grouped(count: int, scores: _Scores) -> list[list[int]]:
    """Groups of places, each ascending, in the order of their first; the surest pair is joined first."""
    group_of = {place: [place] for place in range(count)}
    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if score < _ENOUGH:
            break
        here, there = group_of[one], group_of[other]
        if here is not there and _mean(here, there, scores) >= _ON_AVERAGE:
            together = sorted(here + there)
            group_of.update(dict.fromkeys(together, together))
    return [group for place, group in sorted(group_of.items()) if group[0] == place]


def _mean(here: Sequence[int], there: Sequence[int], scores: _Scores) -> float:
    pairs = [(min(one, other), max(one, other)) for one in here for other in there]
    return sum(scores.get(pair, 0.0) for pair in pairs) / len(pairs)


def _joined(group: Sequence[int], order: Sequence[int], told: Sequence[_Told], scores: _Scores) -> Iterator[Joined]:
    yield Joined(article=order[group[0]])
    for number, place in enumerate(group[1:], 1):
        nearest = max(group[:number], key=lambda earlier: (scores.get((earlier, place), 0.0), -earlier))
        yield Joined(article=order[place], why=_why(told[nearest], told[place]))


def _why(one: _Told, other: _Told) -> str:
    """What two articles have in common, for a person: "both give 12500 and 36, name nam nga, speak of 02-21"."""
    shared = sorted(one.signs & other.signs)
    clauses = [
        f"{verb} {_listed([sign for kind, sign in shared if kind == asked])}"
        for asked, verb in _VERBS.items()
        if any(kind == asked for kind, _ in shared)
    ]
    if one.article.language == other.article.language and (alike := round(100 * _alike(one.words, other.words))) >= 10:
        clauses.append(f"share {alike} % of their words")
    return "both " + ", ".join(clauses) if clauses else "joined through the others"


def _listed(signs: Sequence[str]) -> str:
    shown = list(signs[:_SHOWN])
    more = f" and {len(signs) - _SHOWN} more" if len(signs) > _SHOWN else ""
    return " and ".join(shown) + more if not more else ", ".join(shown) + more
