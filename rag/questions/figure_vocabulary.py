"""The words that a question about figures is made of, beside its indicator, places and years.

A question that says anything else ("of private firms", "by building roads") asks for more than the
table of figures holds, and its sentences must be read.
"""

from __future__ import annotations

import re

from rag.language.function_words import FUNCTION_WORDS
from rag.language.wordlists import words

# A word of the question; what is left of it once these are gone is its own topic.
CHINESE = words(
    # the papers
    "政府工作报告 工作报告 报告中 报告里 报告 公报 根据 按照 依据 当中 其中 写明 记载 提到 表述"
    " 数据 资料 "
    # the asking
    "请问 请 告诉我 告诉 我想知道 想知道 想了解 了解 查询 查一下 列出 列举 给出 列表 排序 排列"
    " 排名 排第 排在 排 "
    "是多少 多少个 多少 几个 几名 几 什么 怎么样 怎样 怎么 如何 何 哪些 哪个 哪几个 哪一个"
    " 哪一年 哪年 哪里 哪 谁 "
    "是否 有没有 有无 能否 可否 是不是 吗 呢 吧 么 啊 没有 没 不 未 了 过 着 还是 还 又 再 多大"
    " 多高 多快 有多 "
    "分别 各自 各是 各为 各有 各 每个 每一 每 个 比较 对比 相比 一共 总共 共有 共 合计 所有 全部"
    " 全体 整体 一览 "
    # the measure
    "预期目标 主要目标 发展目标 增长目标 目标值 目标 预期 预计 指标 计划 任务 承诺 年初 "
    "增长率 增长速度 增速 增长 增幅 涨幅 升幅 降幅 幅度 速度 同比 上涨 下降 上升 增加 减少 提高"
    " 变化 走势 趋势 "
    "总量 总额 规模 数值 数量 数 值 水平 比率 比例 百分比 百分点 百分之 绝对值 绝对量 结果 成绩"
    " 实绩 实际 经济 最终 最后 "
    "完成情况 情况 完成 达成 达到 达标 实现 兑现 做到 落实 落空 够到 超额 如期 顺利 真正 真的 果"
    " 能够 能 差 "
    "定在 定为 定的 定下 定 设定 设为 设在 设 提出 提 确定 安排 制定 公布 明确 列为 列 给 力争"
    " 上调 下调 调高 调低 涨 点 个点 破 负增长 负 "
    " 拟 想 要 打算 准备 瞄准 冲刺 "
    # the units
    "万亿元 亿元 万元 元 万亿 万人 万吨 亿斤 亿公斤 公斤 斤 吨 万 亿 微克 立方米 每立方米 "
    # the order and the limit
    "最高 最低 最大 最小 最快 最慢 最多 最少 最强 最弱 第一 倒数 垫底 领先 领跑 居首 榜首 前 名"
    " 位 高低 从高到低 从低到高 "
    "更高 更低 更大 更小 更快 更慢 更多 更少 高 低 大 小 快 慢 多 少 更 较 比 "
    "高于 低于 超过 超出 大于 小于 多于 少于 快于 慢于 突破 不足 不到 不及 不低于 不高于 不超过"
    " 不少于 至少 至多 "
    "以上 以下 以内 左右 大约 约 上下 及 达 "
    # places and years
    "省份 省级 省 自治区 直辖市 市 区 县 地区 地方 城市 全省 全市 全区 全国 我国 国家 中国 中央"
    " 国务院 各地 各省 一个 两个 "
    "年度 全年 年代 年份 年 去年 今年 明年 前年 上年 上一年 最近 最新 目前 现在 当前 历年 逐年"
    " 近年 近 年来 以来 期间 时期 这些 这 "
    "从 到 至 自 起 的 是 在 和 与 跟 同 把 将 被 对 有 也 都 就 那 该 上 中 下 里 之 为 于 以"
    " 其 等 个 地 得 所 说 做 成 "
    "我们 你 我 它 他们 它们 一下 出 来 当年 当时 该年 本 人 两者 二者 两地 二地 三地 三省 四省"
    " 五省 两省 一市"
)
_CHINESE_WORD = re.compile("|".join(sorted(map(re.escape, CHINESE), key=len, reverse=True)))
ENGLISH = FUNCTION_WORDS | words(
    "a any all each every both either also so then now just only even "
    "i me my we our us you your they them he she let lets "
    "report reports reported reporting work government governments annual yearly document"
    " documents "
    "according stated state states stating say says said mention mentioned announced announce"
    " give gives gave given "
    "given list show tell name find please know want wants wanted "
    "target targets targeted targeting goal goals aim aims aimed aiming objective objectives"
    " plan plans planned "
    "promise promises promised pledge pledged project projected intend intended expect expected"
    " expectation "
    "expectations commitment commitments ceiling set sets setting put fixed fix planning"
    " ambition ambitions "
    "economy economic growth grow grew grows growing grown rate rates increase increased"
    " increases increasing rise rose risen fall fell "
    "fallen fast quickly expand expanded expansion change changed changes changing pace percent"
    " percentage per cent point points "
    "figure figures number numbers value values level levels total amount amounts size large big"
    " high low much "
    "result results actual actually outcome outcomes real really in fact end ended achieved"
    " achieve achieves reach reached reaches "
    "meet met meets meeting hit hits miss missed misses fulfil fulfilled fulfill deliver"
    " delivered keep kept short "
    "attain attained accomplish accomplished exceed exceeded exceeds exceeding surpass surpassed"
    " beat beaten fail failed "
    "live lived up happened happen made make come came stand stood recorded record produce"
    " produced create creates created add adds added raise raised raises lowered cut cuts reduce"
    " reduced lift lifted trim trimmed negative contract contracted shrank shrunk zero "
    "highest lowest largest smallest fastest slowest biggest greatest strongest weakest top"
    " bottom most least fewest fewer "
    "higher lower larger smaller faster slower bigger more less better best rank ranked ranking"
    " order first last leading lead leads "
    "above below over under least about around approximately roughly up down or exactly no not"
    " none without "
    "compare compared comparing comparison versus vs respectively side between among across same"
    " other different "
    "trend trends series time since through throughout until till years year's years' yearly"
    " period past recent previous next "
    "this current currently latest newest today now "
    "province provinces provincial region regions regional city cities municipal municipality"
    " municipalities "
    "autonomous country nation national nationwide china chinese whole central state council "
    "one two three four five six seven eight nine ten "
    "yuan people persons tonnes tons kilograms micrograms cubic metre meter million billion"
    " trillion "
    "year annum during within against set's long one's vs. history historical evolved develop"
    " developed still ever"
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_POSSESSIVE = re.compile(r"['’](?:s|t|re|d|ve|ll)?$")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def left_over(words_left: str) -> list[str]:
    """The words of a question, without its indicators, places and years, that are none of a
    question about figures."""
    english = [
        word
        for word in _WORD.findall(words_left)
        if _POSSESSIVE.sub("", word.lower()) not in ENGLISH and word.lower() not in ENGLISH
    ]
    return [*english, *_HAN.findall(_CHINESE_WORD.sub(" ", words_left))]
