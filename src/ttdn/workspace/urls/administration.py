"""The administrators' pages, under the workspace."""

from django.urls import path

from ttdn.workspace.views import administration, audit, calendar

app_name = "administration"
urlpatterns = [
    path("", administration.people_list, name="people"),
    path("nguoi-dung/them/", administration.add_person, name="add-person"),
    path("nguoi-dung/<int:pk>/", administration.person, name="person"),
    path("nguoi-dung/<int:pk>/sua/", administration.edit_person, name="edit-person"),
    path("nguoi-dung/<int:pk>/ngung/", administration.deactivate, name="deactivate"),
    path("nguoi-dung/<int:pk>/mo-lai/", administration.reactivate, name="reactivate"),
    path("nguoi-dung/<int:pk>/dat-lai-mat-khau/", administration.reset_password, name="reset-password"),
    path("nguoi-dung/<int:pk>/giao-vai-tro/", administration.add_role, name="add-role"),
    path("vai-tro/<int:pk>/thoi/", administration.end_role, name="end-role"),
    path("lich-lam-viec/", calendar.calendar, name="calendar"),
    path("lich-lam-viec/them/", calendar.add, name="calendar-add"),
    path("lich-lam-viec/nhap/", calendar.take_in, name="calendar-import"),
    path("lich-lam-viec/excel/", calendar.workbook, name="calendar-workbook"),
    path("lich-lam-viec/<int:pk>/sua/", calendar.edit, name="calendar-edit"),
    path("lich-lam-viec/<int:pk>/bo/", calendar.withdraw, name="calendar-withdraw"),
    path("nhat-ky/", audit.audit, name="audit"),
    path("nhat-ky/<int:pk>/", audit.entry, name="entry"),
    path("nhat-ky/<int:pk>/hoan-tac/", audit.undo, name="undo"),
    path("tep-bi-tu-choi/", audit.refused_files, name="refused-files"),
    path("viec-nen/", audit.jobs, name="jobs"),
    path("viec-nen/<uuid:pk>/chay-lai/", audit.retry_job, name="retry-job"),
]
