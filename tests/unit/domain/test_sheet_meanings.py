"""The files behind a blank's words, read once for each kind of rows."""

from anbang_desktop.services.reports.words import meanings


def test_the_words_of_a_kind_of_rows_are_read_once() -> None:
    one = meanings()
    assert one.of("person") is one.of("person")
    assert one.of("child").row_kind == "child"
    assert len(one.every.meanings) >= len(one.of("person").columns.meanings)
    assert one.codes["handover_mode"]["亲属接回"] == "家属接回"
