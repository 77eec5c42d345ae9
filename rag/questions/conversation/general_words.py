"""The words that a question may have without a topic of its own: what is asked, done or thought of
the topic before it, in both languages. A question that has any other word names a topic."""

from __future__ import annotations

import re

from rag.language.wordlists import any_of, words
from rag.questions.figure_vocabulary import CHINESE, ENGLISH

_ZH = words(
    # the asking, the reasons, the sources
    "为什么 为何 为啥 怎么回事 怎么会 原因 理由 缘故 因素 由于 因为 所以 来着 啥 哪儿 哪位 "
    "哪边 哪方 哪块 哪天 谁 什么人 到底 究竟 真的 确定 具体 详细 更多 补充 说明 解释 介绍 "
    "分析 回答 举例 例子 例如 比如 出处 依据 原话 原文 来源 来自 出自 引用 结论 意思 意义 "
    "背景 问题 份 篇 句 话 讲 说说 谈 谈到 提到 提及 提过 讲过 表示 表态 宣布 公布 发布 认为 "
    "觉得 看待 评价 承诺 许诺 答应 声称 准确 可靠 可信 属实 正常 合理 难道 "
    # the doing
    "措施 举措 做法 办法 方法 方式 手段 政策 采取 采用 实施 施行 执行 落实 推动 推进 推行 "
    "促进 加强 加快 加大 扩大 扩展 扩张 发展 开展 进行 组织 部署 准备 启动 开始 结束 停止 "
    "暂停 继续 保持 维持 坚持 改变 改善 改进 调整 优化 完善 重视 强调 关注 支持 扶持 鼓励 "
    "帮助 保障 保证 确保 解决 处理 应对 克服 面临 面对 遇到 出现 发生 产生 形成 造成 导致 "
    "引起 使得 带来 引进 引入 吸引 投入 花费 花 花了 钱 用 使用 利用 分配 拨付 筹集 筹措 覆盖 "
    "惠及 受益 涉及 包括 包含 属于 位于 分布 集中 依靠 依赖 靠 取决于 对应 相当 等于 计算 "
    "统计 出台 制定 修订 通过 批准 提交 审议 签署 参加 参与 出席 主持 担任 评估 衡量 认定 "
    "检查 验收 交付 运营 运行 建立 成立 设立 取消 撤销 合并 建成 建好 建起 修好 完工 竣工 "
    "开工 动工 通车 开通 投用 投入使用 负责 牵头 建 修 盖 拆 办 开 关 新建 新增 增 减 产 改造 "
    "拆除 生产 恢复 反弹 好转 恶化 稳定 波动 变动 回升 下滑 持续 连续 延续 加速 放缓 落后 "
    "追赶 缩小 拉开 存在 相差 相隔 相近 差距 差 差多少 差不多 距离 距 离 缺口 剩 剩下 余下 "
    "剩余 还差 够 够不够 升 降 涨 跌 升高 走高 走低 翻 翻番 创 新高 新低 纪录 记录 历史 首次 "
    "第一次 占 占比 比重 比例 部分 整体 总体 平均 人均 主要 重点 关键 突出 困难 挑战 不足 "
    "亮点 特点 难点 经验 教训 效果 成效 成果 进展 影响 作用 好处 坏处 风险 原计划 控制 约束性 "
    "打算 拟定 符合 满足 "
    # the comparing and the pointing
    "一样 相同 不同 类似 区别 差别 同样 别的 其他 其它 其中 除此之外 此外 另外 除了 除了这些 "
    "这样 那样 这么 那么 怎么样 怎么做 怎么办 做到 一起 共同 单独 几项 几点 几条 哪方面 方面 "
    "方向 地方 时候 时间 多久 一些 有些 有的 名次 位次 排位 排名 并列 之间 "
    # time
    "当初 起初 原来 本来 原先 后来 随后 之后 之前 以后 以前 此前 此后 年初 年底 年末 曾经 "
    "当时 今后 接下来 下一步 未来 将来 马上 已经 正在 仍然 依然 始终 一直 经常 目前 如今 几月 "
    "哪月 "
    # how sure, how much
    "全都 完全 大概 大约 几乎 特别 尤其 非常 更加 进一步 逐步 逐渐 可能 应该 可以 需要 必须 "
    "要求 能否 希望 知道 了解 明白 难 容易 好 坏 点 点儿 一点 些 件 条 项 位 名 层 种 类 第 "
    "号 吧 呀 啊 嘛 咯 啦 哈 喔 的话 "
)
_EN = words(
    # the asking
    "reason reasons why because cause causes caused due explain explained explanation detail "
    "details detailed exact exactly precise wording word words quote quotes quoted source "
    "sources evidence proof example examples question mean means meant meaning sure certain "
    "true right correct seriously really anything something everything nothing anyone someone "
    "else more other others another same similar different differ differs difference both "
    "each either neither who whose whom where when sorry so such kind sort type lot bit case "
    "point fact thing things stuff way ways part parts main major key problem problems issue "
    "issues challenge challenges difficulty difficulties obstacle obstacles effect effects "
    "impact progress step steps measure measures action actions policy policies role share "
    "shares proportion peak trend rest remainder time long far soon ago date month day place "
    "nationally nationwide overall originally initially earlier later next before after "
    "finally eventually already still yet again further furthermore instead besides possible "
    "needed required likely better worse good bad easy hard "
    # the doing
    "manage managed remain remains remained remaining turn turned work works worked succeed "
    "succeeded fail try tried get got give gave take took taken keep hold held bring brought "
    "put go goes gone going went come came become became seem look looks see seen find found "
    "think thought believe hope want wants need use used help helped allow let lead led "
    "result follow followed begin began begun start started stop stopped end ended finish "
    "finished complete completed continue continued improve improved worsen worsened recover "
    "recovered slow slowed happen happened happening occur occurred arise appear exist "
    "include included involve cover covered depend consist cost costs pay paid spend spent "
    "fund funded receive received provide provided offer support encourage promote strengthen "
    "extend develop build built open opened close closed launch launched introduce introduced "
    "implement implemented carry carried meet compare vary count counted calculate calculated "
    "estimate describe described mention mentioned state tell told speak spoke talk talked "
    "say says said announce announced declare propose proposed suggest recommend ask asked "
    "answer answered call called name named describe decide decided promise promised claim "
    "claimed claims pledge responsible done doing ready located sign approve pass passed "
    "create created form join joined leave left stay stayed move moved return returned show "
    "showed shown matter affect affected out on off away over back be been being is was are "
    "were "
)
_HAN_WORD = re.compile(any_of(CHINESE | _ZH))
_HAN = re.compile(r"[\u3400-\u9fff]+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_POSSESSIVE = re.compile(r"['’](?:s|t|re|d|ve|ll)?$")


def topical(rest: str) -> list[str]:
    """The words of a text that none of these lists has."""
    english = [
        word
        for word in _WORD.findall(rest)
        if _POSSESSIVE.sub("", word.lower()) not in ENGLISH | _EN and word.lower() not in ENGLISH
    ]
    return [*english, *_HAN.findall(_HAN_WORD.sub(" ", rest))]
