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

from anbang_desktop import app, paths
from anbang_desktop.gui import window_test
from tests.support.screens import manual
from tests.support.screens.shots import SHOTS
from tests.support.screens.stage import Picture, Stage

COMPOSITION = window_test.Composition(app.doors, app.load_inside)


def main(words: Sequence[str] | None = None) -> int:
    """Paint; 0 when every shot came out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--office", type=Path, required=True)
    options.add_argument("--passphrase-file", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--only", default="")
    options.add_argument("--manual", action="store_true", help="the pictures of the manual instead")
    found = options.parse_args(words)
    key = (found.passphrase_file or found.office.parent / "passphrase.txt").read_text("utf-8").strip()
    if found.manual:
        found.out = paths.resources("manual", "pictures")
        failed = paint_manual(found.office, key, found.out, found.only)
        return say(failed, found.out)
    found.out.mkdir(parents=True, exist_ok=True)
    failed = paint_all(found.office, key, found.out, (found.only,))
    return say(failed, found.out)


def say(failed: Sequence[str], out: Path) -> int:
    """Name what failed; the exit code."""
    for name in failed:
        print(f"not right: {name}", file=sys.stderr)
    print(f"{len(list(out.glob('*.png')))} pictures in {out}")
    return 1 if failed else 0


def paint_manual(office: Path, key: str, out: Path, only: str = "") -> list[str]:
    """Each picture that the texts name, anew; what they don't name any more goes. The names that failed."""
    wanted = manual.named()
    for file in out.glob("*.png"):
        if file.stem not in wanted:
            file.unlink()
    failed = sorted(wanted - {shot.name for shot in SHOTS})
    with window_test.opened(office, key, COMPOSITION) as opened, opened.window("标准") as program:
        stage = Stage(program, opened.desk, [opened.office])
        for shot in SHOTS:
            if shot.name in wanted and only in shot.name:
                program.frame.resize(manual.WIDE, manual.HIGH)
                window_test.settle()
                made = shot.make(stage)
                (out / f"{shot.name}.png").write_bytes(
                    manual.small(
                        made if isinstance(made, QPixmap) else made[0].scaledToWidth(manual.PAPER_WIDE)
                    )
                )
                program.frame.resize(window_test.WIDE, window_test.HIGH)
                failed += [f"{shot.name}: {wrong}" for wrong in window_test.after_shot(program)]
    return failed


def paint_all(
    office: Path,
    key: str,
    out: Path,
    only: tuple[str, ...] = ("",),
    sizes: Sequence[str] = window_test.SIZES,
) -> list[str]:
    """All sizes with one application and one desk, of the pictures that begin so; the names that failed."""
    failed: list[str] = []
    with window_test.opened(office, key, COMPOSITION) as opened:
        for size in sizes:
            with opened.window(size) as program:
                failed += paint(Stage(program, opened.desk, [opened.office]), size, out, only)
    return failed


def paint(stage: Stage, size: str, out: Path, only: tuple[str, ...]) -> list[str]:
    """All shots of one size; the names that failed."""
    failed = []
    for shot in SHOTS:
        if size not in (shot.sizes or window_test.SIZES) or not shot.name.startswith(only):
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
