"""The list to sign: who got what, the sums, room to sign; noted when it is printed."""

import subprocess

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.daybook import entries, receipt
from anbang_desktop.services.desk import Desk
from tests.integration.services.daybook.test_entries import comfort, publicity


def words_of(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def test_everybody_stands_there_with_village_and_amount_and_the_sum(empty_desk: Desk) -> None:
    one = comfort(empty_desk, fund="县司法局慰问金")
    said = words_of(receipt.make(empty_desk, one))
    for word in (
        "慰问签收单",
        "张试",
        "柳湾村",
        "米面",
        "300.00",
        "200.50",
        "500.50",
        "县司法局慰问金",
        "签收",
    ):
        assert word in said
    receipt.note_print(empty_desk, one)
    assert "写明理由" in entries.reason_needed(empty_desk, one)


def test_a_line_without_names_and_one_that_is_voided_have_no_list(empty_desk: Desk) -> None:
    told, gift = publicity(empty_desk), comfort(empty_desk)
    with pytest.raises(UserError, match="没有要签收的名单"):
        receipt.make(empty_desk, told)
    entries.void(empty_desk, gift, "重复")
    assert not receipt.may(empty_desk, entries.show(empty_desk, gift))
