import pytest

from rag.language.english_places import english_place, full_english_place


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("广东省", "Guangdong"),
        ("西藏自治区", "Xizang (Tibet)"),
        ("西藏", "Xizang (Tibet)"),
        ("呼和浩特市", "Hohhot"),
        ("明湖区", "Minghu District"),
        ("云溪市明湖区", "Minghu District, Yunxi"),
        ("长岭县", "Changling County"),
        ("易县", "Yixian County"),
        ("青川土家族苗族自治县", "Qingchuan Tujia and Miao Autonomous County"),
        ("长白朝鲜族自治县", "Changbai Korean Autonomous County"),
        ("大理白族自治州", "Dali Bai Autonomous Prefecture"),
        ("澄安新区", "Cheng'an New Area"),
        ("香格里拉市", "Shangri-La"),
        ("中华人民共和国", "China"),
    ],
)
def test_a_chinese_place_has_its_official_english_name(chinese: str, english: str) -> None:
    assert english_place(chinese) == english


def test_what_is_not_chinese_is_no_chinese_place() -> None:
    assert english_place("Norland") is None


def test_institutions_bear_the_whole_name() -> None:
    assert full_english_place("北京市") == "Beijing Municipality"
    assert full_english_place("广东省") == "Guangdong Province"
    assert full_english_place("西藏自治区") == "Xizang Autonomous Region"
    assert full_english_place("澄川市") == "Chengchuan"
