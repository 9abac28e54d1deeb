"""The demonstration users and their passwords, random for each installation and kept in its data folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

ROLE_NAMES = {
    "administrator": "Quản trị",
    "coordinator": "Cơ quan đầu mối",
    "focal_officer": "Cán bộ đầu mối",
    "leader": "Lãnh đạo",
}
# Read aloud and typed without trouble: four of them and two figures.
WORDS = (  # noqa: SIM905  sixty lines of one word each would say no more
    "ban bien bui cam canh cau chim chua co cua dao dat deo dinh dong dua duong gao gio hang hoa hong khe khoi "
    "kien lang lua mai may men mua muong nang nep ngo ngoc nhan non nui nuoc ong que rong rung sach sam sao sen song "
    "suoi tam thac than thom tre trang trong tuyet vai voi vuon xanh xuan"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoUser:
    email: str
    password: str
    role: str
    name: str
    agency: str

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]


PEOPLE = [
    ("quantri@lamvan.example", "administrator", "Trần Đức Quân", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("daumoi@lamvan.example", "coordinator", "Nguyễn Thu Hà", "Sở Văn hóa, Thể thao và Du lịch"),
    ("canbo.ngoaivu@lamvan.example", "focal_officer", "Lê Văn Bình", "Sở Ngoại vụ"),
    ("canbo.deomay@lamvan.example", "focal_officer", "Lò Thị Xuân", "Ủy ban nhân dân xã Đèo Mây"),
    ("lanhdao@lamvan.example", "leader", "Hoàng Thị Thanh Mai", "Ủy ban nhân dân tỉnh"),
]


def users() -> list[DemoUser]:
    """The users as made for this installation; none where the demonstration was never loaded."""
    return [DemoUser(**row) for row in _kept()["users"]]


def is_unfinished() -> bool:
    """Loading began and was interrupted: ``demo.load()`` goes on where it stopped."""
    return not _kept()["finished"]


def keep_users() -> list[DemoUser]:
    """The users, with the passwords kept before or with new ones, which are kept first."""
    passwords = {user.email: user.password for user in users()}
    made = [
        DemoUser(email=email, password=passwords.get(email) or _password(), role=role, name=name, agency=agency)
        for email, role, name, agency in PEOPLE
    ]
    if made != users():
        _keep(made, finished=False)
    return made


def finish() -> None:
    if is_unfinished():
        _keep(users(), finished=True)


def _password() -> str:
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), f"{secrets.randbelow(100):02}"])


def _path() -> Path:
    from django.conf import settings

    return Path(settings.DATA) / "demo-users.json"


def _kept() -> dict:
    try:
        return json.loads(_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"finished": True, "users": []}


def _keep(made: list[DemoUser], *, finished: bool) -> None:
    """Readable by the owner alone from the first byte on, and never half written."""
    path = _path()
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"finished": finished, "users": [asdict(user) for user in made]}, file, ensure_ascii=False, indent=1)
    part.replace(path)
