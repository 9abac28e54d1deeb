"""Outside programs that readers need, by name; who runs them is injected, so that a reader stays a function.

A reader in its limited child may start nothing: it asks its parent (``child``), which runs the tool in limits of the
tool's own (``tool_runs``). Only the tools named here can be asked for, and only with these arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ttdn.engine.errors import UnreadableDocument

TESSERACT, TESSERACT_BLOCK, ANTIWORD, OFFICE = "tesseract", "tesseract-block", "antiword", "libreoffice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """``command`` reads its standard input and writes its standard output; ``{input}`` and ``{folder}`` in it name
    a file and a folder that are made for the run and removed after it.
    """

    command: tuple[str, ...]
    package: str  # what to install
    purpose: str  # Vietnamese: what it is needed for
    seconds: int  # wall clock and processor time of one run
    memory_mb: int
    written_mb: int = 0  # a file it may write; 0: none at all
    files: int = 64
    output_mb: int = 32
    probe: tuple[str, ...] = ()  # a command whose output must name ``probed``
    probed: str = ""
    result: str = ""  # the name of the file in ``{folder}`` that holds the result; empty: standard output
    offline: bool = False  # it is not started where the network cannot be taken from it


def _tesseract(segmentation: str) -> Tool:
    return Tool(
        command=("tesseract", "-", "-", "-l", "vie", "--psm", segmentation, "tsv"),
        package="tesseract-ocr tesseract-ocr-vie",
        purpose="đọc bản chụp (ảnh, PDF quét)",
        seconds=90,
        memory_mb=1536,
        probe=("tesseract", "--list-langs"),
        probed="vie",
    )


TOOLS: dict[str, Tool] = {
    TESSERACT: _tesseract("3"),  # a page, whose parts it finds itself
    TESSERACT_BLOCK: _tesseract("6"),  # lines below each other
    ANTIWORD: Tool(
        command=("antiword", "-m", "UTF-8.txt", "-w", "0", "-"),
        package="antiword",
        purpose="đọc tệp .doc",
        seconds=20,
        memory_mb=512,
        written_mb=64,  # it copies its input to an unnamed file
    ),
    OFFICE: Tool(
        command=(
            "soffice",
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            "{folder}/out",
            "{input}",
        ),
        package="libreoffice-writer-nogui",
        purpose="đọc tệp .doc",
        seconds=60,
        memory_mb=6144,  # address space, most of it only reserved
        written_mb=256,
        files=1024,
        result="out/input.docx",
        offline=True,  # it fetches whatever a document links to, also from this machine's own network
    ),
}


class ToolFailed(Exception):
    """A tool ended badly on this input, took too long or said too much."""


class ToolMissing(Exception):
    """A tool, or data that it needs, is not installed; the message is its name here."""


class Tools(Protocol):
    """Runs tools; ``map`` gives the outputs in the order of the inputs, a few runs at a time."""

    def has(self, name: str) -> bool: ...

    def map(self, name: str, inputs: Iterable[bytes]) -> Iterator[bytes]:
        """Raises ``ToolMissing`` and ``ToolFailed``."""
        ...


class NoTools:
    """Where nothing may be run."""

    def has(self, name: str) -> bool:
        return False

    def map(self, name: str, inputs: Iterable[bytes]) -> Iterator[bytes]:
        raise ToolMissing(name)


def missing(*names: str) -> UnreadableDocument:
    """What to tell who handed the file in, where none of these tools is installed."""
    first = TOOLS[names[0]]
    commands = " hoặc ".join(f"apt-get install {TOOLS[name].package}" for name in names)
    return UnreadableDocument(
        f"Máy chủ chưa có công cụ để {first.purpose}; hãy đề nghị quản trị viên chạy lệnh {commands}, hoặc tải lên "
        "bản .docx.",
        code="tool-missing",
    )
