"""Writes the blanks that ship, resources/report/blanks/R…: one for each row set of domain.md §5.2, and the
number sheet R20 with all its lines, as a county draws them.

Run after a set, a column or a line was added: python build/own_blanks.py
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "report" / "blanks"
PREPARED = 12  # rows that are drawn; more people make more of them
HEAD = "填报单位（盖章）：                统计期：      年   月   日至      年   月   日"
FOOT = "填表人：            审核人：            联系电话：            填报日期：      年   月   日"
EDGE = Side("thin")
BOX = Border(EDGE, EDGE, EDGE, EDGE)
NO_TIME = (1980, 1, 1, 0, 0, 0)
NARROW, MIDDLE, WIDE, ID = 6.0, 11.0, 20.0, 20.0
NARROWS = {"序号", "性别", "年龄", "民族", "子女性别", "子女年龄"}
WIDES = """
户籍地 现居住地 帮教起止时间 帮教小组 走访内容 诉求内容 答复内容 更正内容
帮扶事项 帮扶结果 查找情况 接送人员 触发原因 帮教措施 困难和需求 帮扶情况
评估理由 备注 困难和问题 等级变化
"""
COMMON = "序号 姓名 性别 年龄 身份证号 户籍地 现居住地 村（居）"
# a set, its name, its headings; COMMON stands for the first eight
ROSTERS = """
R01 在册人员花名册
    COMMON 民族 文化程度 婚姻状况 本人电话 罪名 原判刑期 服刑场所 释放类别 释放日期 是否累犯 衔接日期
    衔接情况 帮教类别 帮教起止时间 是否签订协议 帮教责任人 帮教小组 就业状况 安置方式 安置日期 未安置原因
    帮教情况 低保（救助） 是否三无人员 是否人户分离 最近走访 是否重新犯罪 备注
R02 本期新增
    COMMON 新增来源 释放日期 衔接日期 衔接情况 登记日期 间隔天数 备注
R03 本期解除/终止/转出
    COMMON 减少原因 减少日期 批准日期 批准单位 去向 备注
R04 重点对象
    COMMON 触发原因 认定日期 帮教措施 公安是否落实管控 走访间隔（天） 最近走访 等级变化 帮教责任人 备注
R05 信息核查反馈
    COMMON 批次 来源单位 收到日期 应回日期 回复日期 核查用时 核查结果 更正内容 核查人
R06 必接必送
    COMMON 服刑场所 释放日期 衔接日期 衔接情况 接送人员 接送地点 备注
R07 走访谈话台账
    序号 姓名 性别 身份证号 现居住地 村（居） 走访谈话日期 走访方式 走访人 是否见到本人 走访内容 是否异常
    困难和问题
R08 评估台账
    序号 姓名 性别 身份证号 村（居） 评估类型 评估会日期 评估得分 建议等级 决定等级 评估理由 下次评估日期
R09 帮扶落实台账
    序号 姓名 性别 身份证号 村（居） 帮扶类型 帮扶事项 依据条款 责任部门 帮扶日期 办结日期 办理情况
    帮扶结果 帮扶金额（元）
R10 诉求台账
    序号 姓名 性别 身份证号 村（居） 提出日期 诉求类别 诉求内容 承办人 答复内容 答复日期 办理用时 办理结果
    是否满意
R11 未衔接/下落不明
    COMMON 释放日期 联系状态 失联日期 未衔接（失联）天数 最近查找日期 查找情况 是否请公安协查
R12 人户分离/双列管
    COMMON 列管方式 主责司法所 协助司法所 互通间隔（天） 走访间隔（天） 最近走访 备注
R13 重新犯罪
    COMMON 罪名 释放日期 重新犯罪罪名 重新犯罪日期 释放后月数 当时帮教类别 新判刑罚
R14 未成年子女
    序号 帮教对象姓名 帮教对象身份证号 帮教对象所属村（居） 子女姓名 子女性别 子女年龄 监护人 就读学校
    困难和需求 帮扶情况
R15 期满预告
    COMMON 帮教类别 帮教期满日期 距期满天数 是否完成期满评估 帮教责任人 备注
