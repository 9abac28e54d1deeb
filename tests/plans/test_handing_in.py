"""From an upload to a plan, a reason or nothing at all; read by the real engine in its child process."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests.factories.plans import make_coordinator, make_plan, parsed_plan
from ttdn.core import files
from ttdn.core.models import AuditEntry, RefusedFile, StoredFile
from ttdn.plans import actions
from ttdn.plans.actions import reading
from ttdn.plans.models import DocumentState, Plan, PlanDocument

pytestmark = pytest.mark.django_db

TEXT = """ỦY BAN NHÂN DÂN
TỈNH AN SƠN
Số: 15/KH-UBND
An Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Thông tin đối ngoại tỉnh An Sơn năm 2031
I. NHIỆM VỤ
1. Biên soạn 02 tập gấp song ngữ giới thiệu tỉnh
- Cơ quan chủ trì: Sở Ngoại vụ.
- Cơ quan phối hợp: Sở Công Thương.
- Thời gian: Quý III/2031.
"""
SECRET_NAME = "phương án-bí-danh-KIM-NGÂN.txt"
SECRET_WORDS = "cánh đồng bí danh kim ngân"
SECRET = f"ỦY BAN NHÂN DÂN\nTỈNH AN SƠN\nMẬT\nKẾ HOẠCH\n1. {SECRET_WORDS}\n"


@pytest.fixture
def by():
    return make_coordinator()


def upload(text: str | bytes = TEXT, name: str = "ke-hoach.txt"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def hand_in(by, text=TEXT, *, name="ke-hoach.txt", **given):
    return actions.hand_in(upload(text, name), name=name, by=by, **{"declared": True, **given})


def stored_bytes():
    root = Path(default_storage.path(""))
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


@pytest.fixture(autouse=True)
def empty_storage():
    for path in stored_bytes():
        path.unlink()


def everything_kept() -> str:
    """Every column of every row of every table."""
    rows = (repr(list(model._base_manager.values_list())) for model in apps.get_models())
    return "\n".join(rows)


def test_hand_in_keeps_the_file_and_queues_its_reading(by):
    document = hand_in(by)
    assert (document.state, document.name, document.uploaded_by) == (DocumentState.QUEUED, "ke-hoach.txt", by)
    with files.open_stored(document.file) as file:
        assert file.read() == TEXT.encode()
    job = DBTaskResult.objects.get(pk=document.job)
    assert job.args_kwargs == {"args": [], "kwargs": {"document_id": document.pk}}
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.after) == (
        "plans.hand_in",
        by,
        {"size": len(TEXT.encode()), "declared": True},
    )


def test_hand_in_without_the_declaration_keeps_nothing(by):
    with pytest.raises(actions.DeclarationMissing) as error:
        hand_in(by, declared=False)
    assert isinstance(error.value, actions.HandInRefused)
    assert (PlanDocument.objects.count(), StoredFile.objects.count(), stored_bytes()) == (0, 0, [])


@pytest.mark.parametrize("text", ["", "x" * 2000])
def test_hand_in_of_an_empty_or_too_large_file_keeps_nothing(by, text, settings):
    settings.READ_MAX_BYTES = 1024
    with pytest.raises(actions.HandInRefused):
        hand_in(by, text)
    assert (PlanDocument.objects.count(), stored_bytes()) == (0, [])


def test_hand_in_twice_tells_where_it_is(by):
    first = hand_in(by)
    with pytest.raises(actions.AlreadyHandedIn) as error:
        hand_in(make_coordinator(), name="ten-khac.txt")
    assert error.value.document == first
    assert PlanDocument.objects.count() == 1


def test_hand_in_again_on_purpose_keeps_the_bytes_once(by):
    first = hand_in(by)
    second = hand_in(by, again=True)
    assert (second.pk != first.pk, second.file, len(stored_bytes())) == (True, first.file, 1)


def test_hand_in_of_what_could_not_be_read_is_taken_again(by):
    reading.fail(hand_in(by), "hỏng", code="unreadable")
    assert hand_in(by).state == DocumentState.QUEUED


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\a\\kế hoạch.docx", "kế hoạch.docx"),
        ("../../etc/ke-hoach.txt", "ke-hoach.txt"),
        ("a\u202etxt.exe\n", "atxt.exe"),
        ("", "không tên"),
        ("d" * 300 + ".docx", "d" * 250 + ".docx"),
    ],
)
def test_hand_in_keeps_a_harmless_name(by, name, kept):
    assert actions.hand_in(upload(), name=name, declared=True, by=by).name == kept


def test_read_makes_the_plan(by):
    document = actions.read(hand_in(by))
    assert (document.state, document.message) == (DocumentState.READ, "")
    assert (document.plan.number, document.plan.title != "") == ("15/KH-UBND", True)
    task = document.plan.items.get(kind="task")
    assert [a.name for a in task.assignments.all()] == ["Sở Ngoại vụ", "Sở Công Thương"]
    assert document.plan.blocks.count() == len(TEXT.splitlines())
    assert document.coverage["blocks"] == document.plan.blocks.count()


def test_read_twice_is_once(by):
    document = hand_in(by)
    actions.read(document)
    assert actions.read(document).state == DocumentState.READ
    assert (Plan.objects.count(), AuditEntry.objects.filter(action="plans.import_parsed").count()) == (1, 1)


def test_read_tells_the_stages(by):
    stages = []
    actions.read(hand_in(by), on_progress=stages.append)
    assert stages == ["reading", "checking", "recognising", "writing"]


def test_read_of_a_broken_file_says_why_and_keeps_no_byte_of_it(by):
    document = actions.read(hand_in(by, b"PK\x03\x04" + bytes(100), name="hong.docx"))
    assert (document.state, document.message != "", document.error_code != "") == (DocumentState.FAILED, True, True)
    assert (Plan.objects.count(), StoredFile.objects.count(), stored_bytes()) == (0, 0, [])
    assert actions.read(document).state == DocumentState.FAILED  # the job run again changes nothing
    assert actions.read_again(document, by=by).state == DocumentState.FAILED  # nor can it be asked for
    assert hand_in(by, b"PK\x03\x04" + bytes(100)).state == DocumentState.QUEUED


def test_a_stamped_document_too_long_to_reach_the_gate_is_not_kept_either(by):
    document = actions.read(hand_in(by, SECRET + "đoạn dài\n" * 60_000))
    assert (document.state, document.error_code, document.file) == (DocumentState.FAILED, "too-large", None)
    assert (StoredFile.objects.count(), stored_bytes(), SECRET_WORDS in everything_kept()) == (0, [], False)


def test_bytes_that_another_document_was_read_from_stay(by):
    first = actions.read(hand_in(by))
    reading.fail(hand_in(by, again=True), "hỏng", code="unreadable")
    assert len(stored_bytes()) == 1
    first.refresh_from_db()
    assert first.file is not None


def test_a_mistake_of_ours_may_be_tried_again(by):
    document = hand_in(by)
    reading.fail(document, "Hệ thống gặp lỗi", code=reading.INTERNAL)
    again = actions.read_again(document, by=by)
    assert (again.state, again.message, again.job != document.job) == (DocumentState.QUEUED, "", True)
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_name_of_a_refused_document_leaves_the_database_files(by):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own files; PostgreSQL forgets by vacuum")
    actions.read(hand_in(by, SECRET, name=SECRET_NAME))
    name = connection.settings_dict["NAME"]
    kept = b"".join(path.read_bytes() for path in Path(name).parent.glob(Path(name).name + "*"))
    assert "Tài liệu bị từ chối".encode() in kept  # the search below would find what stands there
    assert SECRET_NAME.encode() not in kept


def test_read_again_leaves_what_was_read(by):
    document = actions.read(hand_in(by))
    assert actions.read_again(document, by=by).state == DocumentState.READ
    assert DBTaskResult.objects.count() == 1


def test_read_of_a_file_that_is_gone_says_so(by):
    document = hand_in(by)
    for path in stored_bytes():
        path.unlink()
    assert actions.read(document).error_code == reading.GONE


def test_a_marked_document_leaves_nothing_but_the_refusal(by):
    document = hand_in(by, SECRET, name=SECRET_NAME)
    sha256 = document.file.sha256
    refused = actions.read(document)
    assert (refused.state, refused.file, refused.format, refused.coverage) == (DocumentState.REFUSED, None, "", {})
    row = RefusedFile.objects.get()
    assert (row.by, row.mark, row.reason != "", row.keyed_hash == files.keyed_hash(sha256)) == (by, "MẬT", True, True)
    assert (StoredFile.objects.count(), Plan.objects.count(), stored_bytes()) == (0, 0, [])
    kept = everything_kept()
    assert "Tài liệu bị từ chối" in kept  # the search below would find what stands there
    for secret in (SECRET_NAME, "KIM-NGÂN", SECRET_WORDS, "kim ngân", sha256):
        assert secret not in kept
    assert AuditEntry.objects.filter(action="plans.refuse_document", target_id=document.pk).count() == 1


def test_a_refused_document_read_again_by_the_job_stays_refused(by):
    document = hand_in(by, SECRET)
    actions.read(document)
    assert actions.read(document).state == DocumentState.REFUSED
    assert actions.read_again(document, by=by).state == DocumentState.REFUSED
    assert RefusedFile.objects.count() == 1


def test_a_marked_document_handed_in_twice_is_refused_in_both_places(by):
    first, second = hand_in(by, SECRET, name=SECRET_NAME), hand_in(by, SECRET, name=SECRET_NAME, again=True)
    actions.read(first)
    second.refresh_from_db()
    assert (second.state, second.file, stored_bytes()) == (DocumentState.REFUSED, None, [])
    assert SECRET_NAME not in everything_kept()


def test_the_bytes_of_a_refused_document_are_not_taken_in_again(by):
    actions.read(hand_in(by, SECRET))
    large = TemporaryUploadedFile(SECRET_NAME, "text/plain", len(SECRET.encode()), None)
    large.write(SECRET.encode())
    place = Path(large.temporary_file_path())
    with pytest.raises(actions.HandInRefused):
        actions.hand_in(large, name=SECRET_NAME, declared=True, by=by)
    assert (PlanDocument.objects.count(), StoredFile.objects.count(), stored_bytes()) == (1, 0, [])
    assert (RefusedFile.objects.count(), place.exists(), SECRET_NAME in everything_kept()) == (2, False, False)


def test_a_mark_found_later_takes_the_plan_of_the_same_bytes_out_of_work(by):
    early = hand_in(by, SECRET)
    plan = actions.import_parsed(early, parsed_plan(), by=by)
    actions.read(hand_in(by, SECRET, again=True))
    plan.refresh_from_db()
    assert (plan.state, "MẬT" in plan.state_reason, stored_bytes()) == ("set_aside", True, [])


def test_the_words_of_secrecy_in_a_sentence_are_no_mark(by):
    text = (
        TEXT
        + "2. Tuyên truyền Luật Bảo vệ bí mật nhà nước, không để lộ tài liệu Mật\n- Cơ quan chủ trì: Công an tỉnh.\n"
    )
    assert actions.read(hand_in(by, text)).state == DocumentState.READ


def test_a_mistake_of_ours_is_told_and_the_next_run_tries_again(by):
    document = hand_in(by)
    reading.fail(document, "Hệ thống gặp lỗi", code=reading.INTERNAL)
    assert actions.read(document).state == DocumentState.READ


def test_failing_does_not_undo_what_was_read(by):
    plan = make_plan(by=by)
    reading.fail(plan.document, "muộn", code=reading.INTERNAL)
    plan.document.refresh_from_db()
    assert (plan.document.state, plan.document.message) == (DocumentState.READ, "")
