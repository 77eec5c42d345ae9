"""Tables of units: how Chinese and English write them, and how units of one dimension convert."""

from __future__ import annotations

from types import MappingProxyType

# canonical unit -> (dimension, how many of the dimension's base one of it is). Figures of one
# dimension are comparable after conversion. A unit that is not listed is its own dimension.
_DIMENSIONS = {
    "percent": ("share", 0.01),
    "per_mille": ("share", 0.001),
    "fraction": ("share", 1.0),
    "percentage_point": ("percentage_point", 1.0),
    "basis_point": ("percentage_point", 0.01),
    "square_metre": ("area", 1.0),
    "mu": ("area", 2000 / 3),
    "hectare": ("area", 10_000.0),
    "acre": ("area", 4046.8564224),
    "kilogram": ("mass", 1.0),
    "tonne": ("mass", 1000.0),
    "jin": ("mass", 0.5),
    "metre": ("length", 1.0),
    "kilometre": ("length", 1000.0),
    "mile": ("length", 1609.344),
    # Once the full unit has been said, speeches go on with 微克 alone.
    "microgram": ("microgram_per_cubic_metre", 1.0),
    "microgram_per_cubic_metre": ("microgram_per_cubic_metre", 1.0),
    "year": ("years", 1.0),
    "year_of_age": ("years", 1.0),
    "month": ("years", 1 / 12),
    "week": ("days", 7.0),
    "day": ("days", 1.0),
    "hour": ("hours", 1.0),
    "minute": ("hours", 1 / 60),
}

# Units of counting: `count` (个, 项, 家 and nouns that we do not know) meets each of the others,
# which do not meet each other: 50万户 are not 50万人.
COUNTED = frozenset({"count", "person", "visit", "household", "home", "vehicle"})


def dimension(unit: str) -> tuple[str, float]:
    """The dimension of a canonical unit and its size in the dimension's base."""
    return _DIMENSIONS.get(unit, (unit, 1.0))


def _table(lines: str) -> dict[str, tuple[str, float]]:
    """Lines of `canonical [factor]: form|form` -> {form: (canonical, factor)}; a line that
    begins with | goes on with the one before."""
    table: dict[str, tuple[str, float]] = {}
    for line in lines.replace("\n    |", "|").strip().splitlines():
        head, forms = line.split(":", 1)
        name, _, factor = head.strip().partition(" ")
        for form in forms.split("|"):
            table[form.strip()] = (name, float(factor or 1))
    return table


CHINESE = MappingProxyType(
    _table("""
percent: %|％|﹪
per_mille: ‰|个千分点
percentage_point: 个百分点|百分点
basis_point: 个基点|基点
multiple: 倍
yuan: 元|元人民币|人民币
us_dollar: 美元|元美元|美金
euro: 欧元
pound_sterling: 英镑
yen: 日元
hong_kong_dollar: 港元|港币|元港币
macao_pataca: 澳门元|澳门币
taiwan_dollar: 新台币|新台币元|台币
rouble: 卢布
square_metre: 平方米|平米|㎡|m²|m2
square_metre 1000000: 平方公里|平方千米|km²|km2
square_metre 250000: 平方里
square_metre 0.09290304: 平方英尺|平方呎
square_metre 3.305785: 坪
hectare: 公顷
mu: 亩|市亩
cubic_metre: 立方米|立方|m³|m3
litre: 升|公升
kilometre: 公里|千米
kilometre 0.5: 里地|华里
metre: 米|公尺
metre 0.01: 厘米|公分
metre 0.001: 毫米
mile: 英里
nautical_mile: 海里
tonne: 吨|吨标准煤|吨标煤|公吨|吨级
kilogram: 公斤|千克
kilogram 0.001: 克
kilogram 0.000001: 毫克
kilogram 50: 担|市担
jin: 斤|市斤
microgram: 微克
microgram_per_cubic_metre: 微克/立方米|微克／立方米|微克每立方米|μg/m3|μg/m³|µg/m3|µg/m³|ug/m3
kilowatt: 千瓦
kilowatt 1000: 兆瓦|MW
kilowatt 1000000: 吉瓦|GW
kilowatt 0.001: 瓦
kilowatt 0.735: 马力
kilowatt_hour: 千瓦时|度|度电|千瓦小时
kilovolt: 千伏
degree_celsius: ℃|摄氏度|°C
teu: 标箱|标准箱|个标箱|个标准箱|TEU
person: 人|名|口人|个人|口|位
visit: 人次|人天
household: 户|户家庭|个农户|家农户
home: 套|套房|套住房|间房
vehicle: 辆|台车
year: 年|周岁年|个年头|个年度
year_of_age: 岁|周岁
month: 个月|个多月
week: 周|个星期|星期|个周
day: 天|个昼夜|昼夜
working_day: 个工作日|工作日
hour: 小时|个小时|个钟头|学时|课时
minute: 分钟
second: 秒|秒钟
count: 个|家|件|项|处|座|所|条|种|类|批|支|部|篇|张|台|架|艘|颗|枚|列|组|对|场|次|届次|幅|本|册
    |份|笔|宗|起|例|款|门|只|头|匹|棵|株|栋|幢|间|片|块|段|根|把|副|双|批次|件次|例次|场次|班次
    |车次|辆次|架次|列次|台次|户次|台套|台件|台（套）|台(套)|个方面|套次|席|尊|卷|集|轮次|封|桶
    |羽|尾|粒|道|股|趟|盘|艘次
""")
)  # fmt: skip

