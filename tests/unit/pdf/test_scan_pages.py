"""Scanned pages: whatever way they lay on the glass, their code is read and they stand upright."""

import base64
import io
from typing import Any

import pytest
import segno
from PIL import Image, ImageDraw, ImageStat

from anbang_desktop.errors import UserError
from anbang_desktop.pdf import page, scan_pages
from anbang_desktop.pdf.forms import agreement
from anbang_desktop.pdf.page import Edges
from anbang_desktop.pdf.paragraph import Paragraph
from tests.support import scanner
from tests.support.scanner import Way
from tests.unit.pdf.papers import AGREEMENT, FORMS

CODE = "7K3M9QXR"
ALL: Any = {"first": 0, "most": 500}


def read(data: bytes) -> list[scan_pages.PageRead]:
    return scan_pages.read(data, ALL, None)["pages"]


def said(data: bytes) -> list[tuple[str | None, int | None]]:
    return [(one["code"], one["page"]) for one in read(data)]


@pytest.fixture(scope="module")
def paper() -> bytes:
    return agreement.make(AGREEMENT)


@pytest.mark.parametrize(
    "way",
    [
        Way(300, 90, skew=2, grain=30, quality=60),
        Way(200, 180, skew=-3, grain=40, quality=50),
        Way(150, 270, skew=2, grain=60, quality=50, blur=0.7),
        Way(100, 0, skew=3, grain=30, quality=50),
        *(Way(100, turn, skew=-2, grain=60, quality=40, blur=0.5) for turn in (0, 90, 180, 270)),
    ],
    ids=lambda way: f"{way.dpi}-{way.turn}",
)
def test_a_page_is_read_at_any_rotation_and_stands_upright(paper: bytes, way: Way) -> None:
    (one,) = read(scanner.jpeg(paper, 1, way))
    assert (one["code"], one["page"], one["damaged"]) == (CODE, 2, False)
    kept = Image.open(io.BytesIO(base64.b64decode(one["picture"]))).convert("L")
    wide, high = kept.size
    assert wide < high
    left, right = (
        ImageStat.Stat(kept.crop((at, 0, at + wide // 2, high // 7))).mean[0] for at in (0, wide // 2)
    )
    assert right < left, "the code stands at the top right"


def test_a_form_is_read_with_its_smaller_code() -> None:
    form = FORMS["registration"]()
    assert said(scanner.jpeg(form, 0, Way(100, 180, 2, 30))) == [(CODE, 1)]


def test_a_pdf_and_a_tiff_of_many_pages_are_read_page_by_page(paper: bytes) -> None:
    pictures = [scanner.scanned(paper, at, Way(turn=90 * at)) for at in (1, 0)]
    assert said(scanner.pdf_of(pictures)) == [(CODE, 2), (CODE, 1)]
    out = io.BytesIO()
    pictures[0].save(out, "TIFF", save_all=True, append_images=pictures[1:], compression="tiff_deflate")
    assert said(out.getvalue()) == [(CODE, 2), (CODE, 1)]
    part = scan_pages.read(out.getvalue(), {"first": 1, "most": 1}, None)
    assert (part["total"], [one["page"] for one in part["pages"]]) == (2, [1])


def test_the_program_s_own_pdf_is_read_as_it_is(paper: bytes) -> None:
    assert said(paper) == [(CODE, at + 1) for at in range(len(read(paper)))]


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def test_a_code_under_ink_is_no_code(paper: bytes) -> None:
    (one,) = read(_png(scanner.smeared(scanner.scanned(paper, 0, Way(150)))))
    assert (one["code"], one["damaged"], one["blank"]) == (None, False, False)


def test_the_empty_back_of_a_sheet_is_blank_and_a_faint_pencil_is_not() -> None:
    back = Image.blend(
        Image.new("RGB", (827, 1170), (250, 250, 245)),
        Image.effect_noise((827, 1170), 60).convert("RGB"),
        0.25,
    )
    (blank,) = read(_png(back))
    assert (blank["blank"], blank["picture"]) == (True, "")
    ImageDraw.Draw(back).line((350, 450, 450, 465), fill=(120, 120, 120), width=2)
    (drawn,) = read(_png(back))
    assert not drawn["blank"]


def _with_code(text: str) -> bytes:
    """A page whose code says this."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=8)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "damaged"),
    [("AB1-7K3M9QXR-2-0000", True), ("AB1-7K3M9QXR", True), ("https://example.invalid", False)],
)
def test_a_payload_that_fails_its_check_finds_nothing(text: str, damaged: bool) -> None:
    assert [(one["code"], one["damaged"]) for one in read(_with_code(text))] == [(None, damaged)]


def test_two_papers_on_one_glass_are_not_guessed_at(paper: bytes) -> None:
    other = page.build([Paragraph("另一份", page.BODY)], Edges("另一份", code_id="ABCDEFGH"))
    left, right = (scanner.scanned(one, 0, Way()) for one in (paper, other))
    both = Image.new("RGB", (left.width * 2, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    out = io.BytesIO()
    both.save(out, "PNG")
    (one,) = read(out.getvalue())
    assert (one["code"], one["damaged"]) == (None, True)


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n" + b"0" * 50])
def test_a_broken_file_is_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError, match="这个"):
        read(data)


def test_a_picture_too_large_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    with pytest.raises(UserError, match="图片太大"):
        read(out.getvalue())


def test_a_file_of_too_many_pages_is_refused() -> None:
    frames = [Image.new("1", (8, 8)) for _ in range(scan_pages.MOST_PAGES + 1)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(UserError, match="最多 500 页"):
        read(out.getvalue())
