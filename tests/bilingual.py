"""An invented report in both languages, for tests.

A sentence of either text has no counterpart, one Chinese sentence stands for two English ones, and
one pair gives two figures for the same thing.
"""

from __future__ import annotations

from pathlib import Path

CHINESE = """2026年青川区政府工作报告

区长 陆远 2026年1月12日

各位代表：

一、2025年工作回顾

过去一年，全区地区生产总值达到812.6亿元，增长5.3%。
财政收入完成61.4亿元，增长4.1%。
我们新建了12所幼儿园，新增学位3600个。
河道治理持续推进，水质优良断面比例达到87.5%。
老城改造惠及居民4200户，群众居住条件明显改善。
我们还举办了第一届青川灯会。
基层调解组织化解邻里纠纷980件。

二、2026年工作安排

今年地区生产总值预期增长5%左右。
我们将建设公交专用道，改造老旧车站，开通夜间巴士，方便居民夜间出行。
全年计划培训护理人员1500名。
要加强粮食储备，守住耕地红线。
"""
ENGLISH = """Report on the Work of the Government of Qingchuan District, 2026

District Mayor Lu Yuan, January 12, 2026

Fellow deputies,

I. A Review of Our Work in 2025

Over the past year, the district's gross domestic product reached 81.26 \
billion yuan, an increase of 5.3 percent.
Fiscal revenue came to 6.14 billion yuan, up 4.1 percent.
We built 12 new kindergartens, which added 3,600 places.
River improvement continued, and 87.5 percent of monitored sections had good water quality.
The renovation of the old town benefited 4,200 households and clearly improved living conditions.
Community mediation groups settled 960 disputes between neighbors.

II. Plans for 2026

This year we expect regional GDP to grow by around 5 percent.
We will build dedicated bus lanes and renovate old stations. Night buses \
will make it easier to travel at night.
We plan to train 1,500 nursing workers over the year.
A new website will publish every decision of the council.
We must strengthen grain reserves and hold the line on farmland.
"""
GDP = "过去一年，全区地区生产总值达到812.6亿元，增长5.3%。"
OFFICIAL_GDP = (
    "Over the past year, the district's gross domestic product reached 81.26 billion yuan, "
    "an increase of 5.3 percent."
)


def write_reports(folder: Path, *, chinese: str = CHINESE, english: str = ENGLISH) -> Path:
    """Both files in a folder of their own."""
    folder.mkdir(exist_ok=True)
    (folder / "qingchuan-2026.txt").write_text(chinese, encoding="utf-8")
    (folder / "qingchuan-2026-en.txt").write_text(english, encoding="utf-8")
    return folder
