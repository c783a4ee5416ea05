"""The agreement and the notice in plain words, to be read aloud: in 当面模式, and large on paper."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anbang_desktop import paths
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.services.cases import duties, notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreement_facts
from anbang_desktop.services.documents.agreement_facts import Offer
from anbang_desktop.services.office import details
from anbang_desktop.services.records.case_file import CaseFile

_OFFERS, _LINE = "{offers}", "　　　　　　"  # what is not known is said by whoever reads


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its sentences; ``paper``: not in 当面模式, where there is no room for all."""

    title: str
    lines: tuple[str, ...]
    paper: bool = False


def parts(desk: Desk, about: CaseFile) -> tuple[Part, ...]:
    """Every part with what is known of this person in it."""
    office, newest = details.read(desk), about.agreements[-1] if about.agreements else None
    codes = newest.offers if newest else agreement_facts.proposed(desk, about)
    case = about.case
    start, end = (newest.from_on, newest.to_on) if newest else (case.period_start, case.period_end)
    every = newest.visit_interval if newest else None
    known = {
        "office": office.name,
        "phone": office.phone or "到所里来找我们",
        "worker": case.responsible_worker or desk.user,
        "start": chinese(start) if start else _LINE,
        "end": chinese(end) if end else _LINE,
        "visits": f"约每{every}天" if every else duties.visits(desk, about),
        "days": str(desk.pack.number("wish.reply.workdays")),
        "bureau": notice.bureau(desk) or "县司法局",
        "bureau_phone": office.county_phone or _LINE,
    }
    lines = tuple(_agreed(agreement_facts.offers(desk, about, codes)))
    read = tomllib.loads(paths.resources("agreements", "aloud-2.toml").read_text("utf-8"))
    return tuple(
        Part(part["title"], tuple(_filled(part["lines"], known, lines)), bool(part.get("paper")))
        for part in read["part"]
    )


def _filled(lines: Sequence[str], known: dict[str, str], offers: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if line == _OFFERS:
            yield from offers
        else:
            yield line.format(**known)


def _agreed(offers: Sequence[Offer]) -> Iterator[str]:
    """说好的: what, how, with whom, until when."""
    for one in offers:
        how = "，".join(
            filter(
                None,
                (
                    one.measure,
                    f"找{one.department}" if one.department else "",
                    f"电话{one.phone}" if one.phone else "",
                    f"办到{chinese(one.until)}" if one.until else "",
                ),
            )
        )
        yield f"说好的：{one.need}。{how}。"
