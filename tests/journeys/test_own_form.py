"""The head changes the assessment form at the command line: given out, wrong, right, tried, taken, in use."""

from pathlib import Path

from tests.journeys.test_command_line import Office, office

__all__ = ["office"]


def test_a_form_is_given_out_edited_tried_and_taken(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "评估表.toml"
    verb = ("office", "rules", "instrument")
    assert office.json(*verb, "export", str(file)) == {"file": str(file), "id": "instrument-general-own-1"}
    code, _, err = office.run(*verb, "export", str(file))
    assert code != 0
    assert "--replace" in err
    good = file.read_bytes().decode("utf-8-sig")
    wrong = good.replace('["租住", 2]', '["租住", 9]').replace('label = "家庭"', 'label = "民族"')
    file.write_text(wrong, "utf-8")
    code, out, _ = office.run(*verb, "check", str(file))
    assert code == 0
    assert len(out.strip().splitlines()) == 2
    assert "不能按民族评估人" in out
    for refused in (("try", str(file)), ("take", str(file), "--approved-by", "张所长")):
        code, _, err = office.run(*verb, *refused)
        assert code != 0
        assert "共 2 处" in err
    file.write_text(good.replace('["租住", 2]', '["租住", 3]'), "utf-8")
    code, out, _ = office.run(*verb, "check", str(file))
    assert "租住 3" in out
    tried = office.json(*verb, "try", str(file))
    assert isinstance(tried, dict)
    assert (tried["scored"], tried["turned"]) == (0, [])
    code, out, _ = office.run(*verb, "try", str(file))
    assert out.startswith("试评 0 人")
    taken = office.json(*verb, "take", str(file), "--approved-by", "张所长", "--from", "2026-12-01")
    assert taken == {"taken": "instrument-general-own-1", "effective_from": "2026-12-01"}
    code, out, _ = office.run(*verb, "show")
    assert "instrument-general-v1" in out
    assert "2026-12-01 起用" in out


def test_a_short_form_is_in_use_at_once(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "简表.toml"
    verb = ("office", "rules", "instrument")
    office.json(*verb, "export", str(file), "--of", "instrument-short-v1")
    office.json(*verb, "take", str(file), "--approved-by", "张所长")
    shown = office.json(*verb, "show")
    assert isinstance(shown, dict)
    assert [one["id"] for one in shown["in_use"]] == ["instrument-short-own-1", "instrument-general-v1"]
