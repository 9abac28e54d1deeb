"""Which unit a person means who writes a code, a name, or a name with the unit it lies in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ttdn.agencies.models import AdministrativeUnit
from ttdn.agencies.names import name_key


class NoUnit(Exception):
    """No unit is called so, or several are; ``message`` says which, for the person who wrote it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnitFinder:
    """Units by code ("26500"), by name ("xã Đồng Lúa") and by both names ("xã Đồng Lúa, huyện Bến Đá")."""

    def __init__(self, units: Iterable[AdministrativeUnit]) -> None:
        self._held: dict[str, list[AdministrativeUnit]] = defaultdict(list)
        for unit in units:
            within = f" {unit.parent.full_name}" if unit.parent else ""
            keys = {name_key(unit.full_name), name_key(unit.full_name + within), unit.code}
            for key in filter(None, keys):
                self._held[key].append(unit)

    def find(self, written: str) -> AdministrativeUnit:
        """The one unit that ``written`` means. Raises NoUnit."""
        held = self._held.get(name_key(written), [])
        if not held:
            raise NoUnit(_("Không có đơn vị “%(name)s”.") % {"name": written})
        if len(held) > 1:
            raise NoUnit(
                _("Có %(n)d đơn vị tên “%(name)s”: ghi mã, hoặc ghi thêm huyện.") % {"n": len(held), "name": written}
            )
        return held[0]
