"""domain/covering: numbers that name somebody, wherever in a text they stand."""

import pytest

from anbang_desktop.domain.covering import cover_ids, cover_numbers, ids_in

NOW, FORMER = "149901196005141213", "149901600514121"


@pytest.mark.parametrize(
    ("text", "ids", "every"),
    [
        (f"王某（{NOW}）", "王某（1499**********1213）", "王某（1499**********1213）"),
        (f"{NOW[:-1]}x", "1499**********121x", "1499**********121x"),
        (f"旧证{FORMER}", "旧证1499*******4121", "旧证1499*******4121"),
        ("电话13812345678", "电话13812345678", "电话138****5678"),
        ("13812345678、13912345678", "13812345678、13912345678", "138****5678、139****5678"),
        ("（2026）释字第12号 2026-11-30", "（2026）释字第12号 2026-11-30", "（2026）释字第12号 2026-11-30"),
        ("账号6222021234567890123", "账号6222021234567890123", "账号6222021234567890123"),
        (f"编号A{FORMER}", f"编号A{FORMER}", f"编号A{FORMER}"),
        ("", "", ""),
    ],
)
def test_ids_and_phones_are_covered_and_nothing_else(text: str, ids: str, every: str) -> None:
    assert (cover_ids(text), cover_numbers(text)) == (ids, every)


def test_ids_are_counted() -> None:
    assert ids_in(f"{NOW}、{FORMER}，电话13812345678") == 2
