"""Which rows of a plan a person may see: one rule, followed by every model of the app."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from ttdn.plans import permissions, schedules


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


class FindingQuerySet(models.QuerySet):
    """A finding of an item is seen with it; one of the plan with the plan."""

    def visible_to(self, user) -> FindingQuerySet:
        return self.filter(
            permissions.visible_plans(user, "plan__"), Q(item=None) | permissions.visible_items(user, "item__")
        )

    def open(self) -> FindingQuerySet:
        """Still to be looked at; those of an item set aside ask for nothing."""
        return self.filter(Q(item=None) | Q(item__state="kept"), state="open")
