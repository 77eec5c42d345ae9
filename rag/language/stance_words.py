"""The words by which a result, work under way and a promise are told apart, in both languages."""

from __future__ import annotations

import re

_DIGIT = "[一二三四五六七八九十两几0-9]"
_YEARS_PAST = rf"过去的?{_DIGIT}{{0,4}}年|(?<={_DIGIT})年来"

# --- headings of a report -----------------------------------------------------------------------

# Decides even where the heading also names goals: how far they were reached.
REVIEW_OF_GOALS = re.compile(r"完成情况|执行情况|落实情况|(?i:\bimplementation of\b)")
REVIEW_HEADING = re.compile(
    rf"回顾|总结|成就|成绩|所做的工作|{_YEARS_PAST}|去年|决算|伟大变革"
    r"|历史性变革"
    r"|(?i:\b(?:review|retrospect|accomplish\w*|achievements?|results|(?:past|last) (?:\w+ )?years?"
    r"|what (?:we|has been) (?:did|done))\b)"
)
PLAN_HEADING = re.compile(
    r"目标|任务|安排|部署|重点工作|主要工作$|总体要求|工作思路|政策取向|建议|今后|未来|规划|方针|指导思想"
    r"|举措|考虑|展望|打算|预算|下一步|明年|工作要点|民生实事|为.{2,20}而(?:努力|奋斗)"
    r"|^[（(]?[一二三四五六七八九十]*[）)、.]? ?(?:关于)?[12１２][\d０-９]{3} ?年的?(?:政府)?工作$"
    r"|(?i:\b(?:plans?|goals?|targets?|tasks?|priorit\w+|objectives?|agenda|outlook|requirements"
    r"|next (?:\w+ )?years?|(?:the )?years? ahead|work for|recommendations?|proposals?)\b)"
)
# A heading that boasts, and one in the imperative: only where no other heading says more.
BOAST = re.compile(
    r"取得.{0,8}(?:成效|成果|进展|突破)|(?:重大)?成果$|持续向好|再创|迈出|稳步提升|明显改善"
)
IMPERATIVE = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|第[一二三四五六七八九十]+[,，、])?\s*"
    r"(?:要|着力|聚力|聚焦|坚持|坚决|坚定|加快|加大|加力|加强|推进|推动|持续|深入|深化|扎实|全面|全力|大力|积极|努力"
    r"|切实|统筹|促进|提高|提升|扩大|巩固|进一步|更大力度|更好|高质量|高标准|高水平|严格|强化|优化|完善|健全|支持"
    r"|鼓励|引导|培育|发展|实施|开展|建设|打造|抓好|做好|做优|做强|办好|落实|增强|稳定|保障|改善|守住|防范|锲而不舍)"
    r"|^(?i:(?:we must |let us |let's )?(?:accelerate|advance|build|boost|continue|deepen|develop"
    r"|ensure|expand|foster|improve|implement|increase|intensify|keep|maintain|make|promote|push"
    r"|raise|reform|speed|step up|strengthen|support|uphold|work)\b)"
)

# --- sentences ----------------------------------------------------------------------------------

