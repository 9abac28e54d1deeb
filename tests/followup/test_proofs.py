"""Proofs: links, and files that pass the secrecy gate in the limited child before anybody can open them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories.people import make_agency, make_member
from tests.factories.plans import make_owed
from ttdn.agencies.models import Role
from ttdn.core.models import AuditEntry, RefusedFile, StoredFile
from ttdn.core.versions import StaleVersion
from ttdn.followup import actions, proofs
from ttdn.followup.errors import FollowupRefused
from ttdn.followup.models import ProgressReport, Proof

pytestmark = pytest.mark.django_db
PLAIN = "Tin đã đăng trên Cổng thông tin điện tử tỉnh ngày 01/11/2026.\nBài gồm ba phần.".encode()
SECRET = "MẬT\n\nBÁO CÁO\nVề một việc\n\nNội dung riêng không ai được đọc.".encode()


@pytest.fixture
def officer():
    return make_member(Role.FOCAL_OFFICER, agency=make_agency("Sở Ngoại vụ"))


@pytest.fixture
def draft(officer) -> ProgressReport:
    owed = make_owed(officer.memberships.get().agency)
    return actions.save_draft(owed, seen=0, by=officer, fields={"result": "Đã đăng bài"})


def add(draft, officer, data: bytes, name: str = "bai.txt", *, declared: bool = True):
    draft.refresh_from_db()
    upload = SimpleUploadedFile(name, data)
    proofs.add_file(draft, upload, name=name, declared=declared, seen=draft.version, by=officer)
    proof = Proof.objects.latest("pk")
    assert proof.state == "checking"
    proofs.check_proof.func(proof_id=proof.pk)
    proof.refresh_from_db()
    return proof


def test_a_plain_file_is_kept_by_its_hash(draft, officer):
    proof = add(draft, officer, PLAIN)
    assert (proof.state, proof.title) == ("kept", "bai.txt")
    assert len(proof.file.sha256) == 64


def test_nothing_stays_of_a_file_with_a_secrecy_mark(draft, officer):
    proof = add(draft, officer, SECRET, "ke-hoach-rieng.txt")
    assert (proof.state, proof.file) == ("refused", None)
    assert "rieng" not in proof.title
    assert RefusedFile.objects.count() == 1
    assert not StoredFile.objects.exists() or StoredFile.objects.filter(pk=proof.file_id).count() == 0
    told = str(list(AuditEntry.objects.values_list("before", "after", "target_label")))
    assert "ke-hoach-rieng" not in told


def test_the_same_bytes_are_refused_at_once_the_next_time(draft, officer):
    add(draft, officer, SECRET)
    draft.refresh_from_db()
    with pytest.raises(FollowupRefused):
        proofs.add_file(
            draft, SimpleUploadedFile("x.txt", SECRET), name="x.txt", declared=True, seen=draft.version, by=officer
        )


def test_a_file_that_cannot_be_read_did_not_pass_and_goes(draft, officer):
    proof = add(draft, officer, b"%PDF-1.7 broken", "hong.pdf")
    assert (proof.state, proof.file) == ("refused", None)
    assert proof.message


def test_a_picture_without_words_is_kept(draft, officer):
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(out, "PNG")
    assert add(draft, officer, out.getvalue(), "anh.png").state == "kept"


@pytest.mark.parametrize(
    ("data", "name", "declared"),
    [(PLAIN, "bai.txt", False), (b"", "bai.txt", True), (PLAIN, "bai.exe", True), (PLAIN, "bai", True)],
)
def test_what_is_not_taken_is_said(draft, officer, data, name, declared):
    with pytest.raises(FollowupRefused):
        proofs.add_file(
            draft, SimpleUploadedFile(name, data), name=name, declared=declared, seen=draft.version, by=officer
        )
    assert not Proof.objects.exists()


def test_a_report_is_not_sent_while_a_file_is_being_checked(draft, officer):
    upload = SimpleUploadedFile("bai.txt", PLAIN)
    proofs.add_file(draft, upload, name="bai.txt", declared=True, seen=draft.version, by=officer)
    draft.refresh_from_db()
    with pytest.raises(FollowupRefused):
        actions.submit(draft, seen=draft.version, by=officer)


def test_links_come_and_go_until_the_report_is_sent(draft, officer):
    proofs.add_link(draft, url="https://tinh.example/bai", title="Bài", seen=draft.version, by=officer)
    draft.refresh_from_db()
    with pytest.raises(StaleVersion):
        proofs.add_link(draft, url="https://tinh.example/bai", title="", seen=1, by=officer)
    proofs.take_away(Proof.objects.get(), seen=draft.version, by=officer)
    draft.refresh_from_db()
    proofs.add_link(draft, url="https://tinh.example/bai", title="Bài", seen=draft.version, by=officer)
    draft.refresh_from_db()
    actions.submit(draft, seen=draft.version, by=officer)
    draft.refresh_from_db()
    with pytest.raises(FollowupRefused):
        proofs.take_away(Proof.objects.get(), seen=draft.version, by=officer)


def test_work_under_secrecy_takes_no_proof(draft, officer):
    draft = actions.save_draft(draft.obligation, seen=draft.version, by=officer, fields={"under_secrecy": True})
    with pytest.raises(FollowupRefused):
        proofs.add_link(draft, url="https://x.example/", title="", seen=draft.version, by=officer)
