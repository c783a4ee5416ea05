"""Which passphrases are refused."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.storage import passphrase


@pytest.mark.parametrize(
    "text", ["short", "x" * 129, "aaaaaaaaaaaa", "password123", "王所长的口令是什么呢", "1234567890"]
)
def test_weak_ones_are_refused(text: str) -> None:
    with pytest.raises(UserError) as told:
        passphrase.refuse_weak(text, "王所长")
    assert told.value.field == "passphrase"


@pytest.mark.parametrize("text", ["correct horse battery", "春风又绿江南岸明月", "Tr0ub4dor&3x"])
def test_good_ones_pass(text: str) -> None:
    if len(text) < passphrase.SHORTEST:
        text += "何时照我还"
    passphrase.refuse_weak(text, "王所长")


def test_slips_are_named() -> None:
    assert passphrase.notes("correct horse") == []
    assert passphrase.notes("ｃorrect horse") == ["含有全角字符，请检查输入法。"]
    assert passphrase.notes("correct horse ") == ["开头或结尾有空格。"]
