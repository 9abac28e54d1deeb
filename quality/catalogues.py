"""Compiles the catalogues, so that tests speak both languages: ``python -m quality.catalogues``."""

from pathlib import Path

from ttdn.cli.setting_up import compile_catalogue, is_outdated

if __name__ == "__main__":
    for source in sorted(Path("src/ttdn/locale").glob("*/LC_MESSAGES/*.po")):
        if is_outdated(source):
            compile_catalogue(source)
