"""The code of a page: what was written is read, and nothing else."""

import zlib

import pytest

from anbang_desktop.domain.paper_code import payload, read_payload


def test_what_was_written_is_read() -> None:
    assert read_payload(payload("7K3M9QXR", 2)) == ("7K3M9QXR", 2)
    assert read_payload(payload("7K3M9QXR", 2).replace("-2-", "-3-")) is None


def _checked(body: str) -> str:
    return f"{body}-{zlib.crc32(body.encode()) & 0xFFFF:04X}"


@pytest.mark.parametrize(
    "body", ["AB1-7K3M9QXR-²", "AB1-7K3M9QXR-02", "AB1-7K3M9QXR-0", "AB1-7K3M9QXR-" + "9" * 5000]
)
def test_a_page_that_nobody_wrote_is_none_though_its_check_holds(body: str) -> None:
    assert read_payload(_checked(body)) is None


@pytest.mark.parametrize("text", ["", "AB1-x", "AB2-7K3M9QXR-1-0000", "https://example.invalid"])
def test_other_codes_are_none(text: str) -> None:
    assert read_payload(text) is None
