"""LibreOffice as the judge of our sheets: what it makes of a file is what a clerk will see."""

import csv
import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

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


_FILTER = "Text - txt - csv (StarCalc)"
_UNSEAL = f"""Sub Unseal(source As String, target As String, code As String)
  Dim how(1) As New com.sun.star.beans.PropertyValue
  Dim out(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  how(1).Name = "Password" : how(1).Value = code
  out(0).Name = "FilterName" : out(0).Value = "{_FILTER}"
  out(1).Name = "FilterOptions" : out(1).Value = "{_CSV.rpartition(":")[2]}"
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  If Not IsNull(doc) Then
    doc.storeToURL(target, out())
    doc.close(True)
  End If
  StarDesktop.terminate()
End Sub
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{}</script:module>
"""


def sealed_rows(file: Path, password: str, folder: Path) -> list[list[str]]:
    """The first sheet of a workbook under a password. ``--convert-to`` can't be told one: a macro of
    LibreOffice itself opens it, in a profile of its own. With a wrong one it would ask, and wait for ever.
    """
    profile, out = folder / "profile", folder / "unsealed.csv"
    _run(profile, "--terminate_after_init")  # lays out the profile with an empty Module1
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(_MODULE.format(escape(_UNSEAL)), "utf-8")
    said = ",".join(f'"{one}"' for one in (file.as_uri(), out.as_uri(), password))
    _run(profile, f"macro:///Standard.Module1.Unseal({said})")
    return list(csv.reader(out.read_text("utf-8").splitlines()))


def _run(profile: Path, what: str) -> None:
    command = [soffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", what]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
