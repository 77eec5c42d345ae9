"""The family names by which a Chinese name is told from other words, in simplified characters and
some in traditional ones."""

from __future__ import annotations

from rag.language.simplified import simplified

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤殷包艾施温华蓝景骆蒙"
    "洪柳项庄章俞裴麻庞安常康齐梅樊葛邢柯翁焦倪鲁岳翟牛左柴祝米耿申管路甘宗聂季童卜褚娄滕穆尚辛卓梅冉阮詹信乌阎巴玉"
    "陈張劉趙吳孫馬陳黃鄭許鄧韓馮蕭鄒賈鍾譚陸龔嚴葉蘇呂盧習習习温栗赖邬欧阳"
    "仇佘佟冼凌凤单卞卿喻巫廉晏晁桂澹燕牟狄璩瞿祁禹窦符竺简糜綦羊臧荆荀莘虞蔺蒲詹谷谌迟郁郎酆闵闻隋雍霍靳游涂巩宫屈岑萧"
)


def begins_with_surname(name: str) -> bool:
    """Whether `name` begins with a family name, or has the dot of other peoples'."""
    return simplified(name)[:1] in SURNAMES or "·" in name
