"""Watch rules: what meets them, why, and what they refuse to watch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from ttdn.engine.press.model import How, Mention
from ttdn.engine.press.watch import Near, Term, TermKind, UnfitRule, WatchRule

TEXT = "Đoàn khách Lào thăm Tuyên Quang, bàn hợp tác trồng chè; hai bên ký biên bản về cửa khẩu."
PLACE = Term(kind=TermKind.NAME, value="unit:08")


def word(value: str) -> Term:
    return Term(kind=TermKind.WORD, value=value)


def topic(value: str) -> Term:
    return Term(kind=TermKind.TOPIC, value=value)


def mentions(text: str) -> Sequence[Mention]:
    start = text.find("Tuyên Quang")
    if start < 0:
        return []
    return [Mention(start=start, end=start + 11, key="unit:08", how=How.EXACT, why="the name stands there")]


def met(rule: WatchRule, text: str = TEXT, **more: object) -> list[tuple[str, str]]:
    reasons = rule.met_by(text, mentions(text), **more)  # type: ignore[arg-type]  # topics and on, by their names
    return [(each.part, text[each.start : each.end]) for each in reasons]


def test_all_needs_every_term() -> None:
    assert met(WatchRule(key="r", all=(PLACE, word("trồng chè")))) == [("all", "Tuyên Quang"), ("all", "trồng chè")]
    assert met(WatchRule(key="r", all=(PLACE, word("trồng lúa")))) == []


def test_any_needs_one_term() -> None:
    assert met(WatchRule(key="r", any=(word("lúa"), word("cửa khẩu")))) == [("any", "cửa khẩu")]
    assert met(WatchRule(key="r", any=(word("lúa"), word("ngô")))) == []


def test_none_keeps_an_article_out() -> None:
    assert met(WatchRule(key="r", all=(PLACE,), none=(word("bóng đá"),))) == [("all", "Tuyên Quang")]
    assert met(WatchRule(key="r", all=(PLACE,), none=(word("biên bản"),))) == []


def test_near_counts_the_words_between_in_either_order() -> None:
    near = Near(first=word("chè"), second=PLACE, words=4)

    assert met(WatchRule(key="r", near=(near,))) == [("near", "chè"), ("near", "Tuyên Quang")]
    assert met(WatchRule(key="r", near=(Near(first=word("chè"), second=PLACE, words=3),))) == []


def test_topic_is_met_without_a_place() -> None:
    rule = WatchRule(key="r", all=(topic("agriculture"),))

    assert met(rule, topics=["agriculture"]) == [("all", "")]
    assert met(rule, topics=["sport"]) == []


def test_dates_bound_the_day_of_publication_inclusively() -> None:
    rule = WatchRule(key="r", all=(PLACE,), valid_from=dt.date(2026, 3, 1), valid_to=dt.date(2026, 3, 31))

    days = [dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 3, 31), dt.date(2026, 4, 1)]
    assert [bool(met(rule, on=day)) for day in days] == [False, True, True, False]
    assert met(rule) == [("all", "Tuyên Quang")]


def test_word_is_whole_in_any_case_and_tone_placement() -> None:
    text = "HỢP TÁC XÃ Hoà Lạc, hợp  tác và hợp tácx"

    assert met(WatchRule(key="r", all=(word("hợp tác"),)), text) == [("all", "HỢP TÁC"), ("all", "hợp  tác")]
    assert met(WatchRule(key="r", all=(word("Hòa Lạc"),)), text) == [("all", "Hoà Lạc")]


def test_word_without_accents_counts_only_in_a_text_without() -> None:
    rule = WatchRule(key="r", all=(word("cửa khẩu"),))

    assert met(rule, "mo lai cua khau phia bac") == [("all", "cua khau")]
    assert met(rule, "mở lại cua khau phía bắc") == []


@pytest.mark.parametrize("person", ["Nguyễn Văn An", "Trần Thị Bích", "LÊ VĂN BÌNH", "Hồ Văn An", "tác giả: Hoa Sim"])
def test_person_or_author_is_no_watch_word(person: str) -> None:
    with pytest.raises(UnfitRule):
        WatchRule(key="r", all=(PLACE,), none=(word(person),))


@pytest.mark.parametrize("value", ["Hồ Tây", "cửa khẩu", "chè Shan tuyết", "Lễ hội Thành Tuyên", "Hà Nội"])
def test_other_words_may_be_watched(value: str) -> None:
    assert WatchRule(key="r", all=(word(value),)).all == (word(value),)


def test_rule_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(UnfitRule):
        WatchRule(key="r", none=(word("bóng đá"),))


def test_near_a_topic_is_refused() -> None:
    with pytest.raises(UnfitRule):
        WatchRule(key="r", near=(Near(first=PLACE, second=topic("sport")),))


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UnfitRule):
        WatchRule(key="r", all=(PLACE,), valid_from=dt.date(2026, 3, 2), valid_to=dt.date(2026, 3, 1))
