"""Which rows of a plan a person may see: one rule, followed by every model of the app."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from ttdn.plans import due_dates, permissions, schedules


class PlanDocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> PlanDocumentQuerySet:
        """Editors see every document with its fate; everybody else those whose plan they see."""
        if permissions.may_edit_plans(user):
            return self
        return self.filter(permissions.visible_plans(user, "plan__"), plan__isnull=False)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user) -> PlanQuerySet:
        return self.filter(permissions.visible_plans(user))

    def confirmed(self) -> PlanQuerySet:
        return self.filter(state="confirmed")


class OfPlanQuerySet(models.QuerySet):
    """Rows that stand or fall with their plan."""

    def visible_to(self, user) -> OfPlanQuerySet:
        return self.filter(permissions.visible_plans(user, "plan__"))


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user) -> ItemQuerySet:
        return self.filter(permissions.visible_items(user))

    def kept(self) -> ItemQuerySet:
        return self.filter(state="kept")

    def work(self) -> ItemQuerySet:
        """What somebody owes: tasks and duties."""
        return self.filter(kind__in=["task", "duty"])

    def due(self, time: str, today: dt.date) -> ItemQuerySet:
        """Items late, due soon, later, or without a deadline (``schedules.is_due``)."""
        return self.filter(schedules.is_due(time, today))


class OfItemQuerySet(models.QuerySet):
    """Rows that stand or fall with their item."""

    def visible_to(self, user) -> OfItemQuerySet:
        return self.filter(permissions.visible_items(user, "item__"))


class OfPartQuerySet(models.QuerySet):
    """Rows that stand or fall with the item of their part."""

    def visible_to(self, user) -> OfPartQuerySet:
        return self.filter(permissions.visible_items(user, "part__item__"))


class ObligationQuerySet(OfItemQuerySet):
    def in_force(self) -> ObligationQuerySet:
        """Of items kept in confirmed plans, and still to be carried out by somebody."""
        return self.filter(item__plan__state="confirmed", item__state="kept").exclude(state="withdrawn")

    def owed(self) -> ObligationQuerySet:
        """What still waits for a report; what ended before the plan was signed waits for none."""
        return self.in_force().filter(state__in=["open", "returned"], before_issue=False)

    def when(self, time: str, today: dt.date) -> ObligationQuerySet:
        """Late, due soon, within its period now, later, or without a day (``due_dates.condition``)."""
        return self.filter(due_dates.condition(time, today))


class FindingQuerySet(models.QuerySet):
    """A finding of an item is seen with it; one of the plan with the plan."""

    def visible_to(self, user) -> FindingQuerySet:
        return self.filter(
            permissions.visible_plans(user, "plan__"), Q(item=None) | permissions.visible_items(user, "item__")
        )

    def open(self) -> FindingQuerySet:
        """Still to be looked at; those of an item set aside ask for nothing."""
        return self.filter(Q(item=None) | Q(item__state="kept"), state="open")


class LegalTextQuerySet(models.QuerySet):
    """Published texts: whoever works here sees them all."""

    def visible_to(self, user) -> LegalTextQuerySet:
        return self if permissions.works_here(user) else self.none()
