"""Word lists and rules for Chinese words that only look like place names."""

from __future__ import annotations

from rag.language.rules import Rule, Table
from rag.language.wordlists import words


def _table(lines: str) -> dict[str, str]:
    """`name=characters` separated by white space -> {name: characters}."""
    return dict(pair.split("=") for pair in lines.split())


# Far more often words or other things than cities, so these need 市 behind them.
ONLY_IN_FULL = words(
    "朝阳 白银 中山 大同 安康 日照 北海 来宾 长治 山南 海东 东方 平凉 德州 中卫 宁德 天门 桃园 "
    "台中 新北 六安"
)

# Before a name, these characters make another word with its first character: 黄河南岸, 隆重庆祝.
NEVER_AFTER = _table("""
河南=黄淮运银云沙渭洛汾漯海辽 河北=黄淮运云沙渭洛汾 湖南=太庭阳 湖北=太庭阳 山东=泰华中衡
山西=泰华中 江西=长沿 海南=东南渤黄 重庆=隆 成都=建形组构养促达变造 大连=扩重强最 承德=传继
丽水=美秀壮 大庆=重盛 海口=出入通 河源=黄江 内江=国域 南通=西东 常德=日 新乡=创革 南非=云湖河
日本=昨今明每当 衡水=均 白山=长 定西=制 台南=出 保定=确医 晋中=新 塔城=北
""")

# After a name, these characters make another word with its last character, or another thing.
NEVER_BEFORE = _table("""
河南=岸侧 河北=岸侧 湖南=岸 湖北=岸 海南=岸 江西=岸 山东=麓坡 山西=麓坡 上海=合 成都=市圈
大连=接续通片 大庆=典祝 新乡=村镇土贤风 南通=道行 常德=育 内江=河苏西 广安=全 大理=石念论
印度=尼支洋 保定=点期 晋中=国 定西=部 衡水=平 吉林市=场 日本=质 安顺=利 南非=常遗物凡法
""")

# These end like a district, county or city and are none: kinds of areas, “our”, “which”, verbs.
_BARE_KINDS = (
    "城园社地山灾景小辖郊市校片新矿林牧农库老街边战选学专分赛湾垦厂港雨海流水盟功疫禁集商教居营湿"
    "湖渔丘盆草沙震住宿特灌产苏藏部县镇乡省"
)
_KINDS_OF_AREA = (
    "保护|开发|示范|试验|自贸|先行|先导|合作|保税|综保|自治|大湾|贸易|经济|高新|经开|管理|产业|工业|服务"
    "|核心|承载|聚集|集聚|引领|试点|实验|改革|功能|行政|文保|风景|旅游|度假|中心|主城|老城|新城|旧城|南方"
    "|北方|东部|西部|中部|高发|缓冲|首善|棚户|商务|港务|法务|特|主产|省|涵养|沉陷|蓄滞洪|建成|启动|消落"
    "|农高|沿海|边境|少数民族|革命老|[园社地景小辖郊市校片矿林牧农库街厂灌]|[深大石高老个的困寒](?=山区)"
)
NO_PLACE = Table(
    "no place",
    Rule(
        "bare kinds of areas",
        "zh",
        rf"^[{_BARE_KINDS}]区$",
        "园区",
        "金园区",
        "a kind of area without a name",
    ),
    Rule(
        "kinds of areas",
        "zh",
        rf"(?:{_KINDS_OF_AREA})山?区$|(?<![东西])城区$",
        "开发区",
        "西城区",
        "a kind of area without a name",
    ),
    Rule(
        "words inside",
        "zh",
        r"[个以的等和及各所有全我本此这那哪该某每两几数实施推进建设提请加强为对向完成深化发展其下里了]",
        "建设示范区",
        "云河区",
        "pronouns and verbs are no part of a name",
    ),
    Rule(
        "counted", "zh", r"^[一二三四五六七八九十百千多]", "三区", "金三区", "a number of districts"
    ),
    Rule("placeholder", "any", r"^[XxＸ×]", "××区", "云河区", "stands for any name"),
    Rule(
        "described",
        "zh",
        r"^(?:自治|贫困|脱贫|边境|重点|地级|县级|直辖|试点)",
        "脱贫县",
        "云河县",
        "says what kind of county it is",
    ),
    Rule(
        "begins with another kind",
        "zh",
        r"^[市区州强大小省郡名美整旺]",
        "强县",
        "云县",
        "says what kind of county it is",
    ),
    Rule(
        "kinds of counties",
        "zh",
        r"[市区州强大小省名县]县$",
        "百强县",
        "云河县",
        "a kind of county without a name",
    ),
    Rule(
        "kinds of towns",
        "zh",
        r"(?:特色|中心|专业|[城乡村重古小名强市特])镇$",
        "古镇",
        "云河镇",
        "a kind of town without a name",
    ),
    Rule(
        "kinds of markets and cities",
        "zh",
        r"(?:利好|[城上超股楼门都夜集区州县省菜花牛债车汽书鱼早灯闹入开时])市$",
        "夜市",
        "云河市",
        "市 is also a market",
    ),
    Rule("street office", "zh", r"^街道$", "街道", "云河街道", "a kind of office without a name"),
    Rule(
        "countryside",
        "zh",
        r"(?:文明|[城家故返老归入思还异侨水梦他外回同县])乡$",
        "返乡",
        "云河乡",
        "乡 is also home and the countryside",
    ),
    Rule(
        "flags", "zh", r"(?:光辉|[红国党锦军彩义大一面])旗$", "锦旗", "云河旗", "旗 is also a flag"
    ),
)
