"""pdf/binder.py and scans.py: one file with running numbers and bookmarks; nothing active comes in with a
scan.
"""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.pdf import binder, finish, page, scans
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
        Part("安置帮教协议书", papers.OFFICE, "20261125", papers.FORMS["agreement"]()),
        Part("释放证明书", "太原第一监狱", "20261120", scans.accept(picture()).data, scans.JPEG),
        Part("登记表", papers.OFFICE, "20261121", papers.FORMS["registration"]()),
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
            "安置帮教协议书　20261125",
            "释放证明书　20261120",
            "登记表　20261121",
            "卷内备考表",
        ]
    assert said_labels(bound.data)[:4] == ["i", "ii", "001", "002"]


def said_labels(data: bytes) -> list[str]:
    """What a reader shows for each page."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [pdf.get_page_label(page) for page in range(len(pdf))]


def numbers_of(data: bytes) -> list[tuple[int, str, float, float]]:
    """Of each page with a running number: its place, the number, where it begins, how far from the top."""
    found = []
    with pypdfium2.PdfDocument(data) as pdf:
        for at in range(len(pdf)):
            page = pdf[at]
            width, height = page.get_size()
            text = page.get_textpage()
            for rect in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(rect)
                words = text.get_text_bounded(left, bottom, right, top).strip()
                x, y = left / width, height - top
                if width > height:  # as it is bound: its head at the binding edge
                    front = right > width / 2
                    x, y = ((height - top) / height, width - right) if front else (bottom / height, left)
                if y < 24 and len(words) == 3 and words.isdigit():
                    found.append((at, words, x, y))
    return found


def thirty_parts() -> list[Part]:
    """Papers of one to four pages, scans upright and lying, two that lie on paper only."""
    forms = ("agreement", "registration", "contact", "notice", "wish", "verification")
    drawn = {name: papers.FORMS[name]() for name in forms}
    made = []
    for at in range(30):
        title, day = f"材料{at + 1:02d}", f"202611{at + 1:02d}"
        match at % 6:
            case 4 if at < 12:
                made.append(
                    Part(title, "太原第一监狱", day, b"", remark="纸质", leaves=3 if at < 6 else None)
                )
            case 5:
                size = (400, 300) if at % 4 else (300, 400)
                data = scans.accept(picture(size=size)).data
                made.append(Part(title, "派出所", day, data, scans.JPEG, "扫描件"))
            case kind:
                made.append(Part(title, papers.OFFICE, day, drawn[forms[kind]]))
    return made


@pytest.fixture(scope="module", params=[False, True], ids=["one side", "both sides"])
def thirty(request: pytest.FixtureRequest) -> tuple[bool, list[Part], binder.Bound]:
    parts, both = thirty_parts(), bool(request.param)
    return both, parts, binder.bind(parts, replace(BINDING, both_sides=both), Progress())


def test_every_number_stands_at_the_outer_edge_and_every_piece_on_a_front(
    thirty: tuple[bool, list[Part], binder.Bound],
) -> None:
    both, parts, bound = thirty
    found = numbers_of(bound.data)
    labels = said_labels(bound.data)
    assert [labels[at] for at, *_rest in found] == [number for _at, number, *_rest in found]
    told = [int(number) for _at, number, *_rest in found]
    assert told == sorted(set(told)), "each once, in order"
    for at, number, left, _top in found:
        outer_left = both and at % 2 == 1
        assert (left < 0.1) if outer_left else (left > 0.9), f"{number} on page {at}"
    first = {title: at for title, at, _last in bound.spans}
    begins = {first[part.title] for part in parts if part.data}
    fronts = [at for at, number, *_rest in found if int(number) in begins]
    assert len(fronts) == len(begins)
    if both:
        assert not [at for at in fronts if at % 2], "a piece never begins on the back of another"


def test_the_catalogue_and_the_note_say_the_real_pages(
    thirty: tuple[bool, list[Part], binder.Bound], text_of: Reader
) -> None:
    _both, parts, bound = thirty
    sheets = text_of(bound.data).rstrip("\f").split("\f")
    labels = said_labels(bound.data)
    listed = "".join(sheets[: labels.index("001")])
    for title, first, last in bound.spans:
        line = next(line for line in listed.splitlines() if title in line)
        assert line.split()[-2 if "扫描件" in line else -1] == (
            str(first) if first == last else f"{first}-{last}"
        )
    total = max(int(label) for label in labels if label.isdigit())
    assert f"本卷共 {len(parts)} 件，{total} 页" in sheets[-1].replace("\n", "")
    assert "没有点页数、页号未计入的：第 11 件" in sheets[-1].replace("\n", "")
    numbers = {int(label) for label in labels if label.isdigit()}
    gap = set(range(1, total + 1)) - numbers
    assert len(gap) == 3, "the three pages that lie on paper have numbers too"


def test_blank_backs_are_blank_and_have_no_number(thirty: tuple[bool, list[Part], binder.Bound]) -> None:
    both, _parts, bound = thirty
    labels = said_labels(bound.data)
    numbered = {at for at, *_rest in numbers_of(bound.data)}
    blanks = {at for at, label in enumerate(labels) if label == "空白"}
    assert bool(blanks) == both
    assert not blanks & numbered
    assert all(at % 2 for at in blanks), "only backs are left empty"
    with pypdfium2.PdfDocument(bound.data) as pdf:
        assert not [at for at in blanks if pdf[at].get_textpage().get_text_range().strip()]


def test_no_running_number_lies_on_anything() -> None:
    """In the corner where the number comes nothing else is drawn, on any form and on no scan."""
    parts = [Part(name, "", "", make()) for name, make in papers.FORMS.items() if name not in PAGES_APART]
    black = scans.accept(dark_picture()).data
    parts += [Part("扫描", "", "", black, scans.JPEG)]
    for both in (False, True):
        bare = binder.bind(parts, replace(BINDING, both_sides=both), Progress())
        with pypdfium2.PdfDocument(bare.data) as pdf:
            for at, number, left, top in numbers_of(bare.data):
                width, height = pdf[at].get_size()
                if width > height:
                    continue
                shown = pdf[at].render(scale=2, crop=(0, height - 30, 0, 0), grayscale=True).to_pil()
                x, y = int(left * width * 2), int(top * 2)
                around = shown.crop((max(0, x - 12), 0, min(shown.width, x + 50), y + 22))
                inside = shown.crop((x, y, x + 40, y + 16))
                assert dark(around) == dark(inside) > 0, f"page {at}, number {number}"


def dark(shown: Image.Image) -> int:
    return sum(shown.histogram()[:128])


def dark_picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (600, 800), 0).save(out, "PNG")
    return out.getvalue()


PAGES_APART = {"cover", "catalogue", "closing_note", "labels"}  # no pieces of a file


def test_a_stamp_stands_on_the_first_page_of_each_piece_only(text_of: Reader) -> None:
    parts = [
        Part("协议书", papers.OFFICE, "20261125", papers.FORMS["agreement"]()),
        Part("登记表", papers.OFFICE, "20261121", papers.FORMS["registration"]()),
    ]
    stamp = binder.Stamp("0112", "2026", papers.OFFICE, "30年")
    sheets = text_of(binder.bind(parts, replace(BINDING, stamp=stamp), Progress()).data).split("\f")
    stamped = [at for at, sheet in enumerate(sheets) if "0112" in sheet and "30年" in sheet]
    assert stamped == [2, 7]
    assert "5 页" in sheets[2]


def test_pages_that_are_laid_out_for_a_file_have_no_number_of_their_own(text_of: Reader) -> None:
    with page.in_a_file():
        inside = text_of(papers.FORMS["registration"]())
    assert "— 1 —" in text_of(papers.FORMS["registration"]())
    assert "— 1 —" not in inside
    assert "共 2 页" not in inside


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
