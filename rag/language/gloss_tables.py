"""Small tables for glosses word by word: words without a meaning of their own, single characters,
irregular English forms."""

from __future__ import annotations

from rag.language.function_words import FUNCTION_WORDS
from rag.language.wordlists import words

# Words that only hold a sentence together.
SILENT_CHINESE = words("""
的 了 着 过 地 得 之 所 将 把 被 使 令 于 以 而 并 则 其 等 为 也 就 又 再 都 该 此 即 及其
以及其
""")
SILENT_ENGLISH = words("""
the a an of to and or in on at by for with from as is are was were be been being am do does did
has have had it its this that these those s t which so but into upon than then there very just
let's well even too such
""")
# A phrase of the dictionary with one of these is met by chance: all the people.
HOLLOW = SILENT_ENGLISH | FUNCTION_WORDS | words("all every each some any more one two our my")
# A single character that stands by itself: others side by side are a name.
ALONE = words("""
和 与 及 或 在 对 从 向 到 由 比 是 有 不 无 未 没 非 新 大 小 高 低 多 少 全 各 每 省 市 县 区
乡 镇 村 年 月 日 约 超 近 达 增 降 减 升 居 前 后 上 下 中 内 外 更 最 强 好 让 要 能 会 可 应
须 万 亿 千 百 十 一 二 三 四 五 六 七 八 九 两 个 项 家 名 位 条 座 次 我 你 他 们 这 那 人 民
国 党 军 水 电 气 油 路 桥 港 海 江 河 山 林 田 土 地 房 车 船 粮 棉 钢 煤 税 费 钱 建 设 办 做
抓 促 保 稳 推 扩 优 补 防 治 查 改 用 给 同 且 但 若 如 因 至 起 止 间 时 期 率 量 额 度 化 性
型 类 级 线 面 点
""")
# Single characters and small words as reports use them; those that only count have no gloss.
SMALL_WORDS = {
    word: gloss.replace("_", " ")
    for word, _, gloss in (
        line.partition("=")
        for line in words("""
和=and 与=and 及=and 以及=and 或=or 在=in 对=toward 从=from 向=to 到=to 是=is 有=have 不=not
无=without 未=not_yet 没=not 没有=not 非=non- 我们=we 元=yuan 约=about 超=over 近=nearly
达=reach 增=increase 降=decrease 减=reduce 一=one 两=two 居=ranking 年=year 全=whole 各=each
更=more 最=most 多=more 余=more 中=in 上=on 由=by 比=than 率=rate 量=amount 额=amount 个= 项=
家= 名= 位= 座= 条= 件= 所= 亿=100_million 底=end 万=10_thousand 促=promote 保=safeguard
稳=stabilize 抓=grasp 用=use 让=let 后=after 前=before 内=within 外=outside 时=when 人=people
国=country 级=level 型=type 化= 性= 类=kind
""")
    )
}
# Irregular English forms and the words that they are forms of.
IRREGULAR = dict(
    pair.split("=")
    for pair in words("""
came=come went=go gone=go gave=give given=give taken=take brought=bring bought=buy built=build
caught=catch chose=choose chosen=choose cost=cost dealt=deal drove=drive fell=fall fallen=fall
felt=feel fought=fight found=find forgot=forget got=get grew=grow grown=grow held=hold
knew=know known=know led=lead left=leave lost=lose meant=mean met=meet rose=rise risen=rise
sent=send shown=show spent=spend spoke=speak spoken=speak stood=stand taught=teach told=tell
thought=think understood=understand wrote=write written=write became=become children=child
men=man women=woman lives=life wives=wife broke=break broken=break sought=seek sold=sell
struck=strike withdrew=withdraw laid=lay paid=pay
""")
)
