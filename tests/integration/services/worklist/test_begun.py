"""Forms that wait: what each is called and about whom, and what is forgotten."""

from datetime import timedelta

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.records.go_on import way_to
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.worklist import begun, people
from tests.support import desks


def test_each_form_is_named_with_its_person_and_what_is_none_is_left_out(desk: Desk) -> None:
    desks.import_sample(desk)
    one = people.first_page(desk, people.PeopleFilter(), limit=1)[0]
    named = {
        f"registration:{one.no}": ("登记表", one.name),
        f"contact:{one.no}": ("登记走访", one.name),
        f"correct:{one.no}:contact:7": ("更正走访谈话记录", one.name),
        f"step:{one.no}:{Verb.CONFIRM_RELEASE}": ("确认释放", one.name),
        f"sheet:{one.no}:王建国": ("评分单", one.name),
        "learn::花名册.xlsx": ("添加县局表", ""),
        "register": ("新登记", ""),
    }
    for form in (*named, "place", "contact:nobody", "correct:1"):
        drafts.keep(desk, form, {"a": "b"})
    drafts.keep(desk, "visits", {"rows": {}, "shared": {"on": ""}})
    found = {line.form: (line.what, line.name) for line in begun.listed(desk)}
    assert found == named


def test_what_is_empty_goes_after_a_week_and_what_is_filled_never(desk: Desk) -> None:
    long_ago = desk.clock.now() - timedelta(days=begun.EMPTY_DAYS, minutes=1)
    for form, value in (("register", ""), ("visits", "x"), ("office", [])):
        drafts.keep(desk, form, {"a": value}, long_ago)
    drafts.keep(desk, "several", {"a": ""}, desk.clock.now())
    begun.tidy(desk)
    assert [bool(drafts.find(desk, form)) for form in ("register", "visits", "office", "several")] == [
        False,
        True,
        False,
        True,
    ]


def test_every_kind_of_form_has_a_way_back(desk: Desk) -> None:
    for kind in KINDS:
        page, target = way_to(f"{kind.name}:AB-1")
        assert target["no"] == "AB-1", kind.name
        assert page in ("person", "assessments", "agreements"), kind.name
        assert target["resuming"] == (f"{kind.name}:AB-1",)
    assert way_to("own_lists::village")[:1] == ("own_lists",)
    assert way_to("own_lists::village")[1]["name"] == "village"
    for what in begun.OTHERS:
        page, target = way_to(f"{what}:AB-1:7")
        assert page == "reports" if what == "learn" else page
    assert way_to("wish:AB-1:7") == ("wishes", {"no": "AB-1", "said": 7, "resuming": ("wish:AB-1:7",)})
    assert way_to("answer:AB-1:7") == ("wishes", {"record": 7, "resuming": ("answer:AB-1:7",)})
    assert way_to("correct:AB-1:assessment:7")[1]["record"] == 7
    assert way_to("correct:AB-1:contact:7") == (
        "person",
        {"no": "AB-1", "correct": ("contact", 7), "resuming": ("correct:AB-1:contact:7",)},
    )
    assert way_to(f"step:AB-1:{Verb.CONFIRM_RELEASE}")[1]["do"] is Verb.CONFIRM_RELEASE
