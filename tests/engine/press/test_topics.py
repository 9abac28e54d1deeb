"""Topics: suggested with their reason, learned from decisions, the same after being written down."""

from __future__ import annotations

import json
import random
import unicodedata
from dataclasses import replace

import pytest

from eval.press.topics.measure import HERE, decisions, measure
from ttdn.engine.press.topics import LEAST, Decision, Topics

SHIPPED = Topics.shipped()
TOURISM = "Du khách tới các homestay bên thác nước; lượt khách tăng gấp đôi dịp lễ."


def keys(text: str, topics: Topics = SHIPPED) -> list[str]:
    return [topic for topic, _ in topics.suggest(text)]


def test_suggestion_names_the_keywords_that_carried_it():
    ((topic, why),) = SHIPPED.suggest(TOURISM)

    assert topic == "tourism"
    assert set(why.split(", ")) <= {"du khách", "homestay", "thác nước", "lượt khách"}
    assert len(why.split(", ")) == 3


@pytest.mark.parametrize(
    "text",
    [
        TOURISM.upper(),
        "Du khach toi cac homestay ben thac nuoc; luot khach tang gap doi dip le.",
        unicodedata.normalize("NFD", TOURISM),
    ],
    ids=["capitals", "no accents", "decomposed"],
)
def test_spelling_does_not_matter(text):
    assert keys(text) == ["tourism"]


def test_both_tone_placements_are_one():
    assert keys("Khai thác thuỷ sản xa bờ, ngư dân hoà thuận; di sản văn hoá, bảo tồn.") == keys(
        "Khai thác thủy sản xa bờ, ngư dân hòa thuận; di sản văn hóa, bảo tồn."
    )


@pytest.mark.parametrize("text", ["", "   ", "12 34 …", "Đội bóng thua hai bàn.", "x" * 300_000])
def test_text_about_nothing_of_ours_has_no_topic(text):
    assert SHIPPED.suggest(text) == []


def test_accents_count_where_the_text_has_them():
    assert keys("Cho bò ăn cỏ, dọn chuồng, đan tinh xảo; han che du lich bang xe dap.") == []


def test_one_passing_word_in_a_long_text_is_no_topic():
    long = "Trận đấu kéo dài, khán giả vẫn ở lại cổ vũ cho đội nhà. " * 60

    assert keys(f"{long} Khách sạn gần đó kín phòng, du khách than phiền.") == []


def test_at_most_three_topics_are_suggested():
    text = " ".join(" ".join(topic.keywords[:6]) for topic in SHIPPED.topics)

    assert len(SHIPPED.suggest(text)) == 3


def test_topics_are_those_of_the_lines_of_communication():
    lines = "policy sea border neighbours trade rights unity friendship investment tourism culture"
    assert {topic.key for topic in SHIPPED.topics} >= set(lines.split())
    assert all(topic.name and topic.english and len(topic.keywords) > 30 for topic in SHIPPED.topics)


def taught() -> list[Decision]:
    """A desk that calls whatever is about the invented Mây bridge "trade", which no keyword does."""
    bridge = ["Cầu Mây đông xe từ sớm", "Cầu Mây sửa xong trụ giữa", "Xe qua cầu Mây giảm", "Đêm ở cầu Mây vắng"]
    others = ["Trường mới xây sân", "Chợ sớm bán rau", "Đội bóng tập lại", "Trời rét thêm"]
    return [
        *(Decision(text=f"{text}, tin số {n}.", topics=frozenset({"trade"})) for n in range(4) for text in bridge),
        *(Decision(text=f"{text}, tin số {n}.", topics=frozenset()) for n in range(4) for text in others),
    ]


def test_desk_teaches_what_no_keyword_says():
    learned = SHIPPED.learn(taught())

    assert SHIPPED.suggest("Hôm nay cầu Mây lại tắc.") == []
    ((topic, why),) = learned.suggest("Hôm nay cầu Mây lại tắc.")
    assert (topic, "cầu mây" in why) == ("trade", True)


def test_topic_with_few_decisions_keeps_its_keywords():
    few = taught()[: LEAST - 1] + taught()[-LEAST:]

    assert SHIPPED.learn(few) == SHIPPED
    assert keys(TOURISM, SHIPPED.learn(taught())) == ["tourism"]


def test_order_of_decisions_does_not_matter():
    shuffled = taught()
    random.Random(3).shuffle(shuffled)

    assert SHIPPED.learn(shuffled).to_json() == SHIPPED.learn(taught()).to_json()


@pytest.mark.parametrize("topics", [SHIPPED, SHIPPED.learn(taught())], ids=["shipped", "learned"])
def test_topics_are_the_same_after_json(topics):
    again = Topics.from_json(json.loads(json.dumps(topics.to_json())))

    assert again == topics
    texts = [each.text for each in decisions("unseen")] + ["Hôm nay cầu Mây lại tắc."]
    assert [again.suggest(text) for text in texts] == [topics.suggest(text) for text in texts]


def test_learning_again_forgets_what_was_taken_back():
    back = [replace(each, topics=frozenset()) for each in taught()]

    assert SHIPPED.learn(taught()).learn(back) == SHIPPED


def test_quality_stays_above_its_floors():
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    figures = measure()

    assert {name: value for name, value in figures.items() if value < floors[name]} == {}
    assert figures.keys() == floors.keys()
