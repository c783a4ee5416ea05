"""Signs that look right and aren't, and signs other computers leave blank."""

import pytest

from anbang_desktop.domain.old_signs import fold_signs, private_signs, real_signs


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("⾼强", "高强"),
        ("⻢超", "马超"),
        ("ＪＯＨＮ", "JOHN"),
        ("张（女）", "张（女）"),
        ("\uf90a三", "金三"),
        ("王强", "王强"),
    ],
)
def test_forms_become_the_sign_they_stand_for(written: str, folded: str) -> None:
    assert fold_signs(written) == folded


def test_private_signs_are_found_and_the_known_ones_told() -> None:
    assert private_signs("赵\ue863") == "\ue863"
    assert real_signs("赵\ue863") == "赵䶮"
    assert real_signs("赵\ue817") == "赵\U00020089"
    assert real_signs("赵") == "赵"


@pytest.mark.parametrize("sign", ["\ue000", "\ue815", "\uf8ff"])
def test_a_private_sign_nobody_knows_has_no_real_one(sign: str) -> None:
    assert real_signs(f"赵{sign}") is None


def test_every_place_of_the_old_row_is_a_sign_or_unknown() -> None:
    known = [real_signs(chr(code)) for code in range(0xE815, 0xE865)]
    assert sum(one is not None for one in known) > 60
