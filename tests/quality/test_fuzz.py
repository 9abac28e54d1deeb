"""The fuzzer makes the same inputs every time, spoils every kind, and says what became of each."""

from collections import Counter

import pytest

from quality.fuzz.__main__ import WANTED, failures, table
from quality.fuzz.mutations import MOST
from quality.fuzz.seeds import Seeds
from quality.fuzz.workers import TOOLS, judged, made, outcomes

WITHOUT_TOOLS = sorted(set(WANTED) - set(TOOLS))


@pytest.fixture(scope="module")
def seeds():
    return Seeds()


@pytest.mark.parametrize("kind", sorted(WANTED))
def test_an_input_is_the_same_every_time_and_unlike_the_next(seeds, kind):
    first = [made(seeds, kind, 1, number) for number in range(8)]
    assert first == [made(seeds, kind, 1, number) for number in range(8)]
    assert len(set(first)) > 6
    assert max(map(len, first)) <= 2 * MOST


@pytest.mark.parametrize("kind", WITHOUT_TOOLS)
def test_a_worker_tells_of_every_input(seeds, kind, tmp_path):
    told = list(outcomes(seeds, kind, seed=1, start=3, stop=9, folder=tmp_path))
    assert [number for number, _ in told] == [3, 4, 5, 6, 7, 8]
    assert [outcome for _, outcome in told if not outcome.startswith(("read", "refused"))] == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_and_what_is_refused():
    assert judged("KẾ HOẠCH\nI. NHIỆM VỤ\n1. Họp báo.\n".encode(), "plan.txt", None) == ("read", "")
    assert judged(b"PK\x03\x04", "plan.docx", None) == ("refused: truncated", "")


def test_the_table_counts_failures_apart_from_refusals():
    count = Counter({"read": 5, "refused: empty": 2, "too slow": 1, "read slowly": 1})
    assert failures(count) == 2
    assert "| txt | 9 | 5 | 2 | 1 read slowly, 1 too slow |" in table({"txt": count})
