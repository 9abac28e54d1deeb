"""Which reports and proofs a person may see: one rule for both."""

from __future__ import annotations

from django.db import models

from ttdn.followup import permissions
from ttdn.plans.permissions import visible_items


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> ReportQuerySet:
        return self.filter(permissions.visible_reports(user), visible_items(user, "obligation__item__"))


class ProofQuerySet(models.QuerySet):
    def visible_to(self, user) -> ProofQuerySet:
        """A proof is seen with its report."""
        return self.filter(
            permissions.visible_reports(user, "report__"), visible_items(user, "report__obligation__item__")
        )
