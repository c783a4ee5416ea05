"""Invented people, always the same for the same seed. No name, number or address belongs to anybody: area
code 1499xx is not in use.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from random import Random

TODAY = date(2026, 11, 30)
AREA = "1499"

SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷"
)
READ_UNLIKE = tuple("单仇解区查曾翟朴缪盖覃")  # surnames that are read unlike the common word
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "夏侯", "皇甫", "尉迟", "令狐")
GIVEN = tuple("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文辉力波宁鹏云飞雪琴春燕海龙")
RARE_NAMES = ("王𬖸龘", "张喆堃", "李䶮", "赵㛃", "陈𬱖", "买买提·艾合买提", "阿依古丽·吐尔逊", "次仁旺姆")
TOWNS = ("东河镇", "西坡乡", "北庄镇", "南关街道")
VILLAGES = tuple(f"{side}{kind}" for side in "东南西北" for kind in ("街", "庄", "村", "沟"))
OFFENCES = (
    "盗窃罪",
    "诈骗罪",
    "故意伤害罪",
    "危险驾驶罪",
    "交通肇事罪",
    "寻衅滋事罪",
    "抢劫罪",
    "开设赌场罪",
    "贩卖毒品罪",
    "帮助信息网络犯罪活动罪",
)
CUSTODY = ("太原第一监狱", "晋中监狱", "长治监狱")
CUSTODY_OF_WOMEN = "山西省女子监狱"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person with one case, by the identifiers of ``fields/client.py``."""

    name: str
    id_no: str
    sex: str
    birth_date: date
    hukou_addr: str
    live_addr: str
    village: str
    phone: str
    offences: tuple[str, ...]
    term: str
    term_start: date
    term_end: date
    custody_unit: str
    release_type: str
    release_date: date

    def values(self) -> dict[str, object]:
        """What a form or a JSON file would hold: days as days, lists as lists."""
        return {**asdict(self), "offences": list(self.offences)}


def id_number(birth: date, sex: str, serial: int = 0, area: str = "149901") -> str:
    """A number with the right check character; ``sex`` is '1' or '2', ``serial`` 0 to 499 tells people of
    one day apart.
    """
    order = (serial % 500) * 2 + (1 if sex == "1" else 0)
    first17 = f"{area}{birth:%Y%m%d}{order:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11
    return first17 + "10X98765432"[rest]


def people(count: int, seed: int = 1, today: date = TODAY) -> list[Invented]:
    """Distinct people (no two ID numbers alike); every 50th has a rare or a long name."""
    return list(stream(count, seed, today))


def person(seed: int = 1, **changes: object) -> Invented:
    """One person; ``changes`` replaces fields."""
    made = {field.name: getattr(people(1, seed)[0], field.name) for field in fields(Invented)} | changes
    return Invented(**made)


def stream(count: int, seed: int = 1, today: date = TODAY) -> Iterator[Invented]:
    """The same people one by one, for a hundred thousand of them."""
    chance = Random(seed)
    taken: set[str] = set()
    for number in range(count):
        yield _one(chance, number, taken, today)


def full_name(chance: Random, number: int) -> str:
    """A name: mostly two or three characters, some with a compound surname, every 50th a rare one."""
    if number % 50 == 49:
        return RARE_NAMES[number // 50 % len(RARE_NAMES)]
    roll = chance.random()
    surname = (
        chance.choice(COMPOUND)
        if roll < 0.02
        else chance.choice(READ_UNLIKE)
        if roll < 0.06
        else chance.choice(SURNAMES)
    )
    return surname + "".join(chance.choices(GIVEN, k=1 if chance.random() < 0.25 else 2))


def _one(chance: Random, number: int, taken: set[str], today: date) -> Invented:
    sex = "2" if chance.random() < 0.15 else "1"
    birth = date(1955, 1, 1) + timedelta(days=chance.randrange(50 * 365))
    years = chance.choices((1, 2, 3, 4, 5, 7, 10, 12), weights=(20, 22, 20, 10, 12, 8, 5, 3))[0]
    released = today + timedelta(days=chance.randrange(-5 * 365, 60))
    ended = released
    town, village = chance.choice(TOWNS), chance.choice(VILLAGES)
    return Invented(
        name=full_name(chance, number),
        id_no=_fresh_number(chance, birth, sex, taken),
        sex=sex,
        birth_date=birth,
        hukou_addr=f"某省某市某县{chance.choice(TOWNS)}",
        live_addr=f"{town}{village}{chance.randrange(1, 200)}号",
        village=f"{town}{village}",
        phone=f"1{chance.choice('3578')}{chance.randrange(10):d}0000{chance.randrange(10000):04d}",
        offences=(chance.choice(OFFENCES),),
        term=f"有期徒刑{years}年",
        term_start=_years_before(ended, years),
        term_end=ended,
        custody_unit=CUSTODY_OF_WOMEN if sex == "2" else chance.choice(CUSTODY),
        release_type=chance.choices(("01", "02", "12"), weights=(90, 5, 5))[0],
        release_date=released,
    )


def _fresh_number(chance: Random, birth: date, sex: str, taken: set[str]) -> str:
    while True:
        number = id_number(birth, sex, chance.randrange(500), f"{AREA}{chance.randrange(1, 30):02d}")
        if number not in taken:
            taken.add(number)
            return number


def _years_before(day: date, years: int) -> date:
    """The first day of a term that ends on ``day``."""
    first = day + timedelta(days=1)
    return first.replace(year=first.year - years, day=min(first.day, 28))
