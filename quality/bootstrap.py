"""Makes ``.venv`` from a lock file; does nothing when it is already what the lock says.

Needs only a python3 with its venv module, so it is written for whatever python3 a person may have: it must
still parse on an old one, to be able to say that it is too old. Run as ``python3 quality/bootstrap.py run|dev``.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LEAST = (3, 11)
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
INSTALLER = "requirements-uv.lock"
STARTED = time.time()

# The folder's path may hold spaces, which "#!" lines cannot; so the command finds its interpreter beside itself.
COMMAND = """#!/bin/sh
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/python" -m ttdn "$@"
"""


class Trouble(Exception):
    """What stops the setting up, and what to do; Vietnamese first, then English."""


def venv_folder():
    return os.path.abspath(os.environ.get("VENV") or os.path.join(ROOT, ".venv"))


def say(text):
    print("[%5.1f s] %s" % (time.time() - STARTED, text))
    sys.stdout.flush()


def check_python():
    if sys.version_info < LEAST:
        found = "%d.%d" % sys.version_info[:2]
        raise Trouble(
            "Cần Python %d.%d trở lên; %s là Python %s. Ví dụ: make run PYTHON=python3.12\n"
            "Python %d.%d or newer is needed; %s is Python %s. For example: make run PYTHON=python3.12"
            % (LEAST + (sys.executable, found) + LEAST + (sys.executable, found))
        )


def check_venv_module():
    try:
        import ensurepip  # noqa: F401  only whether Debian has it
        import venv  # noqa: F401  the same
    except ImportError:
        package = "python3-venv" if sys.executable == "/usr/bin/python3" else "python%d.%d-venv" % sys.version_info[:2]
        raise Trouble(
            "Thiếu gói %s. Trên Debian hoặc Ubuntu: sudo apt install %s\n"
            "The package %s is missing. On Debian or Ubuntu: sudo apt install %s" % ((package,) * 4)
        ) from None


def digest(name):
    with open(os.path.join(ROOT, name), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def wanted(kind):
    """What the stamp says of a finished environment. The larger one holds the smaller one's packages as well."""
    names = ["run", "dev"] if kind == "dev" else ["run"]
    return {
        "root": ROOT,
        "python": "%d.%d.%d" % sys.version_info[:3],
        "locks": {name: digest(LOCKS[name]) for name in names},
    }


def stamp_path(folder):
    return os.path.join(folder, "ttdn-stamp.json")


def read_stamp(folder):
    try:
        with open(stamp_path(folder)) as file:
            return json.load(file)
    except (OSError, ValueError):
        return None


def is_ready(stamp, want):
    return (
        stamp is not None
        and stamp["root"] == want["root"]
        and stamp["python"] == want["python"]
        and all(stamp["locks"].get(name) == value for name, value in want["locks"].items())
    )


def run(arguments, what):
    """Run a command; its own output is shown only when it fails."""
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.stdout.write(done.stdout.decode("utf-8", "replace"))
        raise Trouble(
            "%s không thành công (xem ở trên). Cần mạng tới kho gói Python.\n"
            "%s failed (see above). The Python package index must be reachable." % (what, what)
        )


def make_environment(folder, stamp, want):
    """Make the environment anew when there is none, or when it was made elsewhere or by another Python."""
    python = os.path.join(folder, "bin", "python")
    other = stamp is not None and (stamp["root"] != want["root"] or stamp["python"] != want["python"])
    if os.path.exists(python) and not other:
        return python
    say("Tạo môi trường / making %s (Python %s)" % (os.path.relpath(folder, ROOT), want["python"]))
    run([sys.executable, "-m", "venv", "--clear", folder], "python3 -m venv")
    return python


def install(python, kind):
    say("Cài trình cài đặt / installing uv")
    base = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*base, "--require-hashes", "-r", os.path.join(ROOT, INSTALLER)], "pip install uv")
    say("Cài các gói trong / installing the packages of %s" % LOCKS[kind])
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    run([*uv, "--require-hashes", "-r", os.path.join(ROOT, LOCKS[kind])], "uv pip install")


def link_product(folder):
    """Put this checkout on the environment's path, and its command beside the interpreter."""
    site = os.path.join(folder, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")
    with open(os.path.join(site, "ttdn-checkout.pth"), "w", encoding="utf-8") as file:
        file.write(os.path.join(ROOT, "src") + "\n")
    command = os.path.join(folder, "bin", "ttdn")
    with open(command, "w") as file:
        file.write(COMMAND)
    os.chmod(command, 0o755)


def set_up(kind):
    check_python()
    folder, want = venv_folder(), wanted(kind)
    stamp = read_stamp(folder)
    if is_ready(stamp, want):
        return
    check_venv_module()
    try:
        check_writable(folder)
        python = make_environment(folder, stamp, want)
        install(python, kind)
        link_product(folder)
        with open(stamp_path(folder), "w") as file:
            json.dump(want, file)
    except OSError as error:
        raise Trouble(
            "Không ghi được vào %s: %s. Hãy chép mã nguồn vào một thư mục của bạn rồi chạy lại.\n"
            "%s cannot be written: %s. Copy the sources into a folder of your own and run again."
            % ((error.filename or folder, error.strerror) * 2)
        ) from error
    say("Môi trường đã sẵn sàng / the environment is ready")


def check_writable(folder):
    """Say at once that nothing can be written here; ``python -m venv`` would say it with a trace."""
    place = folder if os.path.isdir(folder) else os.path.dirname(folder)
    try:
        tempfile.TemporaryFile(dir=place).close()
    except OSError as error:
        raise OSError(error.errno, error.strerror, place) from error


def main(arguments):
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    kind = arguments[0] if arguments else "run"
    if kind not in LOCKS:
        print("usage: python3 quality/bootstrap.py run|dev", file=sys.stderr)
        return 2
    try:
        set_up(kind)
    except Trouble as trouble:
        print("\n%s\n" % trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