"""
# the number sheets: number of the line (appendix B.2) and label; 2.1 is a part of 2
OFFICE = """
1 专职工作人员 | 2 兼职工作人员 | 3 成立帮教小组 | 4 志愿者人数 | 5 经费预算（元） | 6 经费支出（元）
"""
NUMBERS = """
1 期初在册人数 | 2 本期新增 | 2.1 监狱释放 | 2.2 看守所释放 | 2.3 解除社区矫正 | 2.4 转入 | 2.5 补录
3 本期减少 | 3.1 期满解除 | 3.2 转出 | 3.3 死亡 | 3.4 重新犯罪收监 | 3.5 其他减少 | 4 期末在册人数
4.1 重点帮教对象 | 4.2 一般帮教对象 | 4.3 女性 | 4.4 未成年人 | 4.5 60周岁以上 | 4.6 残疾 | 4.7 三无人员
4.8 人户分离 | 4.9 下落不明 | 4.10 涉毒 | 4.11 累犯 | 4.12 双列管 | 4.13 协助列管 | 4.14 失联率
5 应核查人数 | 6 按期核查人数 | 7 核查率 | 7.1 收到核查名单人数 | 7.2 已回执人数 | 7.3 回执率
8 应衔接人数 | 9 已衔接人数 | 9.1 基层政府接回 | 9.2 监所送回原籍 | 9.3 司法所接回
9.4 公安机关落实管控措施 | 9.5 基层组织接回 | 9.6 人员自返 | 9.7 家属接回 | 9.8 其他方式衔接
9.9 衔接方式未登记 | 10 衔接率 | 11 应必接必送人数 | 12 已必接必送人数 | 13 必接必送率 | 14 未衔接人数
15 签订协议（份） | 15.1 协议签订率 | 15.2 协议签订率（不计拒签） | 16 拒签协议 | 17 成立帮教小组
18 建档人数 | 18.1 建档率 | 19 应帮教人数 | 19.1 已帮教人数 | 20 帮教率
20.1 受表彰、入党入团、任职（人次） | 21 走访（人次） | 21.1 入户走访 | 21.2 单位走访
21.3 委托村（居）走访 | 21.4 委托外地走访 | 21.5 走访人数 | 21.6 应走访人数 | 21.7 按期走访人数
21.8 走访完成率 | 22 谈话（人次） | 22.1 到所谈话 | 22.2 电话联系 | 22.3 视频联系 | 23 未遇（人次）
24 评估（人次） | 25 转为重点 | 26 转为一般 | 27 应安置人数 | 28 已安置人数 | 28.1 落实责任田
28.2 公益性岗位 | 28.3 企业认证基地安置 | 28.4 政府投入基地安置 | 28.5 从事个体经营
28.6 企业和经济实体吸纳就业 | 28.7 自主创业 | 28.8 灵活就业 | 28.9 外出务工 | 28.10 就学安置
28.11 退休供养 | 28.12 社会救助供养 | 28.13 家庭供养 | 28.14 其他方式安置 | 28.15 安置方式未登记
29 安置率 | 29.1 安置率（占在册） | 30 未安置人数 | 30.1 正在求职 | 30.2 无劳动能力未安置
30.3 因病未安置 | 30.4 等待手续 | 30.5 不愿就业 | 30.6 在羁押未安置 | 30.7 失联未安置
30.8 其他原因未安置 | 30.9 未登记未安置原因 | 31 社会救助（人次） | 31.1 最低生活保障
31.2 特困人员救助供养 | 31.3 临时救助 | 31.4 医疗救助 | 31.5 教育救助 | 31.6 住房救助 | 31.7 就业救助
31.8 司法救助 | 31.9 慈善、基金救助 | 31.10 其他救助 | 31.11 社会救助人数
32 就业服务（人次） | 32.1 就业服务人数
33 社会保险（人次） | 33.1 社会保险人数 | 34 医疗保障（人次） | 34.1 医疗保障人数
35 公共法律服务（人次） | 35.1 公共法律服务人数 | 36 就学帮扶（人次） | 36.1 就学帮扶人数
37 未成年子女帮扶（人次） | 37.1 未成年子女帮扶人数 | 38 基地入住人次 | 39 基地期末在住人数
40 离开基地人次 | 41 受理诉求（件） | 42 办结诉求（件） | 43 应办结诉求（件） | 43.1 按期办结诉求（件）
43.2 诉求按期办结率 | 44 重新犯罪人数 | 44.1 释放后不满6个月 | 44.2 释放后6个月以上不满1年
44.3 释放后1年以上不满2年 | 44.4 释放后2年以上不满3年 | 44.5 释放后3年以上 | 45 重新犯罪率
45.1 五年前同期释放人数 | 45.2 释放后五年内重新犯罪 | 45.3 五年内重新犯罪率 | 46 超期未解除
47 犯罪记录封存件数
"""


def main() -> None:
    """Write the committed files."""
    write(FOLDER)


def write(folder: Path) -> None:
    """Every blank, with the same bytes each time."""
    for name, data in blanks():
        (folder / name).write_bytes(data)


def blanks() -> Iterator[tuple[str, bytes]]:
    """File name and bytes of each."""
    for told in re.split(r"\n(?=R)", ROSTERS.strip()):
        (identifier, name), *headings = (line.split() for line in told.splitlines())
        listed = " ".join(word for line in headings for word in line).replace("COMMON", COMMON).split()
        yield _file(identifier, name), _bytes(_roster(name, listed))
    for identifier, name, lines in (("R16", "机构人员经费", OFFICE), ("R20", "安置帮教情况统计表", NUMBERS)):
        yield (
            _file(identifier, name),
            _bytes(_numbers(name, [_line(one) for one in re.split(r"[|\n]", lines.strip())])),
        )


def _line(text: str) -> tuple[str, str]:
    no, label = text.split()
    return no, label


def _file(identifier: str, name: str) -> str:
    return f"{identifier}_{name.replace('/', '、')}.xlsx"


def _sheet(name: str, width: int) -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet: the title and the line for office and period over so many columns."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = name.replace("/", "、")
    for row, text, size in ((1, name, 18), (2, HEAD, 11)):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        cell = sheet.cell(row, 1, text)
        cell.font = Font(name="宋体", size=size, bold=row == 1)
        cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center")
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 30, 20
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = "1:3"
    return book, sheet


def _roster(name: str, headings: Sequence[str]) -> Workbook:
    book, sheet = _sheet(name, len(headings))
    sheet.page_setup.orientation = "landscape"
    for row in range(3, 4 + PREPARED):
        sheet.row_dimensions[row].height = 32 if row == 3 else 24
        for column, heading in enumerate(headings, 1):
            cell = sheet.cell(row, column, heading if row == 3 else None)
            cell.border = BOX
            cell.font = Font(name="仿宋", size=11, bold=row == 3)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for column, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _width(heading)
    _foot(sheet, 4 + PREPARED, len(headings))
    return book


def _width(heading: str) -> float:
    if heading in NARROWS:
        return NARROW
    return WIDE if heading in WIDES.split() else ID if heading == "身份证号" else MIDDLE


def _foot(sheet: Worksheet, row: int, width: int) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    cell = sheet.cell(row, 1, FOOT)
    cell.font = Font(name="宋体", size=11)
    cell.alignment = Alignment(horizontal="left", vertical="center")
    sheet.row_dimensions[row].height = 22


def _numbers(name: str, lines: Sequence[tuple[str, str]]) -> Workbook:
    book, sheet = _sheet(name, 4)
    sheet.page_setup.orientation = "portrait"
    for row, texts in enumerate(
        [("序号", "统计项目", "数量", "备注"), *((no, label, None, None) for no, label in lines)], 3
    ):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column, text)
            cell.border = BOX
            cell.font = Font(name="仿宋", size=11, bold=row == 3)
            among = column == 2 and row > 3 and "." in str(texts[0])
            side = "left" if column == 2 and row > 3 else "center"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=int(among))
    for letter, wide in zip("ABCD", (8, 40, 14, 24), strict=True):
        sheet.column_dimensions[letter].width = wide
    _foot(sheet, 4 + len(lines), 4)
    return book


def _bytes(book: Workbook) -> bytes:
    """The workbook without times, so that the same blank has the same bytes."""
    plain, made = BytesIO(), BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = data[: data.index(b"<dcterms:created")] + data[data.index(b"</cp:coreProperties") :]
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return made.getvalue()


if __name__ == "__main__":
    main()
