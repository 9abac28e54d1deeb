"""The audit in words: what was done, to which field, from what to what."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ttdn.accounts.models import User
from ttdn.agencies.models import Agency, AgencyKind, Role, Tier
from ttdn.core.models import AuditEntry, CalendarDayKind, Certainty
from ttdn.followup.models import ReportState
from ttdn.plans.models import Item, ItemKind, ItemPart, ItemState, ObligationState, Plan, PlanState, Recurrence

ACTIONS = {
    "accounts.sign_in": gettext_lazy("Đăng nhập"),
    "accounts.sign_in_failed": gettext_lazy("Đăng nhập không thành"),
    "accounts.sign_out": gettext_lazy("Đăng xuất"),
    "accounts.end_session": gettext_lazy("Kết thúc một phiên đăng nhập"),
    "accounts.end_other_sessions": gettext_lazy("Kết thúc các phiên đăng nhập khác"),
    "accounts.change_password": gettext_lazy("Đổi mật khẩu"),
    "accounts.set_language": gettext_lazy("Đổi ngôn ngữ"),
    "accounts.add_person": gettext_lazy("Thêm người dùng"),
    "accounts.edit_person": gettext_lazy("Sửa người dùng"),
    "accounts.reset_password": gettext_lazy("Đặt lại mật khẩu"),
    "accounts.deactivate": gettext_lazy("Ngừng tài khoản"),
    "accounts.reactivate": gettext_lazy("Mở lại tài khoản"),
    "core.retry_job": gettext_lazy("Chạy lại việc nền"),
    "core.add_calendar_days": gettext_lazy("Thêm ngày vào lịch làm việc"),
    "core.undo_add_calendar_days": gettext_lazy("Hoàn tác thêm ngày vào lịch làm việc"),
    "core.change_calendar_day": gettext_lazy("Sửa ngày trong lịch làm việc"),
    "core.undo_change_calendar_day": gettext_lazy("Hoàn tác sửa ngày trong lịch làm việc"),
    "core.withdraw_calendar_day": gettext_lazy("Bỏ ngày khỏi lịch làm việc"),
    "core.restore_calendar_day": gettext_lazy("Lấy lại ngày vào lịch làm việc"),
    "plans.hand_in": gettext_lazy("Đưa tài liệu vào"),
    "plans.read_again": gettext_lazy("Đọc lại tài liệu"),
    "plans.reading_failed": gettext_lazy("Không đọc được tài liệu"),
    "plans.refuse_document": gettext_lazy("Từ chối tài liệu có dấu mật"),
    "plans.import_parsed": gettext_lazy("Nhập kế hoạch đã đọc"),
    "plans.edit_head": gettext_lazy("Sửa phần đầu kế hoạch"),
    "plans.undo_edit_head": gettext_lazy("Hoàn tác sửa phần đầu kế hoạch"),
    "plans.add_item": gettext_lazy("Thêm mục"),
    "plans.edit_item": gettext_lazy("Sửa mục"),
    "plans.undo_edit_item": gettext_lazy("Hoàn tác sửa mục"),
    "plans.set_aside_item": gettext_lazy("Bỏ mục"),
    "plans.restore_item": gettext_lazy("Lấy lại mục"),
    "plans.settle_finding": gettext_lazy("Đã xem chỗ cần xem"),
    "plans.reopen_finding": gettext_lazy("Xem lại chỗ cần xem"),
    "plans.confirm_plan": gettext_lazy("Xác nhận kế hoạch"),
    "plans.reopen_plan": gettext_lazy("Mở lại kế hoạch"),
    "plans.set_aside_plan": gettext_lazy("Để riêng kế hoạch"),
    "plans.restore_plan": gettext_lazy("Khôi phục kế hoạch"),
    "plans.undo_state": gettext_lazy("Hoàn tác trạng thái kế hoạch"),
    "plans.give_part": gettext_lazy("Giao phần việc"),
    "plans.undo_give_part": gettext_lazy("Hoàn tác giao phần việc"),
    "plans.link_duty": gettext_lazy("Gắn trách nhiệm với nhiệm vụ"),
    "plans.hand_over": gettext_lazy("Chuyển việc cho cơ quan tiếp nhận"),
    "plans.hand_over_undone": gettext_lazy("Hoàn tác chuyển việc"),
    "plans.close_obligations": gettext_lazy("Đóng các kỳ đã qua"),
    "plans.close_obligations_undone": gettext_lazy("Hoàn tác đóng các kỳ đã qua"),
    "plans.follow_year": gettext_lazy("Lập việc theo kỳ của năm mới"),
    "plans.set_upper_plan": gettext_lazy("Ghi kế hoạch cấp trên"),
    "plans.carry_out": gettext_lazy("Ghi nhiệm vụ thực hiện những gì"),
    "plans.add_legal_text": gettext_lazy("Thêm văn bản pháp lý"),
    "plans.undo_add_legal_text": gettext_lazy("Hoàn tác thêm văn bản pháp lý"),
    "plans.edit_legal_text": gettext_lazy("Sửa văn bản pháp lý"),
    "plans.undo_edit_legal_text": gettext_lazy("Hoàn tác sửa văn bản pháp lý"),
    "plans.add_legal_change": gettext_lazy("Ghi thay đổi của văn bản pháp lý"),
    "plans.undo_add_legal_change": gettext_lazy("Hoàn tác thay đổi của văn bản pháp lý"),
    "followup.save_draft": gettext_lazy("Lưu nháp báo cáo"),
    "followup.submit": gettext_lazy("Gửi báo cáo"),
    "followup.accept": gettext_lazy("Nhận báo cáo"),
    "followup.send_back": gettext_lazy("Trả lại báo cáo"),
    "followup.undo": gettext_lazy("Hoàn tác báo cáo"),
    "followup.add_proof": gettext_lazy("Thêm minh chứng"),
    "followup.take_proof_away": gettext_lazy("Bỏ minh chứng"),
    "followup.refuse_proof": gettext_lazy("Từ chối tệp minh chứng có dấu mật"),
    "plans.mark_found": gettext_lazy("Thấy dấu mật"),
    "agencies.create_agency": gettext_lazy("Thêm cơ quan"),
    "agencies.add_name": gettext_lazy("Thêm tên cơ quan"),
    "agencies.rename": gettext_lazy("Đổi tên cơ quan"),
    "agencies.merge": gettext_lazy("Sáp nhập cơ quan"),
    "agencies.split": gettext_lazy("Chia tách cơ quan"),
    "agencies.dissolve": gettext_lazy("Giải thể cơ quan"),
    "agencies.refound": gettext_lazy("Lập lại cơ quan dưới tên cũ"),
    "agencies.move": gettext_lazy("Chuyển chức năng của cơ quan"),
    "agencies.undo_change": gettext_lazy("Hoàn tác thay đổi cơ quan"),
    "agencies.edit_agency": gettext_lazy("Sửa thông tin cơ quan"),
    "agencies.undo_edit_agency": gettext_lazy("Hoàn tác sửa thông tin cơ quan"),
    "agencies.undo_add_name": gettext_lazy("Hoàn tác thêm tên cơ quan"),
    "agencies.add_member": gettext_lazy("Thêm thành viên nhóm"),
    "agencies.end_member": gettext_lazy("Đưa thành viên ra khỏi nhóm"),
    "agencies.change_members": gettext_lazy("Đổi thành viên nhóm"),
    "agencies.load_units": gettext_lazy("Nạp đơn vị hành chính của tỉnh"),
    "agencies.undo_load_units": gettext_lazy("Hoàn tác nạp đơn vị hành chính"),
    "agencies.create_unit": gettext_lazy("Thêm đơn vị hành chính"),
    "agencies.edit_unit": gettext_lazy("Sửa đơn vị hành chính"),
    "agencies.undo_edit_unit": gettext_lazy("Hoàn tác sửa đơn vị hành chính"),
    "agencies.record_unit_origins": gettext_lazy("Ghi đơn vị hành chính hình thành từ đâu"),
    "agencies.undo_record_unit_origins": gettext_lazy("Hoàn tác ghi đơn vị hành chính hình thành từ đâu"),
    "agencies.tie_unit": gettext_lazy("Gắn cơ quan với đơn vị hành chính"),
    "agencies.undo_tie_unit": gettext_lazy("Hoàn tác gắn cơ quan với đơn vị hành chính"),
    "agencies.make_committees": gettext_lazy("Tạo Ủy ban nhân dân cho các đơn vị"),
    "agencies.import_table": gettext_lazy("Nhập cơ quan từ bảng tính"),
    "agencies.add_membership": gettext_lazy("Giao vai trò"),
    "agencies.end_membership": gettext_lazy("Thôi vai trò"),
    "agencies.reopen_membership": gettext_lazy("Giao lại vai trò"),
    "agencies.remember_alias": gettext_lazy("Nhớ cách viết tên cơ quan"),
    "agencies.forget_alias": gettext_lazy("Bỏ cách viết tên cơ quan"),
}
FIELDS = {
    "name": gettext_lazy("Tên"),
    "email": gettext_lazy("Thư điện tử"),
    "password": gettext_lazy("Mật khẩu"),
    "is_active": gettext_lazy("Được đăng nhập"),
    "language": gettext_lazy("Ngôn ngữ"),
    "browser": gettext_lazy("Trình duyệt"),
    "ended": gettext_lazy("Số phiên đã kết thúc"),
    "role": gettext_lazy("Vai trò"),
    "agency": gettext_lazy("Cơ quan"),
    "user": gettext_lazy("Người"),
    "from": gettext_lazy("Từ ngày"),
    "to": gettext_lazy("Đến ngày"),
    "valid_to": gettext_lazy("Đến ngày"),
    "basis": gettext_lazy("Văn bản quyết định"),
    "predecessors": gettext_lazy("Cơ quan cũ"),
    "successors": gettext_lazy("Cơ quan tiếp nhận"),
    "function": gettext_lazy("Chức năng"),
    "file": gettext_lazy("Tệp"),
    "added": gettext_lazy("Số dòng thêm"),
    "changed": gettext_lazy("Số dòng đổi"),
    "member": gettext_lazy("Thành viên"),
    "members": gettext_lazy("Các thành viên"),
    "rule_kind": gettext_lazy("Quy tắc: loại"),
    "rule_tier": gettext_lazy("Quy tắc: cấp"),
    "valid_from": gettext_lazy("Từ ngày"),
    "parent_id": gettext_lazy("Trực thuộc"),
    "kind": gettext_lazy("Loại"),
    "tier": gettext_lazy("Cấp"),
    "as_written": gettext_lazy("Cách viết"),
    "state": gettext_lazy("Trạng thái"),
    "text": gettext_lazy("Nội dung"),
    "ref": gettext_lazy("Mục"),
    "lead": gettext_lazy("Chủ trì"),
    "partners": gettext_lazy("Phối hợp"),
    "start": gettext_lazy("Từ ngày"),
    "end": gettext_lazy("Đến ngày"),
    "schedule_text": gettext_lazy("Thời gian như văn bản ghi"),
    "recurrence": gettext_lazy("Lặp lại"),
    "deliverables": gettext_lazy("Sản phẩm có số lượng"),
    "funding": gettext_lazy("Kinh phí"),
    "number": gettext_lazy("Số, ký hiệu"),
    "title": gettext_lazy("Tên kế hoạch"),
    "issued_on": gettext_lazy("Ngày ban hành"),
    "job": gettext_lazy("Mã việc nền"),
    "items": gettext_lazy("Số mục"),
    "findings": gettext_lazy("Số chỗ cần xem"),
    "size": gettext_lazy("Kích thước (byte)"),
    "declared": gettext_lazy("Đã cam đoan"),
    "document": gettext_lazy("Tài liệu"),
    "mark": gettext_lazy("Dấu"),
    "code": gettext_lazy("Mã"),
    "settled": gettext_lazy("Đã xem"),
    "aliases": gettext_lazy("Các cách viết"),
    "block": gettext_lazy("Đoạn"),
    "unit": gettext_lazy("Đơn vị hành chính"),
    "units": gettext_lazy("Số đơn vị"),
    "origins": gettext_lazy("Đơn vị cũ và đơn vị mới"),
    "committees": gettext_lazy("Các Ủy ban nhân dân"),
    "group": gettext_lazy("Nhóm"),
    "source": gettext_lazy("Nguồn"),
    "english": gettext_lazy("Tên tiếng Anh"),
    "day": gettext_lazy("Ngày"),
    "days": gettext_lazy("Các ngày"),
    "certainty": gettext_lazy("Mức chắc chắn"),
    "withdrawn": gettext_lazy("Đã bỏ khỏi lịch"),
    "obligations": gettext_lazy("Việc theo kỳ"),
    "made": gettext_lazy("thêm"),
    "dropped": gettext_lazy("không còn"),
    "moved": gettext_lazy("đổi hạn"),
    "part": gettext_lazy("Phần việc"),
    "agencies": gettext_lazy("Cơ quan làm"),
    "repeats_id": gettext_lazy("Nhắc lại nhiệm vụ"),
    "repeat_seen": gettext_lazy("Đã xem việc nhắc lại"),
    "under_secrecy": gettext_lazy("Theo chế độ mật"),
    "obligation": gettext_lazy("Việc theo kỳ"),
    "proof": gettext_lazy("Minh chứng số"),
    "url": gettext_lazy("Địa chỉ"),
    "upper_id": gettext_lazy("Kế hoạch cấp trên"),
    "uppers": gettext_lazy("Thực hiện"),
    "in_force_from": gettext_lazy("Hiệu lực từ ngày"),
    "change": gettext_lazy("Thay đổi"),
    "by_text": gettext_lazy("Bởi văn bản"),
    "on": gettext_lazy("Từ ngày"),
    "heir": gettext_lazy("Cơ quan tiếp nhận"),
    "count": gettext_lazy("Số việc"),
}
# Fields that hold the number of a row.
ROWS = {
    "user": User,
    "agency": Agency,
    "parent_id": Agency,
    "agencies": Agency,
    "part": ItemPart,
    "repeats_id": Item,
    "uppers": Item,
    "upper_id": Plan,
}
# Values that a person knows by another word.
CHOICES = {
    "role": [Role],
    "tier": [Tier],
    "kind": [ItemKind, AgencyKind, CalendarDayKind],
    "certainty": [Certainty],
    "rule_kind": [AgencyKind],
    "rule_tier": [Tier],
    "state": [PlanState, ItemState, ReportState],
    "obligation": [ObligationState],
    "recurrence": [Recurrence],
}
# What an undo needs and a person does not.
NOT_SHOWN = {"version", "traces", "row", "rows", "loaded", "tied"}


def action_label(action: str) -> str:
    """The words for ``action``; a new one shows its name until it has some."""
    return str(ACTIONS.get(action, action))


def nobody(entry: AuditEntry) -> str:
    """Who did what no signed-in person did."""
    return _("không rõ ai") if entry.action == "accounts.sign_in_failed" else _("hệ thống")


def changes(entry: AuditEntry) -> list[tuple[str, str, str]]:
    """(field, before, after) in words, the fields in the order in which they were recorded."""
    before, after = entry.before or {}, entry.after or {}
    names = [name for name in {**before, **after} if name not in NOT_SHOWN]
    return [
        (str(FIELDS.get(name, name)), in_words(name, before.get(name)), in_words(name, after.get(name)))
        for name in names
    ]


def in_words(name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if value == "(changed)":
        return _("(đã đổi, không ghi lại)")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, list):
        return "\n".join(in_words(name, inner) for inner in value)
    if isinstance(value, dict):
        return ", ".join(f"{FIELDS.get(key, key)}: {in_words(key, inner)}" for key, inner in value.items())
    for choices in CHOICES.get(name, ()):
        if value in choices.values:
            return str(choices(value).label)
    if name in ROWS and isinstance(value, int):
        row = ROWS[name].objects.filter(pk=value).first()
        return str(row) if row else f"#{value}"
    return str(value)
