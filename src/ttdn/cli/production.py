"""``ttdn serve``: the web server of a real installation, behind a proxy that ends TLS."""

from __future__ import annotations

from pathlib import Path

from ttdn.cli import addresses, django_side
from ttdn.cli.outcome import BAD_USAGE, Failure, tell
from ttdn.cli.setting_up import pending_migrations
from ttdn.cli.web import serve as serve_web

DEMO_USERS = "ttdn.accounts.E001"  # told above in the person's language


def serve(given) -> int:
    if given.workers < 1:
        raise Failure("Số tiến trình --workers phải từ 1 trở lên.", status=BAD_USAGE)
    host, port = addresses.host_and_port()
    django_side.start()
    refuse_unready()
    tell(f"phục vụ tại {addresses.url(host, port)} với {given.workers} tiến trình")
    serve_web(host, port, workers=given.workers, threads=2)
    return 0


def refuse_unready() -> None:
    """Nothing starts that would be unsafe or half set up; every reason is named."""
    reasons = list(unready())
    if reasons:
        raise Failure("Chưa thể phục vụ:\n" + "\n".join(f"  - {reason}" for reason in reasons))


def unready():
    from django.conf import settings
    from django.core.checks import ERROR, run_checks

    from ttdn.accounts.models import User

    if not settings.PRODUCTION:
        yield "Chưa đặt TTDN_MODE=production (chạy thử thì dùng «ttdn run»)."
    if pending_migrations():
        yield "Cơ sở dữ liệu chưa cập nhật; hãy chạy «ttdn setup»."
    elif User.objects.active().filter(is_demo=True).exists():
        yield "Còn người dùng minh họa với mật khẩu ai cũng biết; hãy dùng một cơ sở dữ liệu chưa nạp tỉnh minh họa."
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield "Chưa gom tệp tĩnh; hãy chạy «ttdn setup»."
    for problem in run_checks(include_deployment_checks=settings.PRODUCTION):
        if problem.level >= ERROR and problem.id != DEMO_USERS:
            yield f"{problem.msg} ({problem.id})"
