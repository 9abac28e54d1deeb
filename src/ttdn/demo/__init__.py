"""The demonstration province: an invented one, so that an empty installation can be tried at once.

Its users' passwords are printed by ``ttdn run`` and known to all; a production start refuses them.
"""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "thu-nghiem-2026"  # noqa: S105  known to all, on loopback only
ROLE_NAMES = {
    "administrator": "Quản trị",
    "coordinator": "Cơ quan đầu mối",
    "focal_officer": "Cán bộ đầu mối",
    "leader": "Lãnh đạo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoUser:
    email: str
    password: str
    role: str
    name: str

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]


USERS = [
    DemoUser(email="quantri@minhhoa.example", password=PASSWORD, role="administrator", name="Trần Minh Quản"),
    DemoUser(email="daumoi@minhhoa.example", password=PASSWORD, role="coordinator", name="Nguyễn Thu Hà"),
    DemoUser(email="canbo@minhhoa.example", password=PASSWORD, role="focal_officer", name="Lê Văn Bình"),
    DemoUser(email="lanhdao@minhhoa.example", password=PASSWORD, role="leader", name="Phạm Thị Lan"),
]


def load() -> list[DemoUser]:
    """Load the province into an empty installation and return its users."""
    from ttdn.demo.province import load_users

    load_users(USERS)
    return USERS
