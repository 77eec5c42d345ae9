"""Words around a figure that say how it is bound, what became of it, and where the name of what it
measures begins and ends."""

from __future__ import annotations

from rag.language.rules import Rule, Table
from rag.language.wordlists import words

# Directly after a figure.
ABOUT_AFTER = Table(
    "about, after a figure",
    Rule("左右", "zh", r"^(?:的?左右|上下)", "左右，就业", "以上，就业", "more or less"),
)
AT_LEAST_AFTER = Table(
    "at least, after a figure",
    Rule("以上", "zh", r"^(?:及)?以上", "以上；", "以下；", "that much or more"),
    Rule(
        "or more",
        "en",
        r"^ ?(?:or (?:more|above|higher|over)|and (?:above|over))\b",
        " or more of them",
        " more of them",
        "that much or more",
        whole_words=False,
    ),
)
AT_MOST_AFTER = Table(
    "at most, after a figure",
    Rule("以内", "zh", r"^(?:之|以)内", "以内，", "以上，", "that much or less"),
    Rule(
        "or less",
        "en",
        r"^ ?or (?:less|below|lower|under|fewer)\b",
        " or less of it",
        " less of it",
        "that much or less",
        whole_words=False,
    ),
)
BELOW_AFTER = Table(
    "below, after a figure",
    Rule("以下", "zh", r"^(?:以|之)下", "以下，", "以上，", "less than that"),
)
# The last words before a figure.
AT_LEAST_BEFORE = Table(
    "at least, before a figure",
    Rule(
        "不低于",
        "zh",
        r"(?:不[低少小]于|不低過|至少|最低|不下于|未低于)(?:达到?)?$",
        "增速不低于",
        "增速低于",
        "that much or more",
    ),
    Rule(
        "at least",
        "en",
        r"\b(?:at least|no (?:less|fewer|lower) than|not (?:less|fewer|lower) than"
        r"|a minimum of)(?: the)? ?$",
        "create at least ",
        "least of all",
        "that much or more",
        whole_words=False,
    ),
)
AT_MOST_BEFORE = Table(
    "at most, before a figure",
    Rule(
        "不超过",
        "zh",
        r"(?:不[超高大]过?于?|不多于|不突破|最[高多]|未超过)$",
        "浓度不超过",
        "规模超过",
        "that much or less",
    ),
    Rule(
        "at most",
        "en",
        r"\b(?:at most|up to|no (?:more|higher|greater) than|not (?:more|higher) than"
        r"|(?:not|never) exceed(?:ing)?|a maximum of|within)(?: the)? ?$",
        "hold it within ",
        "with it ",
        "that much or less",
        whole_words=False,
    ),
)
ABOVE_BEFORE = Table(
    "above, before a figure",
    Rule(
        "超过",
        "zh",
        r"(?<!不)(?:超|超过|超出|突破|逾|高于|大于|多于|跨[过越上]|迈[过上]|站上|越过)了?$",
        "总额突破",
        "总额不超过",
        "more than that",
    ),
    Rule(
        "more than",
        "en",
        r"\b(?<!no )(?<!not )(?:more than|over|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?"
        r"|in excess of|greater than|higher than|upwards? of|topp(?:ed|ing)|upward of)"
        r"(?: the)? ?$",
        "grew by more than ",
        "grew by no more than ",
        "more than that",
        whole_words=False,
    ),
)
BELOW_BEFORE = Table(
    "below, before a figure",
    Rule(
        "低于",
        "zh",
        r"(?<!不)(?:低于|少于|小于|不到|不足|未达到?)$",
        "失业率低于",
        "失业率不低于",
        "less than that",
    ),
    Rule(
        "less than",
        "en",
        r"\b(?<!no )(?<!not )(?:less than|under|below|fewer than|lower than)(?: the)? ?$",
        "held to less than ",
        "held to no less than ",
        "less than that",
        whole_words=False,
    ),
)
ABOUT_BEFORE = Table(
    "about, before a figure",
    Rule("约", "zh", r"(?:大?约|近|接近|将近|大体|大致|左右在)$", "投资约", "投资", "more or less"),
    Rule(
        "about",
        "en",
        r"\b(?:about|around|approximately|roughly|nearly|almost|some|close to|an estimated"
        r"|in the neighborhood of|just (?:over|under)|estimated at)(?: the)? ?$",
        "grew by about ",
        "grew by ",
        "more or less",
        whole_words=False,
    ),
)
STRIVES = Table(
    "strives",
    Rule(
        "力争",
        "zh",
        r"力争|争取(?!更|外|国|中央|到)",
        "力争增长5%",
        "增长5%",
        "a wish beside a target",
    ),
    Rule(
        "strive", "en", r"striv(?:e|ing)", "We will strive for 5%.", "We will reach 5%.", "a wish"
    ),
)
PRELIMINARY = Table(
    "preliminary",
    Rule(
        "预计",
        "zh",
        r"预计|初步(?:统计|核算|测算|预计|估算)|预期(?!目标|性|发展|指标)(?:全年|可|将)",
        "预计增长5%",
        "预期目标增长5%",
        "a result that is not final",
    ),
    Rule(
        "estimated",
        "en",
        r"estimated|preliminary|is expected to have|provisional",
        "It grew by an estimated 5%.",
        "It grew by 5%.",
        "a result that is not final",
    ),
)

