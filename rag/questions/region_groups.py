"""Names of groups of Chinese provinces, and the provinces that they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.language.rules import Rule, Table
from rag.types.text import Span


@dataclass(frozen=True, slots=True)
class GroupRule(Rule):
    """A name of a group; `members` are the short names of its provinces."""

    members: str = field(kw_only=True)


REGION_GROUPS = Table(
    "groups of regions",
    GroupRule(
        "the Northeast",
        "zh",
        r"东北(?:三省|地区|各省)|东三省",
        "东北三省的增长目标是多少？",
        "东北虎有多少只？",
        "as the plan for the Northeast names them",
        members="辽宁 吉林 黑龙江",
    ),
    GroupRule(
        "the Northeast, in English",
        "en",
        r"(?:three )?north-?east(?:ern)?(?: chinese)? provinces|north-?east(?:ern)? china",
        "What are the targets of the three northeastern provinces?",
        "What are the targets of Liaoning?",
        "as the plan for the Northeast names them",
        members="辽宁 吉林 黑龙江",
    ),
    GroupRule(
        "the Yangtze delta",
        "zh",
        r"长三角(?:地区|三省一市|各省市?)?|长江三角洲(?:地区)?|沪苏浙皖",
        "长三角的增长目标是多少？",
        "长江的水质目标是多少？",
        "三省一市 of the plan for the Yangtze delta",
        members="上海 江苏 浙江 安徽",
    ),
    GroupRule(
        "the Yangtze delta, in English",
        "en",
        r"yangtze(?: river)? delta(?: provinces| region)?",
        "What are the targets of the Yangtze delta?",
        "What are the targets for the Yangtze?",
        "three provinces and a city of the plan for the delta",
        members="上海 江苏 浙江 安徽",
    ),
    GroupRule(
        "the capital and its surroundings",
        "zh",
        r"京津冀(?:地区|三地|三省市)?",
        "京津冀的增长目标是多少？",
        "北京的增长目标是多少？",
        "the plan for the capital's surroundings",
        members="北京 天津 河北",
    ),
    GroupRule(
        "the capital and its surroundings, in English",
        "en",
        r"jing-?jin-?ji|beijing[-–, ]+tianjin[-–, ]+(?:and )?hebei(?: region)?",
        "What are the targets of Beijing-Tianjin-Hebei?",
        "What are the targets of Beijing?",
        "the plan for the capital's surroundings",
        members="北京 天津 河北",
    ),
    GroupRule(
        "Sichuan and Chongqing",
        "zh",
        r"川渝(?:地区|两地)?|成渝(?:地区|两地)",
        "川渝的增长目标是多少？",
        "四川的增长目标是多少？",
        "the plan for both",
        members="四川 重庆",
    ),
    GroupRule(
        "the six of the centre",
        "zh",
        r"中部(?:六省|各省|地区|省份)",
        "中部六省的增长目标是多少？",
        "中部的一个县有多少人？",
        "the plan for the rise of the centre",
        members="山西 安徽 江西 河南 湖北 湖南",
    ),
    GroupRule(
        "the six of the centre, in English",
        "en",
        r"(?:six )?central(?: chinese)? provinces",
        "What are the targets of the six central provinces?",
        "What are the targets of the central government?",
        "the plan for the rise of the centre",
        members="山西 安徽 江西 河南 湖北 湖南",
    ),
    GroupRule(
        "the Northwest",
        "zh",
        r"西北(?:五省区?|地区|各省)",
        "西北五省的增长目标是多少？",
        "西北风有多大？",
        "the usual five",
        members="陕西 甘肃 青海 宁夏 新疆",
    ),
    GroupRule(
        "the Northwest, in English",
        "en",
        r"(?:five )?north-?west(?:ern)?(?: chinese)? provinces",
        "What are the targets of the northwestern provinces?",
        "What are the targets of Gansu?",
        "the usual five",
        members="陕西 甘肃 青海 宁夏 新疆",
    ),
    GroupRule(
        "the Southwest",
        "zh",
        r"西南(?:五省区?市?|地区|各省)",
        "西南地区的增长目标是多少？",
        "西南风有多大？",
        "the usual five",
        members="重庆 四川 贵州 云南 西藏",
    ),
    GroupRule(
        "the North",
        "zh",
        r"华北(?:五省区?市?|地区|各省)",
        "华北地区的增长目标是多少？",
        "华北平原有多大？",
        "the usual five",
        members="北京 天津 河北 山西 内蒙古",
    ),
    GroupRule(
        "the South",
        "zh",
        r"华南(?:三省区?|地区|各省)",
        "华南地区的增长目标是多少？",
        "华南虎有多少只？",
        "the usual three",
        members="广东 广西 海南",
    ),
    GroupRule(
        "the three of the centre",
        "zh",
        r"华中(?:三省|地区|各省)",
        "华中三省的增长目标是多少？",
        "华中科技园有多大？",
        "the usual three",
        members="河南 湖北 湖南",
    ),
    GroupRule(
        "the municipalities",
        "zh",
        r"(?:四个?|各)?直辖市",
        "四个直辖市的增长目标是多少？",
        "四个城市的增长目标是多少？",
        "there are four",
        members="北京 天津 上海 重庆",
    ),
    GroupRule(
        "the municipalities, in English",
        "en",
        r"(?:four )?(?:centrally[- ]administered|direct(?:ly)?[- ](?:administered|controlled"
        r"|governed)) (?:municipalities|cities)",
        "What are the targets of the four directly administered municipalities?",
        "What are the targets of the four cities?",
        "there are four",
        members="北京 天津 上海 重庆",
    ),
    GroupRule(
        "the autonomous regions",
        "zh",
        r"五[个大]自治区|(?:各|全部)自治区",
        "五个自治区的增长目标是多少？",
        "自治区的增长目标是多少？",
        "there are five",
        members="内蒙古 广西 西藏 宁夏 新疆",
    ),
    GroupRule(
        "the autonomous regions, in English",
        "en",
        r"(?:five )?autonomous regions",
        "What are the targets of the five autonomous regions?",
        "What are the targets of the five regions?",
        "there are five",
        members="内蒙古 广西 西藏 宁夏 新疆",
    ),
)


def region_groups(text: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Each group that `text` names: where, and the short names of its provinces."""
    for match in REGION_GROUPS.finditer(text):
        rule = REGION_GROUPS.firing(match.group())[0]
        yield Span(*match.span()), tuple(rule.members.split())
