"""Which texts are nearly the same: those whose word 3-grams have a Jaccard similarity of 0.8 or more.

Candidates come from one-permutation hashing: a set's grams fall into 128 bins by their first bits, the least of each
bin is kept, an empty bin borrows from the next, and two sets become candidates where four neighbouring bins agree in
one of 32 places (at 0.8 this fails once in ten million). Candidates are then compared gram by gram, so that no pair is
reported on a guess.

Work is bounded where thousands of texts are alike (a bulletin with new figures each hour): equal texts are compared
once, and of more than ``CROWD`` alike each is paired with the earliest ``CROWD`` only.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations, product
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from ttdn.engine.press.shingles import Grams, gram_sets, jaccard

THRESHOLD = 0.8
CROWD = 100

_BINS, _BAND = 128, 4
_BIN_SHIFT = np.uint64(64 - 7)  # a gram's first seven bits are its bin
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
# Where both sets have so many grams, the share of bins that agree measures their similarity: below this they are not
# alike (four standard deviations of a share of 128).
_MEASURED, _HOPELESS = 256, 0.66
_AT_ONCE = 2048  # sets or pairs in one step of numpy
_PAIRS_HELD = 1 << 21

_Pairs = npt.NDArray[np.intp]
Key = TypeVar("Key", bound=Hashable)


def near_duplicates(texts: Iterable[str]) -> list[tuple[int, int, float]]:
    """Pairs ``(i, j, jaccard)`` of the places of near-duplicates, i < j, in order; texts without words have none."""
    places: dict[bytes, list[int]] = defaultdict(list)
    distinct: list[Grams] = []
    for place, grams in enumerate(gram_sets(texts)):
        if len(grams):
            same = places[_digest(grams)]
            if not same:
                distinct.append(grams)
            same.append(place)
    groups = list(places.values())
    pairs = [(i, j, 1.0) for group in groups for i, j in _within(group)]
    for one, other, similarity in _similar(distinct):
        both = product(_spoken_for(groups[one]), _spoken_for(groups[other]))
        pairs += ((min(pair), max(pair), similarity) for pair in both)
    return sorted(pairs)


class Seen(Generic[Key]):
    """Texts seen so far: tells of a new one which earlier ones it nearly repeats."""

    def __init__(self) -> None:
        self._sets: list[Grams] = []
        self._signatures: list[Grams] = []
        self._keys: list[list[Key]] = []  # of the texts that have this very set
        self._known: dict[bytes, int] = {}
        self._bands: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def add(self, key: Key, text: str) -> list[tuple[Key, float]]:
        """The keys and similarities of earlier near-duplicates, most similar first; the text counts from now on."""
        (grams,) = gram_sets([text])
        if not len(grams):
            return []
        signature = _signatures([grams])
        bands = list(enumerate(_band_keys(signature)[0].tolist()))
        known = self._known.setdefault(_digest(grams), len(self._sets))
        met = {number for band in bands for number in self._bands.get(band, ())} - {known}
        found = [
            (other, similarity) for other in sorted(met) if (similarity := self._compare(grams, signature[0], other))
        ]
        if known == len(self._sets):
            self._remember(grams, signature[0], bands)
        else:
            found.append((known, 1.0))
        found.sort(key=lambda pair: -pair[1])
        earlier = [(each, similarity) for number, similarity in found for each in self._keys[number][:CROWD]]
        self._keys[known].append(key)
        return earlier

    def _compare(self, grams: Grams, signature: Grams, other: int) -> float:
        """The similarity where it reaches the threshold, else 0."""
        theirs = self._sets[other]
        agreeing = float(np.mean(signature == self._signatures[other]))
        if not _may_be_alike(np.array(len(grams)), np.array(len(theirs)), np.array(agreeing)):
            return 0.0
        similarity = jaccard(grams, theirs)
        return similarity if similarity >= THRESHOLD else 0.0

    def _remember(self, grams: Grams, signature: Grams, bands: Iterable[tuple[int, int]]) -> None:
        for band in bands:
            if len(self._bands[band]) < CROWD:
                self._bands[band].append(len(self._sets))
        self._sets.append(grams)
        self._signatures.append(signature)
        self._keys.append([])


def _digest(grams: Grams) -> bytes:
    return blake2b(grams.tobytes(), digest_size=16).digest()


def _spoken_for(group: Sequence[int]) -> Sequence[int]:
    """Those of equal texts that speak for all in pairs with others."""
    return group if len(group) <= CROWD else group[:1]


def _within(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= CROWD:
        return combinations(group, 2)
    return ((group[0], other) for other in group[1:])


def _similar(sets: Sequence[Grams]) -> Iterator[tuple[int, int, float]]:
    """The pairs among distinct sets that reach the threshold."""
    if len(sets) < 2:
        return
    chunks = [sets[at : at + _AT_ONCE] for at in range(0, len(sets), _AT_ONCE)]
    signatures = np.concatenate([_signatures(chunk) for chunk in chunks])
    sizes = np.array([len(grams) for grams in sets])
    candidates = _candidates(_band_keys(signatures))
    for at in range(0, len(candidates), _AT_ONCE):
        ones, others = candidates[at : at + _AT_ONCE].T
        agreeing = np.mean(signatures[ones] == signatures[others], axis=1)
        alike = _may_be_alike(sizes[ones], sizes[others], agreeing)
        for one, other in zip(ones[alike].tolist(), others[alike].tolist(), strict=True):
            similarity = jaccard(sets[one], sets[other])
            if similarity >= THRESHOLD:
                yield one, other, similarity


def _may_be_alike(
    ones: npt.NDArray[np.integer], others: npt.NDArray[np.integer], agreeing: npt.NDArray[np.floating]
) -> npt.NDArray[np.bool_]:
    """Whether sets of these sizes whose bins agree in these shares can reach the threshold."""
    smaller, larger = np.minimum(ones, others), np.maximum(ones, others)
    alike: npt.NDArray[np.bool_] = (smaller >= THRESHOLD * larger) & ((smaller < _MEASURED) | (agreeing >= _HOPELESS))
    return alike


def _signatures(sets: Sequence[Grams]) -> Grams:
    """A row of 128 numbers for each set, none of them empty."""
    grams = np.concatenate(sets)
    rows = np.repeat(np.arange(len(sets)), [len(each) for each in sets])
    cells = rows * _BINS + (grams >> _BIN_SHIFT).astype(np.intp)
    least = np.concatenate(([True], cells[1:] != cells[:-1]))  # grams are sorted, so the first of a bin is its least
    signatures = np.zeros(len(sets) * _BINS, np.uint64)
    signatures[cells[least]] = grams[least]
    filled = np.zeros(len(signatures), np.bool_)
    filled[cells] = True
    return _densified(signatures.reshape(-1, _BINS), filled.reshape(-1, _BINS))


def _densified(signatures: Grams, filled: npt.NDArray[np.bool_]) -> Grams:
    """Each empty bin takes the number of the next full one, around the end, turned by the distance."""
    bins = np.arange(2 * _BINS)
    full = np.where(np.tile(filled, 2), bins, 2 * _BINS)
    nearest = np.minimum.accumulate(full[:, ::-1], axis=1)[:, ::-1][:, :_BINS]
    distance = (nearest - bins[:_BINS]).astype(np.uint64)
    return np.take_along_axis(signatures, nearest % _BINS, axis=1) + distance * _MULTIPLIER


def _band_keys(signatures: Grams) -> Grams:
    """A row of 32 numbers for each signature, one for each four bins."""
    bands = signatures.reshape(len(signatures), -1, _BAND)
    keys = bands[:, :, 0].copy()
    for number in range(1, _BAND):
        keys = keys * _MULTIPLIER + bands[:, :, number]
    return keys


def _candidates(keys: Grams) -> _Pairs:
    """The pairs of rows, first below second, that agree in a column; of a crowd, those with its earliest only."""
    found: list[_Pairs] = []
    for column in keys.T:
        order = np.argsort(column, kind="stable")
        ends = np.flatnonzero(np.diff(column[order], append=~column[order[-1:]])) + 1
        starts = np.concatenate(([0], ends[:-1]))
        several = ends - starts > 1
        for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
            firsts, seconds = _crowd(end - start)
            found.append(order[start + firsts] * len(keys) + order[start + seconds])
        if sum(map(len, found)) > _PAIRS_HELD:
            found = [np.unique(np.concatenate(found))]
    pairs = np.unique(np.concatenate((np.zeros(0, np.intp), *found)))
    return np.stack(np.divmod(pairs, len(keys)), axis=1)


@functools.lru_cache(maxsize=CROWD)
def _crowd(size: int) -> tuple[_Pairs, _Pairs]:
    """The pairs within a run of ascending rows: all, or of a crowd each with its earliest."""
    firsts, seconds = np.triu_indices(min(size, CROWD), 1, size)
    return firsts, seconds
