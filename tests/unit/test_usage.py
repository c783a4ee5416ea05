"""usage.py: what was typed wrongly is told in Chinese, with exit code 2."""

import pytest

from anbang_desktop import __main__, cli, usage


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--json", "不认识 --json"),
        ("--office", "--office 后面要写内容，请补上。"),
        ("people", "缺少 动作，请补上。"),
        ("people frobnicate", "动作 不能写“frobnicate”，可以写 list、search、show、sealed、history、"),
        ("people list --state", "--state 后面要写内容"),
        ("people list --json=3", "--json 后面不用写“3”"),
        ("people show a b", "不认识 b，请去掉或者改正。"),
        ("record no diary --from x", "kind 不能写“diary”，可以写 "),
        ("archive bind", "缺少 no、--out，请补上。"),
        ("import", "缺少 LIST|undo|return，请补上。"),
        ("--user 王 --passphrase-file x", "没有写命令"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words.split())
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert err.startswith("用法：")
    assert said in err
    assert not [
        word for word in ("usage", "error", "argument", "required", "invalid", "expected") if word in err
    ]


def test_before_the_command_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        __main__.main(["--office"])
    assert ended.value.code == 2
    assert "--office 后面要写内容" in capsys.readouterr().err


def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["people", "show", "--help"]):
        with pytest.raises(SystemExit) as ended:
            cli.main(words)
        assert not ended.value.code
        out = capsys.readouterr().out
        assert "选项" in out
        assert not [word for word in ("usage", "options", "positional", "show this") if word in out]


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("argument kind: invalid choice: 'x' (choose from 'a', 'b')", "kind 不能写“x”，可以写 a、b。"),
        (
            "argument kind: invalid choice: 'x' (choose from a, b)",
            "kind 不能写“x”，可以写 a、b。",
        ),  # from Python 3.12 on
        (
            "ambiguous option: --re could match --replace, --reason",
            "--re 可能是 --replace、--reason，请写完整。",
        ),
        ("argument --a: not allowed with argument --b", "--a 不能和 --b 一起写，请去掉一个。"),
        ("unrecognized arguments: {0} {9}", "不认识 {0} {9}，请去掉或者改正。"),
        ("a sentence nobody knows", "a sentence nobody knows"),
    ],
)
def test_the_sentences_of_argparse(message: str, said: str) -> None:
    assert usage.chinese(message) == said