# Says outright that it has happened.
PAST = re.compile(
    rf"(?<![比较])(?:去年|前年)|昨年|{_YEARS_PAST}|已(?:经)?(?=[\u4e00-\u9fff])(?!有的?基础)"
    r"|(?<![为除末罢明不得受])了(?![解然却])|荣获|获评|获批(?!准?后)|入选"
    r"|(?i:\b(?:was|were|had|has been|have been|did|last year|in the past|over the past|previously"
    r"|already|ago)\b)"
)
# Not so plainly: in a plan the same words are orders (建成 a bridge, “achieve” growth of 5%).
DONE = re.compile(
    r"完成|实现|达到?|突破|建成|取得|拆除|获得|投用|投产|开工|开通|通车|落地|落成|揭牌|竣工|贯通|累计|先后|首次|顺利"
    r"|圆满|成功|位居|位列|居全国|排名|(?:增长|增加|下降|减少|提高|提升|降低|压减|上升|涨)了?[近约超至到为达]*[\d０-９]"
    r"|[由从][^，。；]{1,14}?(?:升|降|增|提高|提升|扩大|缩短|减少)[^，。；]{0,3}?(?:至|到|为)"
    r"|跃居|跃升|(?:比|较)(?:上|去|前)年|同比|试产|启用|下线|发布|投运|运行|新增|化解|摘帽|脱贫|改造|查处|得到|保持"
    r"|(?i:\b(?:rose|grew|fell|became|began|built|brought|came|cut|gave|got|held|kept|led|made|met|"
    r"put|rose|saw|set up|sold|took|won|went|\w{3,}(?<!ne)ed)\b)"
)
# Says outright that it is still to come.
FUTURE = re.compile(
    r"力争|争取(?=实现|在|到|用|达|完成|尽早|早日|让|年内|突破|更)|力求|打算|明年|今后|下一步|下一阶段|未来[\d一二三四五十几两]*年|务必|务求|到20[2-5]\d年"
    r"|必须|应当|应该|目标(?:是|为|[：:])|拟(?=[于建投安开用在])|计划(?=[用在新建投安完实把于到])"
    r"|将(?=于|会|继续|进一步|更|不断|全面|大力|加快|重点|着力|努力|新|建|实施|推|开|达到|完成|有|成为|迎来|把|全力"
    r"|持续|积极|切实|投|按|要|是|超过|增)"
    # After a subject it is the future too, unless it only puts the object first (我们将甲纳入乙).
    r"|(?:我们|[今明]年|[市省区县府委])(?:还|也|均|都)?将(?![^，。；]{1,16}(?:纳入|作为|列[入为]|转|从|与))"
    r"|(?<![重主需必首只纲摘概紧不想还扼冲])要(?![求素点闻件害塞么人务义领道旨地职案挟件])"
    r"|我们一定|一定(?:要|能)|我们要"
    r"|(?i:\b(?:will|shall|we'll|going to|aims? (?:to|at|for)|plans? (?:to|for)|targets?|goals?"
    r"|seeks? to|striv\w+|intends? to|should|must|expects?|hopes? to|let us|let's|need to|would"
    r"|set to|next year|in the coming|by 20[2-5]\d|to be \w+ed|propos\w+)\b)"
)
# Says so in a plan or where no heading tells; in a review these words mean early figures (预计全年
# 增长5%), what was cared for (确保群众安全) or hopes that somebody had.
LIKELY_FUTURE = re.compile(
    r"预计|预期(?!寿命)|确保(?!了)|希望|力促|(?i:\b(?:expected|projected)\b)"
)
# The round figures of plans; weak, because 1.5亿左右 may be counted, too.
ROUND = re.compile(
    r"(?:增长|增速|涨幅|下降|降低|提高|失业率|增加|控制在|稳定在|保持在|达到?|不低于|产量)[^，。；]{0,14}?"
    r"(?:左右|以上|以内)|不低于|控制在"
    r"|(?i:\b(?:about|around|at least|or more) [\d.]+ ?(?:%|percent|per cent))"
)
# Plainly now, whatever else the sentence has been through.
NOW = re.compile(
    r"正在|正(?=加快|加紧|全力|有序|抓紧)|(?:推进|建设|进行|实施|筹备|施工|编制|论证)(?:之)?中(?![心国小学期])|在建"
    r"|(?i:\b(?:(?:is|are|now) being|under way|underway|in progress|under construction)\b)"
)
UNDER_WAY = re.compile(
    r"(?:加快|加紧|抓紧|有序|稳步|扎实|持续|深入|全力|加速|积极|统筹|协同)(?:推进|建设|实施|筹建|开展)"
    r"|推进(?:顺利|有力)|全面推动|启动(?:建设|实施|运行)?"
    r"|(?i:\b(?:(?:is|are|am) (?:now |currently |still )?\w+ing|ongoing|continu(?:es|ing) to)\b)"
)

# --- questions ----------------------------------------------------------------------------------

ASKS_RESULT = re.compile(
    r"实际|究竟|事实上|真正(?:完成|实现|达到)|(?:是否|有没有|是不是)(?:已经?)?(?:完成|实现|达到|达成)|(?:完成|实现|达成|达到)"
    r"[^，。？]{0,8}[了吗没]|没有完成|未(?:能)?(?:完成|达到|实现)"
    r"|(?i:\b(?:actual|actually|in fact|really|in reality|turn(?:ed)? out|achieved?|accomplished"
    r"|end(?:ed)? up|fallen short|fell short|(?:meet|met|hit|miss|missed)(?: \w+){1,5} "
    r"(?:targets?|goals?))\b)"
)
ASKS_PLAN = re.compile(
    r"目标|计划(?!经济|单列)|打算|希望|想让|想把|想要|预期(?!寿命)|力争|预计|展望|准备|拟|争取|规划|安排|指标(?!有)"
    r"|定(?:的|了|下|在|为)|[给为](?![什])[^，。？]{1,16}?定|(?<!未)要求|将(?=要|会|达|有|建|新)|打造成"
    r"|(?<![重主需必首只纲摘概紧不想还扼])要(?=[^求素点闻件害塞么人务义]{0,16}?(?:多少|几|哪|什么|多大|到|守住|建|翻|治|改"
    r"|在|让|把|新|拿|稳|加|增|降|完成|实现|达))(?!回)(?![^，。？]*了[多几百])"
    r"|(?i:\b(?:targets?|targeted|goals?|aim(?:s|ed|ing)?|(?<!year )plan(?:s|ned|ning)?(?! period)"
    r"|want(?:s|ed)?|hop(?:e|es|ed|ing)|intend(?:s|ed)?|mean(?:s|t)? to|expect(?:s|ed|ing)?"
    r"|set (?:it|them)sel(?:f|ves)|commit(?:s|ted)?|promis(?:e|es|ed)|budget for|going to|pledg\w+"
    r"|seek(?:s|ing)?|sought|foresees?|envisag\w+|ambition|will|should|look(?:s|ing)? ahead"
    r"|set as|set for"
    r"|project(?:s|ed) (?:to|for)|(?:is|are|was|were) (?:the )?(?-i:[A-Z])\w+ to \w+)\b)"
)
# What was said may be a result or a promise: the past is that of the speech.
ASKS_WORDS = re.compile(
    r"(?i:\bdid\b.{1,60}\b(?:say|mention|promise|announce|tell|talk|speak|propose)\b)|说了|提到|讲到|谈到"
)
ASKS_PAST = re.compile(
    rf"了(?=[多几百\d哪什]|$|[，。？?])|[升降涨增减]了|到底(?!是)|去年|{_YEARS_PAST}|已经?|成效|成绩|成果"
    r"|取得|(?i:\b(?:did|was|were|has|have|had|rose|fell|grew|fallen|risen|grown)\b)"
)
