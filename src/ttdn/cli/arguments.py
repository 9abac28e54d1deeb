"""Which commands there are and what each takes. Standard library only."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from ttdn.cli.outcome import BAD_USAGE, tell

# argparse speaks English; these are all of its complaints that our commands can cause.
COMPLAINTS = [
    (r"the following arguments are required: (.+)", r"còn thiếu: \1"),
    (r"unrecognized arguments: (.+)", r"không có tham số: \1"),
    (r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)", r"\1 không nhận \2; chọn một trong: \3"),
    (r"argument (.+): expected one argument", r"\1 cần một giá trị"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 không nhận giá trị \2"),
    (r"argument (.+): invalid (?:int|float|.+) value: (.+)", r"\1 không nhận giá trị \2"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 không dùng cùng \2"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 có thể là \2; hãy viết đủ"),
]


class Parser(argparse.ArgumentParser):
    """argparse in Vietnamese; a wrong call ends with status 2 and one sentence."""

    def __init__(self, **settings) -> None:
        super().__init__(
            add_help=False, allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings
        )
        self._positionals.title, self._optionals.title = "tham số", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện phần hướng dẫn này")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "cách dùng: ", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "cách dùng: ", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, words in COMPLAINTS:
            message = re.sub(f"^{pattern}$", words, message)
        tell(f"lệnh chưa đúng, {message}. Xem: {self.prog} --help")
        self.exit(BAD_USAGE)


def parser() -> Parser:
    top = Parser(prog="ttdn", description="Nền tảng thông tin đối ngoại: từ kế hoạch đã ký đến minh chứng.")
    commands = top.add_subparsers(title="lệnh", metavar="LỆNH", required=True, parser_class=Parser)
    add_running(commands)
    add_plan(commands.add_parser("plan", help="đọc hoặc đưa vào một kế hoạch"))
    add_agencies(commands.add_parser("agencies", help="danh bạ cơ quan"))
    add_users(commands.add_parser("users", help="người dùng"))
    add_jobs(commands.add_parser("jobs", help="việc chạy nền"))
    add_press(commands.add_parser("press", help="nghe báo chí: đọc trang báo, nguồn tin, kho trang"))
    add(commands, "manage", "manage:manage", "chuyển tiếp một lệnh quản trị của Django")
    add(commands, "version", "manage:version", "in phiên bản")
    return top


def add(commands, name: str, run: str, help: str) -> Parser:
    """One command: its name, ``module:function`` below this package, and what it does."""
    command = commands.add_parser(name, help=help, description=help[:1].upper() + help[1:] + ".")
    command.set_defaults(run=run)
    return command


def below(command: Parser):
    return command.add_subparsers(title="lệnh", metavar="LỆNH", required=True, parser_class=Parser)


def add_running(commands) -> None:
    add(commands, "run", "launcher:run", "chạy thử tất cả trên máy này: chuẩn bị, phục vụ, làm việc nền")
    serve = add(commands, "serve", "production:serve", "phục vụ trang web ở chế độ chính thức (TTDN_MODE=production)")
    serve.add_argument("--workers", type=int, default=2, metavar="N", help="số tiến trình phục vụ, mặc định 2")
    add(commands, "setup", "setting_up:setup", "cập nhật cơ sở dữ liệu, bản dịch và tệp tĩnh; chạy lại được nhiều lần")


def add_plan(plan: Parser) -> None:
    commands = below(plan)
    parse = add(commands, "parse", "plans:parse", "đọc một kế hoạch và in kết quả, không ghi vào hệ thống")
    parse.add_argument("file", metavar="TỆP")
    forms = ["json", "table", "xlsx", "html"]
    parse.add_argument(
        "--format",
        choices=forms,
        default="json",
        metavar="DẠNG",
        help="json (mặc định), table (bảng chữ), xlsx (bảng tính), html (trang đối chiếu)",
    )
    parse.add_argument("--output", metavar="TỆP", help="ghi kết quả vào tệp này thay vì in ra")
    parse.add_argument("--directory", metavar="TỆP", help="danh bạ cơ quan, do «ttdn agencies export» in ra")
    take = add(commands, "import", "plans:hand_in", "đưa một kế hoạch vào hệ thống và đọc ngay")
    take.add_argument("file", metavar="TỆP")
    take.add_argument("--by", required=True, metavar="EMAIL", help="người đưa vào")
    take.add_argument("--declared", action="store_true", help="cam đoan tệp không chứa bí mật nhà nước (bắt buộc)")


def add_agencies(agencies: Parser) -> None:
    commands = below(agencies)
    add(commands, "export", "agencies:export", "in danh bạ cơ quan dạng JSON cho «ttdn plan parse --directory»")
    take = add(commands, "import", "agencies:take_in", "đọc bảng cơ quan (.xlsx, .csv) và kể từng dòng sẽ đổi gì")
    take.add_argument("file", metavar="TỆP")
    take.add_argument("--by", required=True, metavar="EMAIL", help="người nhập")
    take.add_argument("--declared", action="store_true", help="cam đoan tệp không chứa bí mật nhà nước (bắt buộc)")
    take.add_argument("--apply", action="store_true", help="ghi các dòng không lỗi; không có thì chỉ kể")


def add_users(users: Parser) -> None:
    new = add(below(users), "add", "users:add", "thêm một người dùng và in mật khẩu đầu tiên")
    new.add_argument("email", metavar="EMAIL")
    new.add_argument("--name", required=True, metavar="HỌ_TÊN")
    new.add_argument("--role", choices=["administrator", "coordinator", "focal_officer", "leader"], help="vai trò")
    new.add_argument("--agency", metavar="TÊN", help="cơ quan của vai trò ấy, đúng tên trong danh bạ")


def add_jobs(jobs: Parser) -> None:
    work = add(below(jobs), "work", "jobs:work", "làm các việc nền cho đến khi được bảo dừng")
    work.add_argument("--interval", type=float, default=1.0, metavar="GIÂY", help="nghỉ khi hết việc, mặc định 1 giây")


def add_press(press: Parser) -> None:
    commands = below(press)
    page = "đọc một trang báo đã tải về và in bài báo dạng JSON, không ghi vào hệ thống"
    add_page(add(commands, "extract", "press:extract", page))
    match = add(commands, "match", "press:match", "in những tên cần theo dõi mà một trang báo hoặc văn bản nhắc đến")
    add_page(match)
    add_names(match)
    add(commands, "feed", "press:feed", "đọc một nguồn tin (RSS, Atom, sitemap) và in dạng JSON").add_argument(
        "file", metavar="TỆP"
    )
    ingest = add(commands, "ingest", "press:ingest", "đọc kho trang web (WARC); chạy lại sẽ đọc tiếp chỗ đang dở")
    ingest.add_argument("files", metavar="TỆP", nargs="+", help=".warc.gz hoặc .warc")
    add_names(ingest)
    add_mode(ingest)
    ingest.add_argument("--out", required=True, metavar="THƯ_MỤC", help="nơi ghi kết quả và phần đã đọc")
    ingest.add_argument("--workers", type=int, default=1, metavar="N", help="số tiến trình đọc, mặc định 1")
    ingest.add_argument("--scheduler", metavar="ĐỊA_CHỈ", help="đọc bằng cụm máy Dask, ví dụ tcp://127.0.0.1:8786")


def add_page(command: Parser) -> None:
    command.add_argument("file", metavar="TỆP")
    command.add_argument("--url", metavar="ĐỊA_CHỈ", help="địa chỉ của trang, nếu biết")
    add_mode(command)


def add_mode(command: Parser) -> None:
    command.add_argument(
        "--mode",
        choices=["quality", "fast"],
        default="quality",
        metavar="CÁCH",
        help="quality (mặc định) đọc lại chỗ còn ngờ, fast thì không",
    )


def add_names(command: Parser) -> None:
    command.add_argument("--names", required=True, metavar="TỆP", help="tên cần theo dõi: mỗi dòng một tên, hoặc JSON")
