"""The names in a question are found, with whether the index holds them or says them."""

from __future__ import annotations

import pytest

from rag.index.store import Entry
from rag.language.places import places_in, unknown_places
from rag.language.romanise import Spoken, spoken
from rag.questions.known_names import known_in
from rag.questions.leaders import given_by, in_office
from rag.questions.names import other_names_in, persons_in
from rag.questions.people import people_in
from rag.types.questions import Name
from tests.built import sample_engine

NATION, AMERICA = "中华人民共和国", "美利坚合众国"
CATALOGUE = (
    Entry("g2014", "2014年国务院政府工作报告", None, "国务院", NATION, "2014-03-05"),
    Entry("g2013", "2013年国务院政府工作报告", None, "国务院", NATION, "2013-03-05"),
    Entry("u1964", "Annual Message", "Lyndon B. Johnson", None, AMERICA, "1964-01-08", "en"),
    Entry("u1975", "Address", "Ford", None, AMERICA, "1975-01-15", "en"),
    Entry("u1990", "The State of the Union", None, None, AMERICA, "1990-01-31", "en"),
)
SAID = ("德国", "Roosevelt", "世界贸易组织", "四川普通话", "公司法")


class TwoSmiths:
    """An index in which two speakers have one family name."""

    catalogue: tuple[Entry, ...] = ()

    def mentions(self, name: str) -> bool:
        return "Smith" in name

    def regions(self) -> tuple[str, ...]:
        return ()

    def speakers(self) -> tuple[str, ...]:
        return ("Anna Smith", "John Smith", "Jane Doe")

    def spoken(self, name: str) -> Spoken:
        return spoken(name)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did Ms Smith say about the wall?", {"Anna Smith", "John Smith"}),
        ("What did John Smith say about the wall?", {"John Smith"}),
    ],
)
def test_all_speakers_of_one_family_name_are_meant(text: str, speakers: set[str]) -> None:
    assert set(people_in(text, TwoSmiths(), []).speakers) == speakers


class Shelf:
    """An index of a few speeches and words."""

    catalogue = CATALOGUE

    def mentions(self, name: str) -> bool:
        return any(name in said for said in SAID)

    def regions(self) -> tuple[str, ...]:
        return (NATION, AMERICA)


def persons(text: str, *years: int) -> list[Name]:
    return [person.name for person in persons_in(text, Shelf(), years)]


def others(text: str) -> list[Name]:
    found = other_names_in(text, Shelf(), places_in(text), unknown_places(text))
    return [name for name, _ in found]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("What did Johnson say about poverty?", "held"),
        ("约翰逊怎么说贫困？", "held"),
        ("What did Roosevelt say about fear?", "met"),
        ("What did Trump say about the wall?", "unknown"),
        ("特朗普怎么说边境墙？", "unknown"),
        ("川普怎么说边境墙？", "unknown"),
        ("王毅在2025年说了什么？", "unknown"),
        ("What did Tim Smith say about the wall?", "unknown"),
    ],
)
def test_a_person_is_held_met_or_unknown(text: str, status: str) -> None:
    (name,) = persons(text)
    assert (name.kind, name.status) == ("person", status)


@pytest.mark.parametrize(
    "text",
    [
        "长江万里长，两岸修了什么？",
        "福特汽车卖了多少辆？",
        "Will the state grant more land?",
        "What did the Premier say?",
        "What did Congress say about tax?",
        "高质量发展怎么讲？",
        "四川普通话怎么讲？",
    ],
)
def test_ordinary_words_name_no_person(text: str) -> None:
    assert persons(text) == []


def test_an_office_and_a_year_name_a_person() -> None:
    (name,) = persons("What did the Premier's 2014 report say?", 2014)
    assert name.forms[:2] == ("李克强", "Li Keqiang")
    assert persons("总理2013年的报告说了什么？", 2013)[0].forms[0] == "温家宝"


def test_a_premier_gave_the_reports_of_his_term_but_for_the_first_spring() -> None:
    wen = in_office("Premier", 2013)
    assert wen is not None
    assert given_by(wen, CATALOGUE).documents == ("g2013",)
    assert in_office("President of the United States", 1990) is not None