# Between the name of what is measured and its figure: how much, not of what.
TAIL_WORDS = words("""
实现 完成 达到 达成 达 分别 均 都 各 约 近 大约 接近 超 超过 超出 突破 逾 高于 低于 多于 少于 不到
不足
跨过 跨越 跨上 迈过 迈上 站上 越过 为 是 至 到 在 成 了 也 又 再 将 可 已 仅 只 就 按 以 的 有 由
从 自 于
力争 争取 努力 确保 保持 稳定 控制 维持 稳 保持稳定 继续 继续保持 一直 始终 持续 安排 预期 预计
计划 初步统计 拟 拟按 按照 计算 计划为
不低于 不少于 不小于 不超过 不高于 不大于 至少 最高 最低 不突破 增至 升至 降至 增到 升到 降到
同比 同口径 可比口径 按可比口径 按可比价格 按可比价 可比价 可比 按不变价格 实际 名义 比上年 较上年
比去年 较去年
上年同期 扣除价格因素 全年 当年 年内 平均 总体 大体 基本 全部 累计 合计 总计 共计 共 比上年同期 一举
年均 年平均 月均 日均 每年 年年 同步 提前 超额 历史性 首次 成功 强势 顺利 率先 逆势 快速 大幅
进一步 稳步 平稳
小幅 略 略有 略微 稍有 微降 微涨 微升 微增 微跌 微减 温和 缓慢 有所 明显 显著 较快
扭负为正 由负转正 由降转增
增长 增 增加 增长率 增速 增幅 涨幅 升幅 降幅 跌幅
上升 上涨
下降 下跌 下滑 降低 减少 降 减 回落 提高 提升 升 改善 扩大 缩小 收窄 增收 增产 减产 负增长 正增长
攀升 跃升
回升 压减 压降 缩减 翻 新增 净增 净增加 高 低 快 慢 净下降 目标 水平 规模 总数 总量 数量 合计数
平均值 均值
幅度 速度 完成额 继续稳定 一直保持 指数 左右 连续 每立方米 增量 下降到 下降至 上升到 上升至 提升到
提升至 提高到
提高至 增长到 增长至 增加到 增加至 扩大到 扩大至 回升到 回升至 攀升至 攀升到 减少到 减少至 降低到
降低至 发展到 拓展到
跃升至 跃升到 跃上 连跨 站稳 稳居 位居 居 位列 列 排名 排 名列 跃居 升至 上升为 进入 首位 第 全国
全省 世界 全球
""")
# Before the name of what is measured: when, and of the whole region.
LEAD_WORDS = words("""
全省 全市 全区 全县 全州 全盟 全疆 全域 全镇 全乡 我省 我市 我区 我县 我州 全自治区 本市 本省 本区
全社会
全年 当年 本年 年内 今年 去年 上年 明年 年末 年底 年度 历年 每年 年均 连续 多年来 新的一年 截至
截止 目前
预计 初步统计 据初步统计 据统计 初步核算 初步测算 初步 预期 力争 争取 努力 努力使 确保 实现
力争实现 推动 促进
使 其中 同时 经济社会发展 主要 主要目标 目标 要 将 还 也 并 且 而 从 让 保持 圆满完成 超额完成
完成 到 至 就 以
按 时 期间 时期 累计 总体 平均 整体 全面 综合 同步 成功 历史性 首次 的 以来 正常年景下 正常年景
与此同时 是 由 我们
一年来 五年来 过去一年 过去五年 这五年 前三季度 上半年 一季度 全国两会 通过 带领 预期目标 提出
包括 即 特别是 尤其是 但 计划 中央提出 新增 净增 新增加 新登记 新设立 新设 新开通 新建
新认定 新培育 新引进
设区城市 设区市 地级及以上城市 地级以上城市 地级城市 并且 使得 达到
""")
# These narrow nothing where what follows is a rise of the whole; a level after them is a part.
LED_TO = words("带动 拉动")
# What follows is a result of what stands before: that is no part of a name.
CAUSES = Table(
    "causes",
    Rule(
        "实现",
        "zh",
        r"^.*(?:实现|确保|力争|推动|促进|使得?|争取|努力|预计|保持|目标[是为：]|指标[是为])",
        "狠抓项目实现投资",
        "投资",
        "what stands before the verb is how it was done",
    ),
)
# Nouns that stand for what an earlier clause named: 产量, with 粮食 before them.
STANDS_FOR = words("""
总量 总额 总值 总产 产量 总产量 年产量 增速 增幅 涨幅 降幅 规模 占比 比重 数量 总数 增加值 其总量
均值 浓度 余额
同比 平均浓度 年均浓度 增量
""")
# An earlier word and such a noun together name an indicator.
STAND_TOGETHER = (
    ("粮食", "总产", "粮食产量"),
    ("粮食", "产量", "粮食产量"),
    ("粮食", "总产量", "粮食产量"),
    ("粮食", "年产量", "粮食产量"),
    ("规模以上工业", "增加值", "规模以上工业增加值"),
    ("规上工业", "增加值", "规模以上工业增加值"),
)
# Right before a figure: what became of the quantity, by so much and not to so much.
ROSE_BY = Table(
    "rose by",
    Rule(
        "增长",
        "zh",
        r"(?:(?<!负)增长率?|增加|增|增速|增幅|涨幅|升幅|上升|上涨|提高|提升|升|扩大|攀升|回升"
        r"|正增长|增收|增产|跃升|增量|高|快)"
        r"(?:了|约|近|超过?|达|为|在|逾|突破|不低于|不少于|不超过|不高于|低于|高于|以|至少|控制"
        r"|保持|稳定|分别|均|都|高达|实现|左右|的?目标)*$",
        "出口增长约",
        "出口增长到",
        "so much more",
    ),
)
FELL_BY = Table(
    "fell by",
    Rule(
        "下降",
        "zh",
        r"(?:下降|下跌|下滑|降低|减少|降|减|降幅|跌幅|回落|减产|负增长|增长负|压减|压降|缩减|收窄"
        r"|缩小|改善|低|慢)"
        r"(?:了|约|近|超过?|达|为|在|逾|分别|均|都|不低于|不少于|控制|高于|低于|至少|以)*$",
        "浓度下降",
        "浓度下降到",
        "so much less",
    ),
)
SHARE_OF = Table(
    "share of",
    Rule(
        "占比",
        "zh",
        r"占比|比重|占[^，。；]{1,24}$|(?:所)?占(?:的)?$|比例|份额|相当于|覆盖率|渗透率|贡献率",
        "民间投资占比",
        "民间投资额",
        "a part of a whole",
    ),
)
# The figure is the distance to something else.
FROM_OTHERS = Table(
    "distance to others",
    Rule(
        "高于全国",
        "zh",
        r"(?:高于|低于|快于|慢于|好于|优于|高出|领先|比|较|超过|超出|超)[^，。；、]{0,12}(?:全国"
        r"|全省|全市|平均|计划|预期|目标|东部|中部|西部|经济增速|城镇|农村)"
        r"[^，。；、\d]{0,14}$|(?:高于|低于|快于|慢于|高出)[^，。；、\d]{1,14}$",
        "高于全国平均水平",
        "增长",
        "a distance, not the quantity",
    ),
)
# Words that stand in place of a figure of an indicator.
INSTEAD = Table(
    "instead of a figure",
    Rule("持平", "zh", r"持平|零增长", "价格基本持平", "价格上涨", "no change"),
    Rule(
        "in step",
        "zh",
        r"(?:与|和|同|跟)[^，。；]{0,16}(?:同步|相[适匹]应|相匹配|一致)|快于|高于|低于|慢于|跑赢"
        r"|不低于|优于|好于",
        "与经济增长同步",
        "增长5%",
        "told by something else",
    ),
    Rule(
        "in words",
        "zh",
        r"正增长|负增长|连丰|增长|下降|稳定|平稳|较快|回升|合理(?:水平|区间)"
        r"|完成[^，。；]{0,20}任务|新高|温和|提质|丰收|翻番",
        "保持稳定",
        "会议召开",
        "told in words",
    ),
)

