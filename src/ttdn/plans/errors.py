"""What an action on plans may refuse. The message is for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext as _


class PlanRefused(Exception):
    """Base: the action cannot be done as asked; ``message`` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class HandInRefused(PlanRefused):
    """The file is not taken in."""


class DeclarationMissing(HandInRefused):
    """Nobody has declared that the file carries no state secret."""

    def __init__(self) -> None:
        super().__init__(_("Cần cam đoan tệp không chứa bí mật nhà nước trước khi đưa lên."))


class RefusedBefore(HandInRefused):
    """The very same bytes carried a secrecy mark when they were read before."""


class AlreadyHandedIn(PlanRefused):
    """The very same bytes were handed in before; ``document`` is where."""

    def __init__(self, document) -> None:
        super().__init__(_("Tệp này đã được đưa vào trước đó."))
        self.document = document


class NotReady(PlanRefused):
    """The plan cannot be confirmed yet; ``reasons`` are sentences, ``open_findings`` the doubts nobody has seen."""

    def __init__(self, reasons: list[str], open_findings: list) -> None:
        super().__init__(_("Chưa xác nhận được kế hoạch."))
        self.reasons = reasons
        self.open_findings = open_findings