# Matched without regard to case and on word borders.
ENGLISH = MappingProxyType(
    _table("""
percent: percent|per cent|pct|percents
percentage_point: percentage points|percentage point|percentage-points|percentage-point
    |percent points|points|point|pp|ppt|pps
basis_point: basis points|basis point|bps
multiple: times|fold|-fold
yuan: yuan|rmb|renminbi|cny|yuan renminbi|yuan rmb|rmb yuan
us_dollar: us dollars|u.s. dollars|american dollars|dollars|dollar|usd|us dollar
euro: euros|euro|eur
pound_sterling: pounds sterling|gbp
yen: yen|jpy
hong_kong_dollar: hong kong dollars|hkd
square_metre: square metres|square meters|square metre|square meter|sq m|sqm|sq. m
square_metre 1000000: square kilometres|square kilometers|square kilometre|square kilometer
    |sq km|sq. km
square_metre 2589988.11: square miles
square_metre 0.09290304: square feet|sq ft
hectare: hectares|hectare|ha
acre: acres|acre
mu: mu
cubic_metre: cubic metres|cubic meters|cubic metre|cubic meter
litre: litres|liters
barrel: barrels|barrel
kilometre: kilometres|kilometers|kilometre|kilometer|km|kms
metre: metres|meters|metre|meter
metre 0.01: centimetres|centimeters|cm
metre 0.001: millimetres|millimeters|mm
mile: miles|mile
tonne: tonnes|tonne|tons|ton|metric tons|metric tonnes|t
kilogram: kilograms|kilogrammes|kilogram|kg|kgs
kilogram 0.45359237: pounds|lbs
kilogram 0.001: grams|grammes
jin: jin|catties
microgram: micrograms|microgrammes|μg|µg|ug
microgram_per_cubic_metre: micrograms per cubic metre|micrograms per cubic meter|micrograms/m3
    |micrograms/m³|μg/m3|μg/m³|µg/m3|µg/m³|ug/m3|μg per cubic metre
kilowatt: kilowatts|kilowatt|kw
kilowatt 1000: megawatts|megawatt|mw
kilowatt 1000000: gigawatts|gigawatt|gw
kilowatt_hour: kilowatt-hours|kilowatt hours|kwh|kilowatt-hour
kilowatt_hour 1000: megawatt-hours|mwh
kilowatt_hour 1000000: gigawatt-hours|gwh
kilowatt_hour 1000000000: terawatt-hours|twh
kilovolt: kilovolts|kilovolt|kv
degree_celsius: degrees celsius|degrees|degree
teu: teu|teus|twenty-foot equivalent units|standard containers
person: people|persons|person|residents|inhabitants|citizens|individuals|men|women|children
    |students|pupils|workers|employees|farmers|engineers|scientists|talents|elderly people
    |urban residents|rural residents|births|babies|newborns
visit: visits|passenger trips|person-times|visitor trips|tourist trips|tourist visits|visitors
    |tourists|passengers
household: households|household|families
home: homes|housing units|flats|apartments|dwellings|sets|dwelling units
vehicle: vehicles|cars|automobiles|trucks
year: years|year
year_of_age: years old|years of age
month: months|month
week: weeks|week
day: days|day
working_day: working days|workdays|business days
hour: hours|hour
minute: minutes|minute
second: seconds
count: companies|enterprises|firms|businesses|projects|items|cities|counties|districts|provinces
    |countries|villages|towns|schools|hospitals|stations|base stations|species|kinds|types
    |places|sites|spots|events|activities|measures|reforms|satellites|jobs|routes|lines|ports
    |indicators|units|cases|stores|shops|parks|communities|estates|clusters|institutions|posts
    |varieties|categories|areas|regions
""")
)  # fmt: skip

# Written before the number, without regard to case.
MONEY_BEFORE = MappingProxyType(
    {
        "us$": "us_dollar",
        "$": "us_dollar",
        "＄": "us_dollar",
        "usd": "us_dollar",
        "rmb": "yuan",
        "cny": "yuan",
        "¥": "yuan",
        "￥": "yuan",
        "€": "euro",
        "£": "pound_sterling",
        "hk$": "hong_kong_dollar",
        "hkd": "hong_kong_dollar",
        "eur": "euro",
        "gbp": "pound_sterling",
        "jpy": "yen",
        "nt$": "taiwan_dollar",
        "a$": "australian_dollar",
        "au$": "australian_dollar",
        "c$": "canadian_dollar",
        "ca$": "canadian_dollar",
        "nz$": "new_zealand_dollar",
        "s$": "singapore_dollar",
    }
)

CHINESE_SCALES = MappingProxyType(
    {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7,
     "亿": 1e8, "兆": 1e12, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12, "万万": 1e8}
)  # fmt: skip
ENGLISH_SCALES = MappingProxyType(
    {"hundred": 1e2, "thousand": 1e3, "hundred thousand": 1e5, "million": 1e6, "mn": 1e6,
     "hundred million": 1e8, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}
)  # fmt: skip