# After a name these begin another thing: 经济增长的动力, 经济增长方式.
NO_PREDICATE = Table(
    "goes on as another name",
    Rule(
        "的 and nouns",
        "zh",
        r"^(?:增长)?(?:的|方式|质量|内生|下行|动力|结构|潜力|潜能|存在|目标|预期目标|贡献|能力"
        r"|极|点|转变|理论)",
        "增长方式",
        "增长较快",
        "the name is a part of a longer one",
    ),
)
# Before a term that is counted: so many more of them.
ADDED = Table(
    "added",
    Rule(
        "新增",
        "zh",
        r"新增|净增|新建|新设|新开通|新培育|新认定|新引进|新引育|新设立|新登记|新评|新获批",
        "新认定",
        "累计认定",
        "an increase, not the whole number",
    ),
)
# 恢复到2019年的104%: compared with another year, and no growth.
RECOVERS = Table(
    "recovers to",
    Rule("恢复", "zh", r"恢复|相当于|达到?.{0,4}同期", "恢复到", "增长", "a part of another year"),
)
# Words that end like a place and begin with what was done: 推进工业强市.
DEEDS = Table(
    "deeds before a kind of place",
    Rule(
        "verbs",
        "zh",
        r"推进|推动|建设|完成|实施|深化|加强|坚定|出台|打造|支持|加快|聚焦|围绕|强化|持续|全面"
        r"|深入|开展|制定|新增|强[市县区]|[各全]",
        "推进工业强市",
        "滨海新区",
        "no name of a place",
    ),
)
