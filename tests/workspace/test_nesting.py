"""The screens of plans within plans and of legal texts."""

import pytest

from tests.factories.people import make_member, make_user
from tests.factories.plans import make_confirmed_plan, make_coordinator
from ttdn.agencies.models import Role
from ttdn.plans import actions
from ttdn.plans.legal import number_key, seed_legal_texts
from ttdn.plans.models import Item, LegalBasis, LegalText

pytestmark = pytest.mark.django_db
TEXTS = "/cong-tac/van-ban-phap-ly/"


@pytest.fixture
def coordinator():
    return make_coordinator()


@pytest.fixture
def browser(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def upper(coordinator):
    return make_confirmed_plan(by=coordinator, number="7/KH-UBND", title="Chương trình năm năm")


@pytest.fixture
def plan(coordinator):
    return make_confirmed_plan(by=coordinator)


def page(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_choosing_the_upper_plan_to_seeing_what_nobody_carries_out(browser, plan, upper):
    home = f"/cong-tac/ke-hoach/{plan.pk}/"
    assert "Chương trình năm năm" in page(browser, home + "cap-tren/")
    browser.post(home + "cap-tren/", {"seen": plan.version, "upper": upper.pk})
    assert "Gợi ý theo câu chữ" in page(browser, home + "thuc-hien/")
    above = f"/cong-tac/ke-hoach/{upper.pk}/thuc-hien/"
    assert "1 mục chưa có nhiệm vụ nào thực hiện" in page(browser, above)
    task, target = plan.items.get(key="t1"), upper.items.get(key="t1")
    browser.post(home + "thuc-hien/goi-y/", {"pick": f"{task.pk}:{task.version}:{target.pk}"})
    assert "0 mục chưa có nhiệm vụ nào thực hiện" in page(browser, above)
    assert "7/KH-UBND" in page(browser, f"/cong-tac/nhiem-vu/{task.pk}/")


def test_choosing_by_hand_and_a_choice_that_is_none(browser, plan):
    task = plan.items.get(key="t1")
    goal = Item.objects.create(plan=plan, key="o1", kind="objective", position=90, text="Quảng bá tỉnh")
    address = f"/cong-tac/nhiem-vu/{task.pk}/thuc-hien/"
    assert "Quảng bá tỉnh" in page(browser, address)
    assert browser.post(address, {"seen": task.version, "uppers": [task.pk]}).status_code == 422
    assert browser.post(address, {"seen": task.version, "uppers": [goal.pk]}).status_code == 302
    assert browser.post(address, {"seen": 1, "uppers": []}).status_code == 409


@pytest.mark.parametrize("pick", ["", "1", "1:2", "a:b:c", "1:1:99999999999"])
def test_an_odd_proposal_is_none(browser, plan, pick):
    answer = browser.post(f"/cong-tac/ke-hoach/{plan.pk}/thuc-hien/goi-y/", {"pick": pick}, follow=True)
    assert "Hãy chọn ít nhất một gợi ý" in answer.content.decode()


def test_only_editors_decide_and_nobody_else_sees_an_upper_plan_in_review(client_of, plan, upper, coordinator):
    actions.set_upper_plan(plan, upper, seen=plan.version, by=coordinator)
    task = plan.items.get(key="t1")
    actions.carry_out(task, [upper.items.get(key="t1")], seen=task.version, by=coordinator)
    upper.refresh_from_db()
    actions.reopen_plan(upper, seen=upper.version, by=coordinator)
    officer = client_of(make_member(Role.FOCAL_OFFICER))
    for address in (f"ke-hoach/{plan.pk}/", f"ke-hoach/{plan.pk}/thuc-hien/", f"nhiem-vu/{task.pk}/"):
        assert "7/KH-UBND" not in page(officer, f"/cong-tac/{address}"), address
    for address in (f"ke-hoach/{plan.pk}/cap-tren/", f"nhiem-vu/{task.pk}/thuc-hien/"):
        assert officer.get(f"/cong-tac/{address}").status_code == 403
    assert officer.post(f"/cong-tac/ke-hoach/{plan.pk}/thuc-hien/goi-y/", {"pick": "1:1:1"}).status_code == 403


def test_a_plan_says_what_became_of_its_grounds(browser, plan):
    seed_legal_texts()
    LegalBasis.objects.create(plan=plan, position=8, number="09/2017/NĐ-CP", text="Nghị định")
    LegalBasis.objects.create(plan=plan, position=9, number="1/1999/XX", text="Không rõ")
    shown = page(browser, f"/cong-tac/ke-hoach/{plan.pk}/")
    assert "được thay thế" in shown
    assert "bởi 244/2026/NĐ-CP" in shown
    assert "chưa có trong danh mục văn bản" in shown


def test_the_list_of_texts_is_kept_by_editors_and_read_by_all(client_of, browser):
    seed_legal_texts()
    assert "72/2015/NĐ-CP" in page(client_of(make_member(Role.FOCAL_OFFICER)), TEXTS + "?q=72/2015")
    assert "72/2015/NĐ-CP" not in client_of(make_user()).get(TEXTS).content.decode()
    officer = client_of(make_member(Role.FOCAL_OFFICER))
    row = LegalText.objects.get(key=number_key("22/2016/TT-BTTTT"))
    for address in ("them/", f"{row.pk}/sua/", f"{row.pk}/thay-doi/"):
        assert officer.get(TEXTS + address).status_code == 403
    added = {"number": "9/2031/NĐ-CP", "title": "x", "issued_on": "01/02/2031", "certainty": "V"}
    assert browser.post(TEXTS + "them/", added).status_code == 302
    assert browser.post(TEXTS + "them/", added).status_code == 422
    assert browser.post(TEXTS + "them/", added | {"issued_on": "31/02/2031"}).status_code == 422
    new = LegalText.objects.get(number="9/2031/NĐ-CP")
    sent = {"seen": row.version, "kind": "replaced", "by": new.pk, "on": "01/03/2031", "certainty": "V"}
    assert browser.post(f"{TEXTS}{row.pk}/thay-doi/", sent).status_code == 302
    assert browser.post(f"{TEXTS}{row.pk}/thay-doi/", sent).status_code == 409
    edited = added | {"seen": new.version, "number": "22/2016/TT-BTTTT", "issued_on": "19/10/2016"}
    assert browser.post(f"{TEXTS}{new.pk}/sua/", edited).status_code == 422
