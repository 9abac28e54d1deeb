"""Articles grouped by event: our own labelled set by its floors, the traps one by one, whatever the order."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType

import pytest

from ttdn.engine.press.model import Story
from ttdn.engine.press.stories import StoryArticle, stories
from ttdn.engine.press.story_signs import days_and_numbers, names

EVAL = Path(__file__).parents[3] / "eval" / "press" / "stories"


def measuring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_stories", EVAL / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LABELLED = measuring().labelled()


def groups(found: list[Story], articles: list[StoryArticle]) -> list[tuple[str, ...]]:
    return [tuple(articles[each.article].text for each in story.articles) for story in found]


def test_own_set_stays_at_its_floors() -> None:
    measure = measuring()
    floors = json.loads((EVAL / "floors.json").read_text("utf-8"))
    low = []
    for half, rows in measure.halves().items():
        got = measure.figures(rows)
        low += [(half, name, got[name]) for name, floor in floors[half].items() if got[name] < floor]
    assert low == []


def test_stories_do_not_depend_on_the_order_of_arrival() -> None:
    articles = [article for _, article in LABELLED]
    expected = groups(stories(articles), articles)
    whys = [[each.why for each in story.articles] for story in stories(articles)]
    for seed in range(3):
        random.Random(seed).shuffle(articles)
        found = stories(articles)
        assert groups(found, articles) == expected
        assert [[each.why for each in story.articles] for story in found] == whys


def test_every_article_is_in_one_story_and_each_joining_has_its_reason() -> None:
    found = stories([article for _, article in LABELLED])
    assert sorted(each.article for story in found for each in story.articles) == list(range(len(LABELLED)))
    assert {story.articles[0].why for story in found} == {""}
    assert all(each.why for story in found for each in story.articles[1:])
    assert stories([]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("le-hoi-2026", "le-hoi-2025"),
        ("lu-quet", "truong-muong-khao"),
        ("cau-ban-ho", "tai-nan-ban-ho"),
        ("che-duc", "che-hoi-cho"),
        ("lao-ky-ket", "lao-bien-phong"),
    ],
)
def test_another_event_at_the_same_place_stays_apart(one: str, other: str) -> None:
    rows = [(event, article) for event, article in LABELLED if event in (one, other)]
    for story in stories([article for _, article in rows]):
        assert len({rows[each.article][0] for each in story.articles}) == 1


def test_days_and_numbers_compare_equal_over_languages() -> None:
    told = frozenset({"02-21"}), frozenset({"12500", "36"})
    assert days_and_numbers("ngày 21/2/2026 có 12.500 khách, 36 gian") == told
    assert days_and_numbers("On February 21, 2026: 12,500 visitors, 36 stalls") == told
    assert days_and_numbers("2月21日，12500人次，36个展位") == told
    assert names("dọc suối Nậm Ngà") == names("along Nam Nga") == {"nam nga"}
