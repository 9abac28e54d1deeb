"""Recipients, signature, closing."""

from tests.engine.plans.compiling import HEAD, codes, compiled, read
from ttdn.engine.plans.pipeline import compile_plan

BODY = "I. MỤC ĐÍCH\n- Một ý.\n\nTrên đây là Kế hoạch, yêu cầu các cơ quan thực hiện./.\n\n"


def test_recipients_and_signature_in_lines():
    plan = compiled(
        BODY + "Nơi nhận:\n- Bộ Y tế;\n- Các sở, ngành;\n- VPUB: CVP,\ncác phòng;\n- Lưu: VT.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLò Thị Mai\n"
    )
    assert [r.text for r in plan.recipients] == ["Bộ Y tế", "Các sở, ngành", "VPUB: CVP, các phòng", "Lưu: VT"]
    signed = plan.signatory
    assert (signed.name, signed.title) == ("Lò Thị Mai", "PHÓ CHỦ TỊCH")
    assert signed.authority == "TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH"
    assert plan.coverage.set_aside["closing"] == 1
    assert plan.coverage.unread == 0


def test_recipients_and_signature_side_by_side_in_a_table():
    text = (
        HEAD.replace("\n", "\n\n") + "I. MỤC ĐÍCH\n\n- Một ý.\n\n"
        "| Nơi nhận:<br>- Bộ Y tế;<br>- Lưu: VT. | **CHỦ TỊCH**<br>**Lò Thị Mai** |\n|---|---|\n"
    )
    plan = compile_plan(read(text, "a.md"))
    assert [r.text for r in plan.recipients] == ["Bộ Y tế", "Lưu: VT"]
    assert (plan.signatory.name, plan.signatory.title) == ("Lò Thị Mai", "CHỦ TỊCH")


def test_columns_that_ran_into_one_line_are_parted():
    plan = compiled(
        BODY + "Nơi nhận:          KT. CHỦ TỊCH\n- Tỉnh ủy;         PHÓ CHỦ TỊCH\n- Lưu: VT.        Lò Thị Mai\n"
    )
    assert [r.text for r in plan.recipients] == ["Tỉnh ủy", "Lưu: VT"]
    assert (plan.signatory.name, plan.signatory.title) == ("Lò Thị Mai", "PHÓ CHỦ TỊCH")


def test_a_signature_that_contradicts_itself_is_told():
    assert "signature-contradiction" in codes(
        compiled(BODY + "Nơi nhận:\n- Lưu: VT.\nKT. CHỦ TỊCH\nCHỦ TỊCH\nLò Thị Mai\n")
    )


def test_a_name_without_a_post_is_told():
    plan = compiled(BODY + "Nơi nhận:\n- Lưu: VT.\nLò Thị Mai\n")
    assert plan.signatory.name == "Lò Thị Mai"
    assert "signer-without-title" in codes(plan)


def test_an_abbreviation_with_a_letter_too_many_is_told():
    assert "abbreviation-slip" in codes(
        compiled(BODY + "Nơi nhận:\n- VPUB: CVP, PCPVP;\n- Lưu: VT.\nCHỦ TỊCH\nLò Thị Mai\n")
    )


def test_a_signature_without_recipients_is_no_task():
    plan = compiled(BODY + "TM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nLò Thị Mai\n")
    assert (plan.signatory.name, plan.signatory.title, plan.recipients) == ("Lò Thị Mai", "CHỦ TỊCH", ())
    assert [i.kind for i in plan.items] == ["group", "objective"]


def test_what_is_too_long_to_sign_is_not_cut_off_its_line():
    """Only a short rest of a line is tried; trying every rest cost the square of the line's length."""
    line = "- Như trên; CHỦ TỊCH " + "ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG, " * 4 + "ĐẶC KHU"
    plan = compiled("I. NHIỆM VỤ\n1. Họp báo.\nNơi nhận:\n" + line + "\nCHỦ TỊCH\nLê Văn Một\n")
    assert [r.text for r in plan.recipients] == [line.strip("- ")]
