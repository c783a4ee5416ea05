"""pdf/binder.py and scans.py: one file with running numbers and bookmarks; nothing active comes in with a
scan.
"""

import io

import pikepdf
import pytest
from PIL import Image

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.pdf import binder, finish, scans
from anbang_desktop.pdf.binder import Binding, Part
from anbang_desktop.pdf.forms.archive import Cover
from anbang_desktop.progress import Progress
from tests.unit.pdf import papers
from tests.unit.pdf.conftest import Reader

BINDING = Binding(
    Cover(papers.OFFICE, "QS01-2026-0012", papers.NAME, "", ""),
    ["帮教方案（尚未形成）"],
    "李文静",
    "2026-11-30",
)


def picture(mode: str = "RGB", kind: str = "PNG", size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()


def dangerous_pdf() -> bytes:
    """A page with a script, an attachment, a link and an action."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        page.obj["/AA"] = pikepdf.Dictionary(O=script)
        page.obj["/Annots"] = pdf.make_indirect(
            pikepdf.Array([pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=script)])
        )
        pdf.Root["/OpenAction"] = script
        pdf.attachments["x.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="x.exe")  # type: ignore[call-arg]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_the_file_is_numbered_and_bookmarked(text_of: Reader) -> None:
    parts = [
        Part("安置帮教协议书", papers.OFFICE, "2026-11-25", papers.FORMS["agreement"]()),
        Part("释放证明书", "太原第一监狱", "2026-11-20", scans.accept(picture()).data, scans.JPEG),
        Part("登记表", papers.OFFICE, "2026-11-21", papers.FORMS["registration"]()),
    ]
    bound = binder.bind(parts, BINDING, Progress())
    sheets = text_of(bound.data).rstrip("\f").split("\f")
    assert [span for _title, *span in bound.spans] == [[1, 5], [6, 6], [7, 8]]
    assert bound.pages == len(sheets) == 2 + 8 + 1
    assert ["001" in sheets[2], "006" in sheets[7], "008" in sheets[9]] == [True, True, True]
    assert "1-5" in sheets[1]
    assert "帮教方案（尚未形成）" in sheets[-1]
    with pikepdf.open(io.BytesIO(bound.data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "封面",
            "卷内文件目录",
            "安置帮教协议书",
            "释放证明书",
            "登记表",
            "卷内备考表",
        ]


def test_an_empty_file_has_cover_catalogue_and_note() -> None:
    assert binder.bind([], BINDING, Progress()).pages == 3


def test_binding_can_be_stopped() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        binder.bind([Part("表", "", "", papers.FORMS["cover"]())], BINDING, progress)


def test_foreign_pages_that_do_not_conform_are_bound_as_pictures(text_of: Reader) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F0=font))
        page.Contents = pdf.make_stream(b"BT /F0 20 Tf 50 500 Td (unembedded) Tj ET")
        out = io.BytesIO()
        pdf.save(out)
    bound = binder.bind([Part("外来文件", "", "", out.getvalue(), foreign=True)], BINDING, Progress())
    assert "unembedded" not in text_of(bound.data)
    assert "按图像装订" in text_of(bound.data).replace("\n", "")


def test_a_scanned_pdf_keeps_its_pages_and_nothing_active() -> None:
    accepted = scans.accept(dangerous_pdf())
    assert (accepted.media_type, accepted.pages) == (scans.PDF, 1)
    for word in (b"JavaScript", b"OpenAction", b"EmbeddedFile", b"/Annots", b"x.exe"):
        assert word not in accepted.data


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "PNG"), ("L", "PNG"), ("1", "TIFF"), ("RGBA", "PNG"), ("P", "GIF"), ("CMYK", "JPEG")],
)
def test_pictures_are_drawn_anew(mode: str, kind: str) -> None:
    accepted = scans.accept(picture(mode, kind))
    assert (accepted.media_type, accepted.pages) == (scans.JPEG, 1)
    assert finish.archival(scans.picture_pages([accepted.data]))


def test_a_big_picture_is_brought_to_two_hundred_dpi() -> None:
    with Image.open(io.BytesIO(scans.accept(picture(size=(5000, 3000))).data)) as kept:
        assert kept.size == (2339, 1403)


def test_a_picture_loses_its_place() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", (50, 50)).save(out, "JPEG", exif=exif)
    assert b"PhoneMaker" not in scans.accept(out.getvalue()).data


def test_several_pictures_in_one_file_become_a_pdf() -> None:
    out = io.BytesIO()
    frames = [Image.new("L", (50, 70), shade) for shade in (0, 255)]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    accepted = scans.accept(out.getvalue())
    assert (accepted.media_type, accepted.pages) == (scans.PDF, 2)


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_scan_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError, match="扫描件不是"):
        scans.accept(data)


def test_a_locked_pdf_is_refused_in_words() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UserError, match="加了密码"):
        scans.accept(out.getvalue())
