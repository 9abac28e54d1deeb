"""The command line: its exit status, results alone on standard output, one sentence on standard error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).parents[1] / "src" / "ttdn" / "demo" / "documents"
PLAN = DOCUMENTS / "ke-hoach-xuc-tien-du-lich-2026.md"
STAMPED = "ỦY BAN NHÂN DÂN TỈNH LAM VÂN\n\nMẬT\n\nKẾ HOẠCH\nThông tin đối ngoại năm 2026\n\n1. Mở một chuyên trang.\n"


@pytest.fixture
def ttdn(tmp_path):
    """``ttdn("plan", "parse", …)`` in a folder of its own, with an installation of its own."""

    def call(*words, status: int | None = None, given: str = "", **settings: str) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [sys.executable, "-m", "ttdn", *map(str, words)],
            capture_output=True,
            input=given,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**clean_environment(), "TTDN_DATA": str(tmp_path / "data"), **settings},
            timeout=120,
        )
        if status is not None:
            assert done.returncode == status, done.stderr
        return done

    return call


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("TTDN_", "DATABASE_URL"))}


def one_sentence(done: subprocess.CompletedProcess) -> str:
    """What the command said; it is one line, no trace, and nothing went to standard output."""
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("ttdn: ")
    return done.stderr


def test_parse_prints_one_json_object_and_nothing_else(ttdn):
    done = ttdn("plan", "parse", PLAN, "--format", "json", status=0)

    plan = json.loads(done.stdout)
    assert (plan["schema"], plan["source"]["name"], done.stderr) == ("ttdn.plan/1", PLAN.name, "")


def test_parse_writes_nothing(ttdn, tmp_path):
    ttdn("plan", "parse", PLAN, status=0)

    assert list(tmp_path.iterdir()) == []


def test_parse_starts_without_django(tmp_path):
    program = (
        "import sys; from ttdn.cli import main; status = main(sys.argv[1:]); "
        "print([name for name in sys.modules if name.split('.')[0] == 'django'], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "plan", "parse", str(PLAN)], capture_output=True, text=True, cwd=tmp_path
    )

    assert (done.returncode, done.stderr) == (0, "[]\n")


def test_parse_prints_utf8_in_a_terminal_of_another_code_page(ttdn):
    done = ttdn("plan", "parse", PLAN, status=0, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")

    assert json.loads(done.stdout)["schema"] == "ttdn.plan/1"


@pytest.mark.parametrize("words", [(), ("plan",), ("plan", "parse"), ("plan", "parse", "a", "--format", "xml"), ("x",)])
def test_wrong_call_ends_with_2_and_says_where_help_is(ttdn, words):
    done = ttdn(*words, status=2)

    assert "--help" in one_sentence(done)


@pytest.mark.parametrize(
    ("words", "phrase"), [(("--help",), "cách dùng: ttdn"), (("plan", "import", "--help"), "bí mật nhà nước")]
)
def test_help_is_vietnamese(ttdn, words, phrase):
    done = ttdn(*words, status=0)

    assert phrase in done.stdout
    assert "usage" not in done.stdout


def test_missing_file_ends_with_3(ttdn):
    assert "không có tệp này" in one_sentence(ttdn("plan", "parse", "khong-co.docx", status=3))


def test_folder_ends_with_3(ttdn, tmp_path):
    assert "thư mục" in one_sentence(ttdn("plan", "parse", tmp_path, status=3))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_ends_with_3(ttdn, tmp_path):
    locked = tmp_path / "khoa.txt"
    locked.write_text("Kế hoạch")
    locked.chmod(0)

    assert "quyền" in one_sentence(ttdn("plan", "parse", locked, status=3))


@pytest.mark.parametrize("content", [b"", b"  \n", b"PK\x03\x04 truncated", b"\x00\x01\x02\x03" * 100])
def test_unreadable_document_ends_with_3(ttdn, tmp_path, content):
    file = tmp_path / "ke-hoach.docx"
    file.write_bytes(content)

    one_sentence(ttdn("plan", "parse", file, status=3))


def test_file_past_the_limit_ends_with_3(ttdn, tmp_path):
    file = tmp_path / "lon.txt"
    file.write_text("Kế hoạch thông tin đối ngoại. " * 100)

    one_sentence(ttdn("plan", "parse", file, status=3, TTDN_READ_MAX_BYTES="1024"))


def test_stamped_document_ends_with_4(ttdn, tmp_path):
    file = tmp_path / "co-dau.txt"
    file.write_text(STAMPED)

    assert "MẬT" in one_sentence(ttdn("plan", "parse", file, status=4))


def test_wrong_directory_is_a_wrong_call(ttdn, tmp_path):
    directory = tmp_path / "danh-ba.json"
    directory.write_text('{"bodies": [{"ten": "Sở Ngoại vụ"}]}')

    assert "danh bạ" in one_sentence(ttdn("plan", "parse", PLAN, "--directory", directory, status=2))


def test_wrong_limit_names_the_setting(ttdn):
    done = ttdn("plan", "parse", PLAN, status=1, TTDN_READ_MAX_SECONDS="lâu")

    assert "TTDN_READ_MAX_SECONDS" in one_sentence(done)


def test_reader_that_has_had_enough_is_no_failure(tmp_path):
    command = f'{sys.executable} -m ttdn plan parse "{PLAN}" | head -c 10; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path)

    assert (done.returncode, done.stderr, len(done.stdout)) == (0, "", 10)


def test_full_disk_is_said(tmp_path):
    command = f'{sys.executable} -m ttdn plan parse "{PLAN}" > /dev/full'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (1, "ttdn: Không ghi được kết quả: No space left on device.\n")


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"TTDN_MODE": "thử"}, "TTDN_MODE"),
        ({"TTDN_DEBUG": "có"}, "TTDN_DEBUG"),
        ({"TTDN_DATA": "/proc/khong-duoc"}, "TTDN_DATA"),
        ({"DATABASE_URL": "mysql://a@b/c"}, "DATABASE_URL"),
        ({"TTDN_MODE": "production"}, "TTDN_SECRET_KEY"),
        ({"TTDN_MODE": "production", "TTDN_SECRET_KEY": "ngắn"}, "TTDN_SECRET_KEY"),
        ({"TTDN_MODE": "production", "TTDN_SECRET_KEY": "a1b2c3d4e5f6g7h8" * 4}, "TTDN_HOSTS"),
        ({"TTDN_PORT": "tám nghìn"}, "TTDN_PORT"),
        ({"TTDN_PORT": "70000"}, "TTDN_PORT"),
        ({"TTDN_HOST": "198.51.100.7"}, "TTDN_HOST"),
    ],
)
def test_wrong_setting_stops_the_start_with_its_name(ttdn, settings, name):
    done = ttdn("run", status=1, **settings)

    assert f"the setting {name} " in one_sentence(done)


def test_installation_takes_a_user_and_a_plan_and_gives_its_agencies_back(ttdn, tmp_path):
    """From nothing to a plan in the register, by commands alone."""
    ttdn("setup", status=0)
    agency = json.loads(ttdn("agencies", "export", status=0).stdout)["bodies"][0]["name"]
    role = ("--role", "coordinator", "--agency", agency)
    ttdn("users", "add", "a@tinh.example", "--name", "Lê An", *role, status=0)

    undeclared = ttdn("plan", "import", PLAN, "--by", "a@tinh.example", status=2)
    stranger = ttdn("plan", "import", PLAN, "--by", "b@tinh.example", "--declared", status=2)
    taken = ttdn("plan", "import", PLAN, "--by", "a@tinh.example", "--declared", status=0)
    again = ttdn("plan", "import", PLAN, "--by", "a@tinh.example", "--declared", status=2)

    assert "--declared" in one_sentence(undeclared)
    assert "b@tinh.example" in one_sentence(stranger)
    assert "nhiệm vụ" in taken.stdout
    assert "đã được đưa vào" in one_sentence(again)
    stamped = tmp_path / "co-dau.txt"
    stamped.write_text(STAMPED)
    refused = ttdn("plan", "import", stamped, "--by", "a@tinh.example", "--declared", status=4)
    assert "MẬT" in one_sentence(refused)
    refused_again = ttdn("plan", "import", stamped, "--by", "a@tinh.example", "--declared", status=4)
    assert "MẬT" in one_sentence(refused_again)
    directory = tmp_path / "danh-ba.json"
    directory.write_text(ttdn("agencies", "export", status=0).stdout)
    ttdn("plan", "parse", PLAN, "--directory", directory, status=0)


def test_a_table_of_agencies_is_told_line_by_line_and_written_when_asked(ttdn, tmp_path):
    ttdn("setup", status=0)
    role = ("--role", "coordinator", "--agency", "Sở Tài chính")
    ttdn("users", "add", "a@tinh.example", "--name", "Lê An", *role, status=0)
    ttdn("users", "add", "b@tinh.example", "--name", "Lê Bình", status=0)
    table = tmp_path / "co-quan.csv"
    table.write_text("Tên,Loại\nSở Minh họa,department\n", encoding="utf-8")
    words = ("agencies", "import", table, "--by", "a@tinh.example")

    undeclared = ttdn(*words, status=2)
    stranger = ttdn(*words[:-1], "b@tinh.example", "--declared", status=2)
    told = ttdn(*words, "--declared", status=0)
    nothing_yet = "Sở Minh họa" in ttdn("agencies", "export", status=0).stdout
    written = ttdn(*words, "--declared", "--apply", status=0)
    table.write_text("Tên,Loại\nSở Hai,xịn\n", encoding="utf-8")
    wrong = ttdn(*words, "--declared", "--apply", status=3)
    table.write_bytes(b"%PDF-1.4")
    unreadable = ttdn(*words, "--declared", status=3)

    assert "--declared" in one_sentence(undeclared)
    assert "không có vai trò" in one_sentence(stranger)
    assert told.stdout.splitlines()[0] == "dòng 2, Sở Minh họa: thêm mới"
    assert (told.stdout.splitlines()[-1].split(":")[0], nothing_yet) == ("Chưa ghi gì", False)
    assert written.stdout.splitlines()[-1].startswith("Đã ghi: 1 thêm mới")
    assert "Sở Minh họa" in ttdn("agencies", "export", status=0).stdout
    assert "dòng 2, Sở Hai: có lỗi: Không hiểu “xịn”" in wrong.stdout
    assert "không phải bảng tính" in one_sentence(unreadable)


def test_user_gets_a_first_password_and_is_added_once(ttdn):
    ttdn("setup", status=0)

    added = ttdn("users", "add", "a@tinh.example", "--name", "Lê An", status=0)
    again = ttdn("users", "add", "A@tinh.example", "--name", "Lê An", status=2)
    wrong = ttdn("users", "add", "khong phai thu", "--name", "Lê An", status=2)

    assert len(added.stdout.split()[-1]) >= 12
    assert "đã có người dùng" in one_sentence(again)
    assert "địa chỉ thư" in one_sentence(wrong)


PRODUCTION = {
    "TTDN_MODE": "production",
    "TTDN_SECRET_KEY": "k3y-0f-f0rty-and-m0re-characters-f0r-a-test-only",
    "TTDN_HOSTS": "ttdn.tinh.example",
    "TTDN_PORT": "8739",
}


def test_production_refuses_what_is_not_set_up(ttdn):
    done = ttdn("serve", status=1, **PRODUCTION)

    assert done.stderr.count("ttdn setup") == 2  # the database and the static files


def test_production_refuses_demonstration_users(ttdn):
    ttdn("setup", status=0)
    ttdn("manage", "shell", "-c", "from ttdn import demo; demo.load()", status=0)

    done = ttdn("serve", status=1, **PRODUCTION)

    assert "người dùng minh họa" in done.stderr


def test_serve_wants_production(ttdn):
    ttdn("setup", status=0)

    assert "TTDN_MODE=production" in ttdn("serve", status=1).stderr
