"""python -m tests.support.screens --office DIR --out DIR: a picture of every page, dialog and paper, at 标准
and at 特大 (150 %).

Each owner of pages adds lines to SHOTS; a shot that fails is named and makes the exit code 1, the others
are still painted.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage, QPixmap

from anbang_desktop import app
from anbang_desktop.gui import window_test
from tests.support.screens.shots import SHOTS
from tests.support.screens.stage import Picture, Stage


def main(words: Sequence[str] | None = None) -> int:
    """Paint; 0 when every shot came out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--office", type=Path, required=True)
    options.add_argument("--passphrase-file", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--only", default="")
    found = options.parse_args(words)
    found.out.mkdir(parents=True, exist_ok=True)
    key = (found.passphrase_file or found.office.parent / "passphrase.txt").read_text("utf-8").strip()
    failed = paint_all(found.office, key, found.out, found.only)
    for name in failed:
        print(f"not right: {name}", file=sys.stderr)
    print(f"{len(list(found.out.glob('*.png')))} pictures in {found.out}")
    return 1 if failed else 0


def paint_all(
    office: Path, key: str, out: Path, only: str = "", sizes: Sequence[str] = window_test.SIZES
) -> list[str]:
    """All sizes with one application and one desk; the names that failed."""
    failed: list[str] = []
    composition = window_test.Composition(app.doors, app.load_inside)
    with window_test.opened(office, key, composition) as opened:
        for size in sizes:
            with opened.window(size) as program:
                failed += paint(Stage(program, opened.desk, [opened.office]), size, out, only)
    return failed


def paint(stage: Stage, size: str, out: Path, only: str) -> list[str]:
    """All shots of one size; the names that failed."""
    failed = []
    for shot in SHOTS:
        if size not in (shot.sizes or window_test.SIZES) or only not in shot.name:
            continue
        name = f"{shot.name}_150" if size == "特大" else shot.name
        try:
            save(shot.make(stage), out, name)
        except Exception:  # noqa: BLE001 - one page must not keep the others from being looked at
            traceback.print_exc()
            failed.append(name)
        for wrong in window_test.after_shot(stage.program):
            print(f"{name}: {wrong}", file=sys.stderr)
            failed.append(name)
    return failed


def save(made: Picture, out: Path, name: str) -> None:
    """One file, or one for each page of a paper."""
    if isinstance(made, QPixmap):
        made.toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(out / f"{name}.png"))
        return
    for number, image in enumerate(made, 1):
        image.save(str(out / f"{name}_{number}.png"))


if __name__ == "__main__":
    sys.exit(main())
