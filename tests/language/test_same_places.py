"""Names of one place are joined in whatever script; names that only sound alike are not."""

from __future__ import annotations

import pytest

from rag.language.same_places import same_places


@pytest.mark.parametrize(
    "names",
    [
        ("澄川市", "Chengchuan City"),
        ("Chengchuan", "澄川市"),
        ("青原土家族苗族自治州", "Qingyuan Tujia and Miao Autonomous Prefecture"),
        ("山西省", "Shanxi"),
        ("陕西省", "Shaanxi Province"),
        ("广西壮族自治区", "Guangxi"),
        ("Jilin Province", "吉林省"),
        ("Jiangsu", "Jiangsu Province"),
        ("Inner Mongolia", "内蒙古自治区"),
    ],
)
def test_one_place_has_one_name(names: tuple[str, str]) -> None:
    assert set(same_places(names).values()) in ({names[0]}, {names[1]})


@pytest.mark.parametrize(
    "names",
    [
        ("山西省", "陕西省"),
        ("山西省", "Shaanxi"),
        ("陕西省", "Shanxi"),
        ("广西壮族自治区", "宁夏回族自治区"),
        ("澄川市", "城川市"),
        ("澄川市", "城川市", "Chengchuan City"),
        ("澄川市", "Norland"),
        ("吉林省", "Jilin City"),
    ],
)
def test_places_that_sound_alike_are_not_one(names: tuple[str, ...]) -> None:
    assert same_places(names) == {name: name for name in names}
