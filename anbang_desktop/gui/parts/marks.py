"""Marks and words that several pages show alike: the state of an agreement, a paper only on the shelf."""

from anbang_desktop.gui.parts.compose import Item, column, glyph, text

AGREED = {
    "NONE": ("todo", "待拟"),
    "DRAFT": ("todo", "草稿"),
    "PRINTED": ("soon", "已打印待签"),
    "SIGNED": ("done", "已签"),
    "REFUSED": ("paused", "拒签"),
    "UNABLE": ("paused", "无法签"),
    "ENDED": ("todo", "已终止"),
    "REPLACED": ("todo", "已被替换"),
}


def on_paper(key: str) -> list[Item]:
    """Sign and words for a paper of the catalogue that lies unscanned on the shelf: neither whole nor a
    gap.
    """
    words = "已签，签字件在纸上" if key == "agreement" else "只有纸质件"
    return [column(None, glyph("file", "ink_3", "icon_small"), None), text(words, "small")]
