"""Rules that tell which kind of answer a question wants: a date, a person, a reason."""

from __future__ import annotations

from dataclasses import dataclass

from rag.language.rules import Rule, Table
from rag.types.questions import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule(Rule):
    """Words by which people ask for an answer of one `kind`."""

    kind: Kind


# The first row that matches decides where no weights are at hand; the weights of kind.json weigh
# each row that matches.
KINDS = Table(
    "kinds of answers",
    KindRule(
        "greeting",
        "zh",
        r"^(?:你好|您好|谢谢|多谢|早上好|再见|好的|嗨|哈喽)(?:啊|呀|吗|你|您|了|的|！|!|。|，"
        r"|\s)*$",
        "你好！",
        "你好，哪里在修铁路？",
        "a greeting alone asks nothing",
        kind="not_a_question",
    ),
    KindRule(
        "greeting, in English",
        "en",
        r"^(?:hi|hello|hey|thanks|thank you(?: very much)?|good (?:morning|afternoon|evening)|bye"
        r"|ok"
        r"|okay)(?: there)?\W*$",
        "Hello there!",
        "Hello, where is the new railway?",
        "a greeting alone asks nothing",
        kind="not_a_question",
        whole_words=False,
    ),
    KindRule(
        "what is said",
        "zh",
        r"(?:怎么|怎样|如何)(?:说|讲|谈|看|评价|提|表述|论述)|(?:说|讲|谈"
        r"|提)[了到过]?(?:些)?(?:什么|啥|哪些)",
        "省长怎么讲住房？",
        "省长怎么进城？",
        "asks for the words of a speech",
        kind="open",
    ),
    KindRule(
        "what is said, in English",
        "en",
        r"what (?:did|does|do|has|had|have|was) [^?]{1,80} (?:say|said|write|think|tell)",
        "What did the mayor say about rain?",
        "What did the mayor build?",
        "asks for the words of a speech",
        kind="open",
    ),
    KindRule(
        "why",
        "zh",
        r"为什么|为啥|为何|原因|凭什么|怎么会|由于什么|因为什么|什么缘故|什么理由|出于什么|何以"
        r"|靠什么"
        r"|理由是|干嘛|图的是什么",
        "为什么要修铁路？",
        "铁路修到哪里？",
        "asks for a reason",
        kind="reason",
    ),
    KindRule(
        "why, in English",
        "en",
        r"why|reasons?|what (?:caused|explains|led to|made|drove)|how come|what for|because of what"
        r"|on what grounds|(?:what|which) [\w' -]{0,40}(?:blamed?|cause|responsible) for"
        r"|purposes? of|what purpose",
        "Why did prices fall?",
        "How far did prices fall?",
        "asks for a reason",
        kind="reason",
    ),
    KindRule(
        "rank",
        "zh",
        r"第几|排名|位次|名次|名列|排在?(?:全国|全省|第|什么|哪)|居(?:全国|全省|世界"
        r"|全球)[^，。？]{0,4}(?:第|几|哪|什么)"
        r"|位居|排(?:到了?|在)?(?:全国|全省|全球|老)?几",
        "产量居全省第几？",
        "产量是多少？",
        "asks for a place in an order",
        kind="rank",
    ),
    KindRule(
        "rank, in English",
        "en",
        r"rank(?:s|ed|ing)?|what plac(?:e|ing)|which place did|(?:national|world|global)(?:ly)? "
        r"(?:position|placing)|how high (?:up|does|did|do)[^?]{0,40} (?:list|rank|table)"
        r"|where (?:did|does|do) "
        r"[^?]{2,40} (?:stand|place|come) (?:nationally|in the (?:country|world|province))",
        "Where does the port rank?",
        "How large is the port?",
        "asks for a place in an order",
        kind="rank",
    ),
    KindRule(
        "when",
        "zh",
        r"何时|什么时[候间]|啥时候|哪[一几]?[年天日月]|几[月号]|几时|多久以[前后]|何年|何月"
        r"|哪个[年月]|什么日子|哪一?届|截至何"
        r"|(?<!多)长时间内|年份|日期|哪些?年[份头]?",
        "铁路什么时候通车？",
        "铁路有多长？",
        "asks for a date",
        kind="date",
    ),
    KindRule(
        "when, in English",
        "en",
        r"^(?:and |so )?(?:since |until |by |from )?when\b|(?<=[,;] )(?:and )?when"
        r"|when(?: exactly)?"
        r" (?:did|does|do|was|were|is|are|will|would|should|must|can|had|has)"
        r"|(?:what|which) (?:year|date|day|month|years|months|decade|century|deadline)"
        r"|how soon|since when|by what (?:date|year|time)|at what time|how long ago|starting date",
        "When will the bridge open?",
        "What opened when the bridge closed?",
        "asks for a date",
        kind="date",
    ),
    KindRule(
        "who",
        "zh",
        r"(?<!是)谁(?!更|的?(?:增速|增长|产值|人口|面积))|是谁|何人|哪[位名]|哪个人|哪些人(?!员)"
        r"|叫什么名字|谁的?名字"
        r"|(?:[省市区县]长|总理|主席|书记|总统|部长)(?:是|叫)|什么人|哪类人|哪一?任",
        "谁在修铁路？",
        "两个区谁更大？",
        "asks for a person",
        kind="person",
    ),
    KindRule(
        "who, in English",
        "en",
        r"who|whom|whose(?! [\w ]{0,30}(?:faster|higher|larger|greater|more))"
        r"|(?:which|what) (?:person|people|man|woman|leader|president|premier|minister|official"
        r"|governor|mayor|scientist|scientists|workers|senator|general)|name of the (?:mayor"
        r"|governor"
        r"|premier|president|minister|leader)",
        "Who leads the county?",
        "What leads to growth?",
        "asks for a person",
        kind="person",
    ),
    KindRule(
        "where",
        "zh",
        r"哪里|哪儿|在哪(?![些个种几年天一])|何处|什么地方|到哪(?![些个种几年天一])|哪个?(?:省|市"
        r"|区|县|镇|乡|村|国|州|城市|地方"
        r"|地区|国家|地级市|街道)(?!.{0,12}[最更])|哪[些几]个?(?:省|市|区|县|地方|城市|地区|国家"
        r"|街道)",
        "铁路修到哪里？",
        "铁路修了哪几条？",
        "asks for a place",
        kind="place",
    ),
    KindRule(
        "where, in English",
        "en",
        r"where(?! does [^?]{2,30} rank)|(?:which|what) (?:[a-z]+ ){0,2}?(?:province|city|cities"
        r"|county"
        r"|counties|district|districts|town|towns|village|country|countries|state|states|place"
        r"|places"
        r"|location|region|regions|area|island|port|provinces|villages)|to (?:which"
        r"|what) (?:country|city)",
        "Where was the port built?",
        "What was built for the port?",
        "asks for a place",
        kind="place",
    ),
    KindRule(
        "what is meant",
        "zh",
        r"^什么[是叫](?!.{0,10}(?:目标|原因))|是什么意思|(?:指|意味着|代表)(?:的是|着)?(?:什么|啥"
        r"|怎样|哪)|何谓|含义|定义|什么叫"
        r"|怎么(?:理解|定义|界定)|是什么[？?。]*$|算[是作]什么|被?(?:称为|称作|看作|视为|誉为"
        r"|叫做|定位为|定义为|概括为)(?:是)?(?:什么|啥)|缩写"
        r"|的全称|什么样的?(?:地方|城市|政府|国家|角色|定位)",
        "什么是河长制？",
        "河长制覆盖几条河？",
        "asks what a word means",
        kind="definition",
    ),
    KindRule(
        "what is meant, in English",
        "en",
        r"what (?:is|are) meant by|what (?:does|do|did) [^?]{1,60} (?:mean|stand for|refer to"
        r"|consist of)"
        r"|defin(?:e|es|ed|ition)|meaning of|(?:described?|characteri[sz]ed?|branded|termed"
        r"|called) as what"
        r"|what (?:exactly )?(?:is|are) (?:an? |the )?(?:[\w'-]+ ){0,4}[\w'\"-]+\?*$"
        r"|how (?:does|do|did) [^?]{1,50} (?:describe|define|characteri[sz]e)",
        "What is meant by river chiefs?",
        "Which river has chiefs?",
        "asks what a word means",
        kind="definition",
    ),
    KindRule(
        "compare",
        "zh",
        r"(?:哪|谁)[^，。？]{0,14}(?:更|最)[高大多快低少慢长强]|相比|有(?:什么|何)(?:不同|差别"
        r"|区别)|对比|差距|[比较]起来"
        r"|还是[^，。？]{0,12}[更多高大快]|(?:快|慢|高|低|多|少)还是(?:快|慢|高|低|多|少)|由多少"
        r"|从多少[^，。？]{0,10}到多少"
        r"|哪个[增涨降][^，。？]{0,6}[多快]|和[^，。？]{1,14}比|跟[^，。？]{1,14}比",
        "甲市和乙市谁更快？",
        "甲市修了几条路？",
        "asks how several compare",
        kind="comparison",
    ),
    KindRule(
        "compare, in English",
        "en",
        r"compared? (?:to|with)|compares?|(?:which|whose|who)\b[^?]{0,80}\b(?:faster|slower"
        r"|higher|lower"
        r"|bigger|larger|smaller|greater|more|fewer|longer|shorter|most|highest|largest|fastest"
        r"|quicker)"
        r"|difference between|differ|versus|vs\.?|than the (?:year before|previous)"
        r"|how much (?:more|less"
        r"|higher|lower|faster)|from what to what",
        "Which county grew faster?",
        "Which county grew wheat?",
        "asks how several compare",
        kind="comparison",
    ),
    KindRule(
        "summary",
        "zh",
        r"总结|概括|概述|归纳|总体(?:情况|上|形势)|怎么评价|如何评价|主要(?:内容|讲了|说了|精神)"
        r"|大意|讲了?些?什么$|介绍一下|概况"
        r"|总的(?:来说|要求|情况)|(?:情况|形势|局面|处境)(?:怎么?样|如何)",
        "概括一下这份报告。",
        "这份报告有多长？",
        "asks for the gist",
        kind="summary",
    ),
    KindRule(
        "summary, in English",
        "en",
        r"summar(?:y|ise|ize|ises|izes|ised|ized)|sum(?:s|med)? up|overview|overall|in short|gist"
        r"|main points?"
        r"|in (?:a nutshell|general|brief)|what kind of (?:year|picture)",
        "Summarise the report.",
        "Who wrote the report?",
        "asks for the gist",
        kind="summary",
    ),
    KindRule(
        "yes or no",
        "zh",
        r"吗[？?。\s]*$|是否|是不是|有没有|会不会|能不能|可不可以|有无|没有[？?]*$|了没[？?]*$"
        r"|对不对|要不要|算不算|能否|可否",
        "铁路通车了吗？",
        "铁路何时通车？",
        "asks for yes or no",
        kind="yes_no",
    ),
    KindRule(
        "yes or no, in English",
        "en",
        r"^(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should|may|must)"
        r"|is it true|whether",
        "Did the county build it?",
        "What did the county build?",
        "asks for yes or no",
        kind="yes_no",
    ),
    KindRule(
        "rate",
        "zh",
        r"增速|增幅|涨幅|降幅|占比|比重|比例|百分(?:之|点|比)|几成|率(?:是|为|有|达|要|将|想|控制"
        r"|保持|降|升|提高)?(?:到|在)?(?:了)?(?:多少|多高|几|什么|$)"
        r"|[增涨降升][长了幅]?[^，。？]{0,3}(?:多少|几个?百分|多快)|占[^，。？]{0,16}(?:多少|几)",
        "失业率是多少？",
        "失业的有几人？",
        "asks for a percentage",
        kind="rate",
    ),
    KindRule(
        "rate, in English",
        "en",
        r"per ?cent(?:age)?|(?:what|which) (?:share|proportion|portion|fraction|rate)"
        r"|how (?:fast|quickly)|what (?:[\w'-]+ ){1,6}growth|growth(?: rate)?(?: target)?$|(?:at"
        r"|by) what (?:rate|pace"
        r"|percentage)"
        r"|rates? of|what (?:[\w-]+ ){0,4}rate|ratio|by how much (?:did|does|will|is)"
        r"|how much (?:did|will|does) [^?]{2,60} (?:grow|rise|fall|increase|drop|go up|climb)",
        "What percentage was rented?",
        "Who rented it?",
        "asks for a percentage",
        kind="rate",
    ),
    KindRule(
        "figure",
        "zh",
        r"多少|(?<!哪)几[个项家所条座次倍分天名岁种万亿亩辆件户元吨公]|多[大高长远快重]|规模|数量"
        r"|总额|总量|金额|多久|数额",
        "修了几条铁路？",
        "修了哪几条铁路？",
        "asks for a number",
        kind="figure",
    ),
    KindRule(
        "figure, in English",
        "en",
        r"how (?:many|much|far|long|large|big|high|old|deep|wide|heavy|often)"
        r"|what (?:[\w'-]+ ){0,5}"
        r"(?:number|amount|size|total|output|volume|value|area|length|level|figure|population"
        r"|revenue"
        r"|cost|price|budget|sum|income|spending|capacity)|number of|amount of|to what (?:figure"
        r"|level)",
        "How many roads were built?",
        "How were roads built?",
        "asks for a number",
        kind="figure",
    ),
    KindRule(
        "how",
        "zh",
        r"怎么(?!样|看|说|讲)|怎样|如何|用什么(?:办法|方式|手段|措施)|通过什么|靠什么|哪些(?:措施"
        r"|办法|举措|手段|方式)|什么(?:措施|办法|举措|手段|方式)"
        r"|咋|怎么办|有何(?:举措|办法|措施)",
        "怎样治沙？",
        "哪里治沙？",
        "asks in what way",
        kind="manner",
    ),
    KindRule(
        "how, in English",
        "en",
        r"how (?:did|does|do|will|is|are|was|were|can|should|would|has|have|to|must|might|could)"
        r"|in what (?:way|ways|manner)|by what (?:means|method|methods|approach)|what (?:steps"
        r"|measures"
        r"|means|methods|approach)|through what",
        "How will the county fight dust?",
        "Where will the county fight dust?",
        "asks in what way",
        kind="manner",
    ),
    KindRule(
        "list",
        "zh",
        r"哪[些几]|哪[二两三四五六七八九十][\u4e00-\u9fff]?|列出|列举|都?有什么|包括什么"
        r"|分别是(?!多少|几)|哪\d|什么样的?(?:人|企业|项目)",
        "修了哪几条铁路？",
        "修了几条铁路？",
        "asks for several things",
        kind="list",
    ),
    KindRule(
        "list, in English",
        "en",
        r"^(?:list|name|enumerate)|(?:which|what)(?: \w+)? (?:two|three|four|five|six|seven|eight"
        r"|nine|ten|\d)"
        r"|(?:which|what) (?:[\w'-]+ ){0,3}?(?!is|was|has|does|this|his|its|plus|us|gas"
        r"|bus)[\w'-]{2,}s"
        r"(?! (?:is|was|has))|(?:kinds|types|sorts) of|what (?:are|were) the|what else",
        "Which industries were named?",
        "Which industry was named?",
        "asks for several things",
        kind="list",
    ),
)
