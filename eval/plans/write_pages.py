"""Writes the .pdf, the old .doc and the scans of the set from their sources: python eval/plans/write_pages.py [NAME …]

``sources/pdf``, ``sources/doc`` and ``sources/scan`` hold the sources, in the form of ``write_word``. LibreOffice makes
pages of them; a scan is those pages drawn, laid askew and dusty, and kept as grey pictures. Bytes differ between two
versions of LibreOffice, so only what is named is written anew.
"""

from __future__ import annotations

import io
import pathlib
import subprocess
import sys
import tempfile
from random import Random

sys.path.insert(0, str(pathlib.Path(__file__).parents[2]))  # so that it runs as a script

import pypdfium2
from PIL import Image, ImageFilter

from eval.plans.write_word import HERE, word

DPI = 200
SKEW = 0.4  # degrees
DUST = 250  # grains on a page
QUALITY = 30  # of the JPEG: a page of text stays near 100 kB


def converted(source: str, kind: str) -> bytes:
    """The document of a source as LibreOffice writes it: ``pdf`` or ``doc``."""
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "plan.docx"
        word(source).save(str(made))
        office = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*office, "--outdir", folder, str(made)], check=True, capture_output=True, timeout=120)
        return made.with_suffix(f".{kind}").read_bytes()


def scanned(pages: bytes) -> bytes:
    """The pages of a .pdf as a scanner gives them back."""
    random = Random(0)
    images = [
        _glass(page.render(scale=DPI / 72).to_pil().convert("L"), random) for page in pypdfium2.PdfDocument(pages)
    ]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=float(DPI), quality=QUALITY)
    return out.getvalue()


def _glass(page: Image.Image, random: Random) -> Image.Image:
    paper = page.rotate(random.choice((-SKEW, SKEW)), Image.Resampling.BICUBIC, fillcolor=255)
    for _ in range(DUST):
        paper.putpixel((random.randrange(paper.width), random.randrange(paper.height)), random.randrange(60, 200))
    return Image.blend(paper.filter(ImageFilter.GaussianBlur(0.5)), Image.new("L", paper.size, 235), 0.08)


def main(names: list[str]) -> None:
    for kind in ("pdf", "doc", "scan"):
        for source in sorted((HERE / "sources" / kind).glob("*.md")):
            if not names or source.stem in names:
                made = converted(source.read_text("utf-8"), "doc" if kind == "doc" else "pdf")
                made = scanned(made) if kind == "scan" else made
                (HERE / "documents" / f"{source.stem}.{'doc' if kind == 'doc' else 'pdf'}").write_bytes(made)


if __name__ == "__main__":
    main(sys.argv[1:])
