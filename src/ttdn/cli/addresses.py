"""Where the server listens."""

from __future__ import annotations

import ipaddress
import os
import socket

from ttdn import environment
from ttdn.cli.outcome import Failure

DEFAULT_PORT = 8000
TRIED_PORTS = 20


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_and_port() -> tuple[str, int]:
    """TTDN_HOST and TTDN_PORT; without a given port the first free one from 8000 on."""
    host = environment.text("TTDN_HOST", "127.0.0.1")
    host = "127.0.0.1" if host == "localhost" else host
    if os.environ.get("TTDN_PORT", "").strip():
        port = environment.number("TTDN_PORT", DEFAULT_PORT, least=1)
        if port > 65535:
            raise environment.SettingError("TTDN_PORT", str(port), "Write a number from 1 to 65535.")
        if not is_free(host, port):
            raise Failure(f"Cổng {port} trên {host} đang có chương trình khác dùng; hãy đặt TTDN_PORT khác.")
        return host, port
    for port in range(DEFAULT_PORT, DEFAULT_PORT + TRIED_PORTS):
        if is_free(host, port):
            return host, port
    last = DEFAULT_PORT + TRIED_PORTS - 1
    raise Failure(f"Các cổng {DEFAULT_PORT}-{last} đều đang được dùng; hãy đặt TTDN_PORT.")


def is_free(host: str, port: int) -> bool:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror as error:
        raise environment.SettingError("TTDN_HOST", host, "Write an address of this machine.") from error
    except PermissionError as error:
        raise Failure(f"Không được phép dùng cổng {port}; hãy đặt TTDN_PORT từ 1024 trở lên.") from error
    except OSError as error:
        if error.errno == 99:  # EADDRNOTAVAIL
            raise environment.SettingError("TTDN_HOST", host, "Write an address of this machine.") from error
        return False
    return True


def reachable(host: str) -> str:
    """An address of this machine under which a server listening on ``host`` answers."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  nothing is bound here


def url(host: str, port: int) -> str:
    shown = reachable(host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"