def test_one_last_name_is_told_apart_by_the_year() -> None:
    (mention,) = known_in("What did Johnson say?")
    assert len(mention.names) == 2
    (name,) = persons("What did Johnson say in 1866?", 1866)
    assert "Andrew Johnson" in name.forms
    assert name.status == "unknown"


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("What did Germany buy?", "country", "met"),
        ("德国买了什么？", "country", "met"),
        ("What did India buy?", "country", "unknown"),
        ("印度买了什么？", "country", "unknown"),
        ("What did the United States buy?", "country", "held"),
        ("What did the WTO decide?", "organisation", "met"),
        ("世界卫生组织说了什么？", "organisation", "unknown"),
        ("《公司法》规定了什么？", "work", "met"),
        ("《红楼梦》讲了什么？", "work", "unknown"),
        ("余杭区建了几所学校？", "place", "unknown"),
    ],
)
def test_countries_works_organisations_and_places(text: str, kind: str, status: str) -> None:
    (name,) = others(text)
    assert (name.kind, name.status) == (kind, status)


@pytest.mark.parametrize(
    "text",
    [
        "沿海地区和内蒙古怎么样？",
        "云南非常好吗？",
        "What does the Clean Air Act demand?",  # its Chinese name may be said
        "山东德州和河南韩城建了什么？",
        "Is turkey meat sold?",
    ],
)
def test_ordinary_words_name_no_country_or_work(text: str) -> None:
    assert [name for name in others(text) if name.kind != "place"] == []


def test_an_index_mentions_a_name_as_a_whole_word() -> None:
    with sample_engine().index() as index:
        assert index.mentions("Yunxi")
        assert index.mentions("明湖区")
        assert not index.mentions("Yun")
        assert not index.mentions("Trump")
        assert not index.mentions("")


def test_a_speech_without_a_speaker_may_be_of_a_leader_of_its_time() -> None:
    (mao,) = {name for mention in known_in("Chairman Mao") for name in mention.names}
    unsigned = Entry("m", "论联合政府", None, None, None, "1945-04-24")
    assert given_by(mao, [unsigned]).possible
    assert not given_by(mao, CATALOGUE).possible


class Chamber:
    """An index of a debate, an address and a report."""

    catalogue = (
        Entry("d", "Debate", None, None, None, "2024-05-07", "en", ("John Roe", "May", "陳大文")),
        Entry("u", "Address", "Barack Obama", None, AMERICA, "2010-01-27", "en"),
        Entry("g", "2003年国务院政府工作报告", "朱镕基", "国务院", NATION, "2003"),
    )

    def speakers(self) -> tuple[str, ...]:
        return ("Barack Obama", "John Roe", "May", "Minister for Schools", "朱镕基", "陳大文")

    def spoken(self, name: str) -> Spoken:
        return spoken(name)

    def mentions(self, name: str) -> bool:
        return False

    def regions(self) -> tuple[str, ...]:
        return (NATION, AMERICA)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did John Roe say about schools?", ("John Roe",)),
        ("What did Mr Roe say about schools?", ("John Roe",)),
        ("What did Ms May say about schools?", ("May",)),
        ("What may the school do?", ()),
        ("Which roe is sold?", ()),
        ("What did the Minister for Schools say about roofs?", ("Minister for Schools",)),
        ("How much does the Minister for Schools spend?", ()),
        ("陈大文怎么说公屋？", ("陳大文",)),
        ("What did Zhu Rongji say about reform?", ("朱镕基",)),
        ("朱镕基谈改革", ("朱镕基",)),
        ("奥巴马", ("Barack Obama",)),
        ("奥巴马总统关于伊拉克说了什么？", ("Barack Obama",)),
    ],
)
def test_a_question_is_confined_to_the_speakers_whom_it_means(
    text: str, speakers: tuple[str, ...]
) -> None:
    assert people_in(text, Chamber(), ()).speakers == speakers


def test_the_premiers_report_of_a_year_of_change_is_that_of_the_one_who_leaves() -> None:
    assert people_in("2003年的总理报告说了什么？", Chamber(), (2003,)).speakers == ("朱镕基",)


def test_another_person_of_a_leaders_family_name_is_not_the_leader() -> None:
    (obama,) = {name for mention in known_in("Obama") for name in mention.names}
    assert not given_by(obama, [Entry("x", "Speech", "Jane Obama", None, None, "2010", "en")])


def test_a_resolution_is_nobodys_speech() -> None:
    (deng,) = {name for mention in known_in("邓小平") for name in mention.names}
    resolution = Entry("r", "会议关于报告的决议", None, None, NATION, "1962")
    assert not given_by(deng, [resolution]).possible
