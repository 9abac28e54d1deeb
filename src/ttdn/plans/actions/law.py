"""The list of legal texts, kept by people: a text, its facts, and what became of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ttdn.core import audit
from ttdn.core.models import AuditEntry
from ttdn.core.undo import CannotUndo, undoable
from ttdn.core.versions import claim
from ttdn.plans.errors import PlanRefused
from ttdn.plans.legal import number_key
from ttdn.plans.models import LegalChange, LegalText

FACTS = ("number", "title", "issued_on", "in_force_from", "source", "certainty")
DAYS = ("issued_on", "in_force_from")


@transaction.atomic
def add_legal_text(*, by, **facts: Any) -> AuditEntry:
    """``facts`` are number, title, issued_on, in_force_from, source, certainty. Raises PlanRefused for a twin."""
    text = LegalText()
    _write(text, facts)
    return audit.record("plans.add_legal_text", text, by=by, after=_facts(text))


@undoable("plans.add_legal_text")
@transaction.atomic
def undo_add_legal_text(entry: AuditEntry, *, by) -> AuditEntry:
    text = LegalText.objects.get(pk=entry.target_id)
    if text.changes.exists() or text.changed.exists():
        raise CannotUndo(_("Văn bản này đã có thay đổi được ghi. Hãy hoàn tác thay đổi đó trước."))
    undone = audit.record("plans.undo_add_legal_text", text, by=by, before=_facts(text), undoes=entry)
    text.delete()
    return undone


@transaction.atomic
def edit_legal_text(text: LegalText, *, seen: int, by, **facts: Any) -> AuditEntry:
    """Raises StaleVersion, PlanRefused for a number that another text has."""
    claim(text, seen)
    before = _facts(text)
    _write(text, facts)
    return audit.record("plans.edit_legal_text", text, by=by, before=before, after=_facts(text))


@undoable("plans.edit_legal_text")
@transaction.atomic
def undo_edit_legal_text(entry: AuditEntry, *, by) -> AuditEntry:
    text = LegalText.objects.get(pk=entry.target_id)
    claim(text, text.version)
    before = _facts(text)
    _write(text, entry.before)
    return audit.record("plans.undo_edit_legal_text", text, by=by, before=before, after=entry.before, undoes=entry)


def _facts(text: LegalText) -> dict[str, Any]:
    return {name: getattr(text, name) for name in FACTS}


def _write(text: LegalText, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(text, name, dt.date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value)
    text.key = number_key(text.number)
    twins = LegalText.objects.filter(key=text.key, issued_on=text.issued_on).exclude(pk=text.pk)
    if twins.exists():  # two without a day escape the constraint of the database
        raise PlanRefused(_("Văn bản số này đã có trong danh mục."))
    try:
        with transaction.atomic():
            text.save()
    except IntegrityError as error:
        raise PlanRefused(_("Văn bản số này đã có trong danh mục.")) from error


@transaction.atomic
def add_legal_change(text: LegalText, *, seen: int, by, **facts: Any) -> AuditEntry:
    """``facts`` are kind, by_text, on, source, certainty. Raises StaleVersion, PlanRefused."""
    claim(text, seen)
    by_text = facts.pop("by_text")
    if by_text == text:
        raise PlanRefused(_("Một văn bản không thay thế chính nó."))
    row = LegalChange.objects.create(text=text, by=by_text, **facts)
    after = {"row": row.pk, "change": row.get_kind_display(), "by_text": str(by_text or ""), "on": row.on}
    return audit.record("plans.add_legal_change", text, by=by, after=after)


@undoable("plans.add_legal_change")
@transaction.atomic
def undo_add_legal_change(entry: AuditEntry, *, by) -> AuditEntry:
    text = LegalText.objects.get(pk=entry.target_id)
    claim(text, text.version)
    LegalChange.objects.filter(pk=entry.after["row"]).delete()
    return audit.record("plans.undo_add_legal_change", text, by=by, before=entry.after, undoes=entry)
