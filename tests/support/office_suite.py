"""LibreOffice as the judge of our sheets: what it makes of a file is what a clerk will see."""

import csv
import shutil
import subprocess
from pathlib import Path

_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"


def soffice() -> str:
    """Where LibreOffice is; a machine without it fails, it does not skip."""
    found = shutil.which("soffice")
    assert found, "这项测试需要 LibreOffice，请安装软件包 libreoffice-calc。"
    return found


def convert(file: Path | list[Path], kind: str, folder: Path) -> list[Path]:
    """Open a workbook (or several, in one start) in LibreOffice and write it in another format; its own
    profile, so that several may run.
    """
    target = folder / "converted"
    target.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    command = [
        soffice(),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        kind,
        "--outdir",
        str(target),
        *(str(one) for one in (file if isinstance(file, list) else [file])),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    made = sorted(target.iterdir())
    assert done.returncode == 0, done.stderr
    assert made, done.stderr
    return made


def rows(file: Path, folder: Path) -> list[list[str]]:
    """The first sheet as LibreOffice shows it, formulas reckoned."""
    made = convert(file, _CSV, folder)
    return list(csv.reader(made[0].read_text("utf-8").splitlines()))
