"""The officers' workspace."""

from django.urls import include, path

from ttdn.workspace.views import (
    agencies,
    documents,
    gallery,
    items,
    my_work,
    plans,
    register,
    review,
    successions,
    undo,
)

app_name = "workspace"
urlpatterns = [
    path("", my_work.my_work, name="my-work"),
    path("ke-hoach/", plans.plan_list, name="plan-list"),
    path("ke-hoach/dua-vao/", documents.upload, name="plan-upload"),
    path("ke-hoach/tai-lieu/<int:pk>/", documents.document, name="document"),
    path("ke-hoach/tai-lieu/<int:pk>/tien-do/", documents.progress, name="document-progress"),
    path("ke-hoach/tai-lieu/<int:pk>/doc-lai/", documents.read_again, name="document-read-again"),
    path("ke-hoach/<int:pk>/", plans.plan_page, name="plan"),
    path("ke-hoach/<int:pk>/van-ban-goc/", plans.original, name="plan-original"),
    path("ke-hoach/<int:pk>/ra-soat/", review.review, name="review"),
    path("ke-hoach/<int:pk>/dau-van-ban/", plans.edit_head, name="plan-head"),
    path("ke-hoach/<int:pk>/them-muc/", items.add, name="item-add"),
    path("ke-hoach/<int:pk>/xac-nhan/", plans.confirm, name="plan-confirm"),
    path("ke-hoach/<int:pk>/mo-lai/", plans.reopen, name="plan-reopen"),
    path("ke-hoach/<int:pk>/de-rieng/", plans.set_aside, name="plan-set-aside"),
    path("ke-hoach/<int:pk>/khoi-phuc/", plans.restore, name="plan-restore"),
    path("nhiem-vu/", register.register, name="item-list"),
    path("nhiem-vu/excel/", register.workbook, name="item-workbook"),
    path("nhiem-vu/<int:pk>/", items.item_page, name="item"),
    path("nhiem-vu/<int:pk>/sua/", items.edit, name="item-edit"),
    path("nhiem-vu/<int:pk>/bo/", items.set_aside, name="item-set-aside"),
    path("cho-can-xem/<int:pk>/da-xem/", review.settle, name="finding-settle"),
    path("cho-can-xem/<int:pk>/xem-lai/", review.reopen_finding, name="finding-reopen"),
    path("hoan-tac/<int:pk>/", undo.undo, name="undo"),
    path("co-quan/", agencies.agency_list, name="agency-list"),
    path("co-quan/them/", agencies.add, name="agency-add"),
    path("co-quan/excel/", agencies.workbook, name="agency-workbook"),
    path("co-quan/<int:pk>/", agencies.agency_page, name="agency"),
    path("co-quan/<int:pk>/sua/", agencies.edit, name="agency-edit"),
    path("co-quan/<int:pk>/them-ten/", agencies.name, name="agency-name"),
    path("co-quan/<int:pk>/thanh-vien/", agencies.add_member, name="agency-member-add"),
    path("co-quan/<int:pk>/thanh-vien/<int:member>/thoi/", agencies.end_member, name="agency-member-end"),
    path("co-quan/<int:pk>/thay-doi/<slug:what>/", successions.change, name="agency-change"),
    path("thanh-phan/", gallery.gallery, name="gallery"),
    path("quan-tri/", include("ttdn.workspace.urls.administration")),
]
