"""The words by which a result, work under way and a promise are told apart, in both languages."""

from __future__ import annotations

import re

_DIGIT = "[一二三四五六七八九十两几0-9]"
YEARS_PAST = rf"过去的?{_DIGIT}{{0,4}}年|(?<={_DIGIT})年来"

# --- headings of a report -----------------------------------------------------------------------

# Decides even where the heading also names goals: how far they were reached.
REVIEW_OF_GOALS = re.compile(r"完成情况|执行情况|落实情况|(?i:\bimplementation of\b)")
REVIEW_HEADING = re.compile(
    rf"回顾|总结|成就|成绩|所做的工作|{YEARS_PAST}|去年|决算|伟大变革"
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
    rf"(?<![比较])(?:去年|前年)|昨年|{YEARS_PAST}|已(?:经)?(?=[\u4e00-\u9fff])(?!有的?基础)"
    r"|(?<![为除末罢明不得受])了(?![解然却])|荣获|获评|获批(?!准?后)|入选"
    r"|(?i:\b(?:was|were|had|has been|have been|did|last year|in the past|over the past|previously"
    r"|already|ago)\b)"
)
# Not so plainly: in a plan the same words are orders (建成 a bridge, “achieve” growth of 5%).
DONE = re.compile(
    r"完成|实现|达到?|突破|建成|(?<!的)取得|拆除|获得|投用|投产|开工|开通|通车|落地|落成|揭牌|竣工|贯通|累计|先后|首次|顺利"
    r"|圆满|成功|位居|位列|居全国|排名|(?:增长|增加|下降|减少|提高|提升|降低|压减|上升|涨)了?[近约超至到为达]*[\d０-９]"
    r"|[由从][^，。；]{1,14}?(?:升|降|增|提高|提升|扩大|缩短|减少)[^，。；]{0,3}?(?:至|到|为)"
    r"|跃居|跃升|(?:比|较)(?:上|去|前)年|同比|试产|启用|下线|发布|投运|运行|运营|问世|开诊|新增|化解|摘帽|脱贫|改造|查处|得到|保持"
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
    r"|我们一定|一定(?:要|能)|我们要|(?:肯定|必定|必将|定将|就)能够?"
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

# What is said to the audience, or only names what follows, states nothing.
ADDRESS = re.compile(
    r"^(?:各位[\u4e00-\u9fff]{1,8}|同志们|朋友们|女士们)[^，。]{0,12}[！!：:，,]?$"
    r"|(?:表示|致以|道一声)[^，。；]{0,12}(?:感谢|谢意|敬意|问候|祝福|祝贺)|(?<!提)请予?审[议查]|提请大会"
    r"|^[一二三四五六七八九十]+、[^，。；]*(?:回顾|总结)$"
    r"|(?i:^(?:thank you|fellow \w+|ladies and gentlemen|my fellow)\b[^.]*[.!:,]?$)"
)
# What went wrong or is still wanting; no result unless it is said to be mended.
TROUBLE = re.compile(
    r"教训|着了?[^，。；]{0,3}火|起火|失火|(?<!零)事故|危害|短板|弱项|瓶颈|差距|难题|矛盾|问题|挑战|压力|(?<!防)风险|隐患|冲击"
    r"|困难(?!群众|群体|老|家庭|人员|职工|学生|儿童|户|残疾|毕业生)|不平衡|不充分|不足|不[够强高优实稳](?![，。]?的)|不到位|不适应|欠佳"
    r"|薄弱|滞后|短缺|低迷|下滑|疲软|严峻|偏[低弱慢少]|有待|亟[待需]|(?<!前所)尚未|还没有|难以"
    r"|(?i:\b(?:problems?|shortcomings?|weakness\w*|difficult\w*|challenges?|lessons?|accidents?"
    r"|fires?|failures?|failed|cris[ei]s|disasters?|lagg\w+|inadequate|insufficient|shortages?)\b)"
)
# What work was done in spite of.
FACED = re.compile(
    r"(?:^|[，,])(?:面对|在面临|尽管|虽然|应对)[^，,；;]*[，,]|(?i:\bin the face of [^,;]*,)"
)
# What it taught is no result, however much is said of mending.
LESSON = re.compile(r"教训|警示|警醒|重大意义|重大危害|(?i:\blessons?\b)")
MENDED = re.compile(
    r"化解|解决|整治|整改|消除|消减|清零|清欠|清理|破解|破除|克服|战胜|攻克|攻下|攻坚|补齐|补上|弥补|应对|排查|查处|治理|处置|处理|防控|防范|遏制"
    r"|降[至到低]|下降|减少|缩小|压降|[零未](?:发生|出现)|没有发生|摆脱|[顶扛]住|承压|顶压|经受住|守住|可控|扭转|突围|排除|纠治|打击|实现|奇迹"
    r"|(?i:\b(?:solv\w+|resolv\w+|tackl\w+|overc[ao]me|reduc\w+|fixed|ended|cut|fell|addressed"
    r"|mended|curb\w*|despite|prevented|built|opened)\b)"
)
# Takes 了 as a deed does, and yet only tells, shows or praises.
TOLD = re.compile(
    r"(?:提出|指出|强调|凸显|彰显|暴露|证明|表明|体现|反映|说明|印证|揭示|意味着|凝练|总结|积累|指明|吹响|标志着)了?"
    r"|(?:给予|赐予|赢得|得到|受到|获得)了?[^，。；]{0,16}?(?:评价|肯定|确定|认可|赞誉|好评)"
)
# What an office does, and how a thing changes: in a review it was done, though no word says so.
ACTS = re.compile(
    r"[新改扩修]建|建设|建立|组建|筹建|搭建|打造|推出|出台|制定|修订|印发|编制|举[办行]|承办|召开|开[展诊业园学]|[实推执]行|实施|推[广进动]"
    r"|引[进入]|招引|培育|创[建办立]|设[立置]|[发配]放|拨付|投入|投资|安排|下达|落[实户地]|兑现|帮[助扶]|救助|资助|支持|保障|服务|惠及"
    r"|修[复缮]|[整治]治|治理|拆|征收|腾退|疏解|清[退零欠]|关停|淘汰|退出|盘活|[收追]回|打[通造击掉]|化解|解决|破[解获]|攻[克下]|拿下"
    r"|签[约订署]|缔结|挂牌|上[市线]|入[驻围]|进入|跻身|评[定为]|认定|授予|命名|当选|夺得|[斩收]获|[摘赢]得|成为|创造|解放"
    r"|办[结理成好]|审结|立案|处[置分]|制止|侦破|严[惩打]|纠治|问责|应对|防[控范]|守[住牢]|激发|释放|繁荣|构建|探索|盘活"
    r"|加[强快大力速]|[深强优淡]化|完善|健全|扩大|巩固|[提增][升高强进长]|改善|促进|坚[持决定]|扎实|持续|深入|全面|统筹|积极|着力|聚力"
    r"|覆盖|延伸|接入|连续|[稳持]居|领跑|领先|率先|第[一1]|名列|翻番|[成提]倍|一半|超过|超额|提前|[好高优快]于|[升降增减]幅"
    r"|全国最|不断|更[加为趋具牢]|明显|显著|稳[步定中]|进一步|总体|迈[上出入向]|新(?:台阶|步伐|进展|成效|提升|水平|突破)|[提增扩][质效量]"
    r"|向[好新优]|有[力效序]|进步|红火|亮丽|顶住|承压|创新高|问世|运营|提振|发展|焕发|见效|出清|获|全力抓"
)
# “巩固扩大某某重大成果”: an order that names what has been achieved.
KEEPS_A_RESULT = re.compile(
    r"(?:巩固|扩大|拓展)[^，,。；;]{2,30}?(?:成果|成效|成绩)"
    r"|(?i:\b(?:consolidat\w+|build(?:ing)? on)\b[^.;]{3,60}\b(?:results?|gains|achievements?)\b)"
)
# “人才是根基”, “难中之难”: a clause that says what something is, not what became of it.
MAXIM = re.compile(
    r"(?:^|(?<=[，,：:]))[^，,。；;：:\d０-９]{0,24}?(?:(?<![一二三四五六七八九十])是|贵在|在于|关乎|离不开|绝非|并非)(?!因为|由于)"
    r"[^\d０-９，,。；;：:]*(?=[，,。；;：:]|$)"
)

# --- promises, in questions as in sentences -------------------------------------------------------

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
