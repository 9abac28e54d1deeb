"""A spelling corrected in one plan is known in the next document handed in, from the bytes on."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from tests.factories.plans import make_coordinator
from ttdn.agencies.actions import create_agency
from ttdn.agencies.models import AgencyAlias
from ttdn.core.undo import undo
from ttdn.plans.actions import handing_in, items, reading
from ttdn.plans.models import Item

pytestmark = pytest.mark.django_db
ODD = "Sở VH-TT-Đối ngoại"
TEXT = """ỦY BAN NHÂN DÂN
TỈNH AN SƠN
Số: {number}/KH-UBND
An Sơn, ngày 20 tháng 01 năm 2031

KẾ HOẠCH
Thông tin đối ngoại tỉnh An Sơn năm 2031

I. NHIỆM VỤ

1. {task}
Chủ trì: {lead}; phối hợp: Công an tỉnh.
Thời gian: Quý III/2031.
"""


@pytest.fixture
def by():
    return make_coordinator()


@pytest.fixture
def culture(by):
    create_agency(kind="police", tier="province", name="Công an tỉnh", by=by)
    return create_agency(kind="department", tier="province", name="Sở Văn hóa và Thể thao", by=by)


def handed_in(number: int, task: str, lead: str, by) -> Item:
    """The task of a document handed in and read."""
    text = TEXT.format(number=number, task=task, lead=lead)
    name = f"ke-hoach-{number}.txt"
    document = handing_in.hand_in(ContentFile(text.encode(), name=name), name=name, declared=True, by=by)
    return reading.read(document).plan.items.get(kind="task")


def lead(item: Item) -> tuple:
    row = Item.objects.get(pk=item.pk).assignments.get(role="lead")
    return row.agency, row.name, row.as_written


def test_a_corrected_spelling_is_known_in_the_next_document(by, culture):
    first = handed_in(15, "Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh.", ODD, by)
    assert lead(first)[0] is None

    correction = items.edit_item(first, seen=first.version, by=by, changes={"lead": [culture.name]})

    assert lead(first) == (culture, culture.name, ODD)
    second = handed_in(16, "Mở một chuyên trang tiếng Anh.", ODD, by)
    assert lead(second)[:2] == (culture, culture.name)
    assert AgencyAlias.objects.get().by == by

    undo(correction, by=by)
    third = handed_in(17, "Sản xuất 02 phóng sự ngắn.", ODD, by)
    assert (lead(third)[0], AgencyAlias.objects.count()) == (None, 0)
    assert lead(second)[0] == culture  # a plan already read keeps what it was read as


def test_a_class_of_bodies_is_never_taken_for_a_spelling(by, culture):
    first = handed_in(15, "Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh.", "Các đơn vị liên quan", by)
    items.edit_item(first, seen=first.version, by=by, changes={"lead": [culture.name]})
    second = handed_in(16, "Mở một chuyên trang tiếng Anh.", "Các đơn vị liên quan", by)
    assert (lead(second)[0], AgencyAlias.objects.count()) == (None, 0)
