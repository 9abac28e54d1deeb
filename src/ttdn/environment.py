"""The installation's settings, read from the environment and nowhere else.

A missing or wrong value stops the start with a sentence that names the variable, what was found and what to
write instead; ``docs/operate/settings.md`` lists them all.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class SettingError(SystemExit):
    """A setting is missing or cannot be understood; the message says which and what to do."""

    def __init__(self, name: str, found: str | None, wanted: str) -> None:
        what = "is not set" if found is None else f"is {found!r}"
        super().__init__(f"ttdn: the setting {name} {what}. {wanted}")


def text(name: str, default: str | None = None, *, wanted: str = "Set it.") -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingError(name, None, wanted)
    return default


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(name, value, "Write 1 or 0.")


def number(name: str, default: int, *, least: int = 0) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise SettingError(name, value, f"Write a whole number of at least {least}.")
    return int(value)


def words(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name, "").strip()
    return [word.strip() for word in value.split(",") if word.strip()] if value else default


def folder(name: str, default: Path) -> Path:
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingError(name, str(path), f"The folder cannot be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK):
        raise SettingError(name, str(path), "The folder cannot be written to by this user.")
    return path


def private_file(path: Path) -> Path:
    """``path``, made for this user alone where it is not there yet; SQLite gives its logs the same rights."""
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def home() -> Path:
    """Where the data folder stands by default: in the checkout wherever it is called from, else where one is."""
    checkout = Path(__file__).resolve().parents[2]
    return checkout if (checkout / "pyproject.toml").exists() else Path.cwd()


def secret_key(data: Path, *, production: bool) -> str:
    """The key that signs sessions and links: from the environment, or made once and kept in the data folder.

    In production it must be given, and must not be short.
    """
    value = os.environ.get("TTDN_SECRET_KEY", "")
    if value:
        if production and (len(value) < 40 or len(set(value)) < 10):
            raise SettingError("TTDN_SECRET_KEY", "(hidden)", "Give at least 40 random characters.")
        return value
    if production:
        raise SettingError("TTDN_SECRET_KEY", None, "Give at least 40 random characters.")
    path = data / "secret-key"
    if not path.exists():
        import secrets

        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text()
