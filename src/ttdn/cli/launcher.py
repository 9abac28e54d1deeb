"""``ttdn run``: the whole product on one machine in one command, for trying it and for small offices.

Prepares the data folder, loads the demonstration province the first time, serves, works off jobs, and
stops everything on Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import threading
import time

from ttdn.cli import addresses, django_side
from ttdn.cli.children import Child, GaveUp, stop_all, tend
from ttdn.cli.outcome import Failure
from ttdn.cli.setting_up import prepare


def say(text: str = "") -> None:
    print(text, flush=True)


def run(given) -> int:
    host, port = addresses.host_and_port()
    os.environ.setdefault("TTDN_LOG_LEVEL", "WARNING")  # a person reads along, not a log collector
    django_side.start()
    from django.conf import settings

    if settings.PRODUCTION:
        raise Failure("«ttdn run» để chạy thử trên một máy; khi TTDN_MODE=production hãy dùng «ttdn serve».")
    if settings.DEBUG and not addresses.is_loopback(host):
        raise Failure("TTDN_DEBUG=1 cho thấy mã nguồn và dữ liệu khi có lỗi nên chỉ dùng trên chính máy này.")
    say(f"Thư mục dữ liệu: {settings.DATA}")
    prepare(say)
    load_demonstration(loopback=addresses.is_loopback(host))
    return keep_running(host, port)


def load_demonstration(*, loopback: bool) -> None:
    """Fill an empty installation with the demonstration province; its users' passwords are printed at every start."""
    from ttdn import demo
    from ttdn.accounts.models import User

    if loopback:
        if demo.is_unfinished() or not User.objects.exists():
            say("Nạp tỉnh minh họa …")
            demo.load()
        if User.objects.active().filter(is_demo=True).exists():
            os.environ.setdefault("TTDN_PROVINCE", demo.PROVINCE)  # for the children that draw the pages
    elif User.objects.active().filter(is_demo=True).exists():
        raise Failure(
            "Dữ liệu này có người dùng minh họa với mật khẩu in ra màn hình nên chỉ phục vụ trên chính máy này. "
            "Hãy bỏ TTDN_HOST, hoặc đặt TTDN_DATA (DATABASE_URL) khác cho dữ liệu thật."
        )


def keep_running(host: str, port: int) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    web = Child(name="web", command=django_side.child_command("ttdn.cli.child", "web", host, str(port)))
    worker = Child(name="việc nền", command=django_side.child_command("ttdn.cli.child", "worker"))
    greeting = threading.Thread(target=greet, args=(host, port, stop), daemon=True)
    greeting.start()
    try:
        tend([web, worker], stop, say=say)
    except GaveUp as failure:
        raise Failure(f"Tiến trình {failure} không khởi động được; nguyên nhân ở các dòng trên.") from failure
    finally:
        say("\nĐang dừng …")
        stop.set()
        stop_all([web, worker])
    say("Đã dừng.")
    return 0


def greet(host: str, port: int, stop: threading.Event) -> None:
    """Tell the address once a page can really be had there."""
    while not answers(host, port):
        if stop.wait(0.1):
            return
    say(f"\n  ttdn đang chạy · running at  {addresses.url(host, port)}\n")
    if addresses.is_loopback(host):
        tell_demo_users()
    say("  Ctrl-C để dừng · Ctrl-C stops it\n")


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(addresses.reachable(host), port, timeout=5)
    try:
        with contextlib.closing(connection):
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
            connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        time.sleep(0.05)
        return False
    return True


def tell_demo_users() -> None:
    """List the demonstration users who can still sign in with the password they were made with."""
    from django.db import connection

    from ttdn import demo
    from ttdn.accounts.models import User

    known = {user.email: user for user in User.objects.active().filter(is_demo=True)}
    shown = [each for each in demo.users() if each.email in known and known[each.email].check_password(each.password)]
    connection.close()
    if shown:
        say("  Người dùng minh họa · demonstration users")
        width = max(len(each.email) for each in shown)
        for each in shown:
            say(f"    {each.email:<{width}}  {each.password}  {each.role_name}: {each.name}, {each.agency}")
        say()
