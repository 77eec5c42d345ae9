"""Claims about who spoke, when and for whom in heads of speeches from beyond the mainland."""

from __future__ import annotations

import pytest

from rag.types.text import PartialDate
from tests.ingestion.helpers import described, read

ENGLISH = (
    "\nMr. President,\nExcellencies,\nLast year Norland received 48,000 refugees.\n"
    + "We have built many schools in every town of the country. " * 10
)
CHINESE = (
    "\n各位議員：\n現在，我向大會報告工作。\n" + "過去一年完成了全部任務，生活不斷改善。\n" * 5
)
DAY = PartialDate(2024, 9, 25)


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("STATEMENT\nBY\nH.E. MS. ANNA BERGER\nMINISTER OF NORLAND", "Anna Berger"),
        ("Statement by His Excellency Dr. Ivo Petkov, President of Norland", "Ivo Petkov"),
        ("Statement\nby\nAmbassador Maria Lopez\nPermanent Representative", "Maria Lopez"),
        ("Address by the Prime Minister of Norland, Hon. John Roe MP", "John Roe"),
        ("SPEECH BY PRIME MINISTER JANE DOE AT THE NATIONAL RALLY", "Jane Doe"),
        ("Prime Minister Jane Doe's speech to Parliament", "Jane Doe"),
        ("Speech\nJane Doe, Commissioner for Energy", "Jane Doe"),
        ("Parliament\nBudget Speech\nHon Jane Doe\nMinister of Finance", "Jane Doe"),
        ("Budget Statement\nDr Tan Ah Beng (Minister for Finance)", "Tan Ah Beng"),
        ("Budget Statement\nMr Hon Ah Beng (Minister for Finance)", "Hon Ah Beng"),
        ("The 2023 Policy Address\nDelivered by Chief Executive John Roe", "John Roe"),
        ("Speech from the Throne\nDelivered by Her Excellency the Right Honourable Mary Roe, "
         "Governor General", "Mary Roe"),
        ("Report on the Work of the Norland Government\nJane Doe\nPremier of Norland", "Jane Doe"),
        ("State of the Union Address by President von der Leyen", "Ursula von der Leyen"),
    ],
)  # fmt: skip
def test_a_speaker_stands_after_by_before_the_speech_or_alone(head: str, speaker: str) -> None:
    assert described(f"{head}\n25 SEPTEMBER 2024{ENGLISH}").speaker == speaker


@pytest.mark.parametrize(
    "head",
    [
        "Statement by the Prime Minister of Moana",
        "Statement by the delegation of Norland to the United Nations",
        "House of Assembly\nOfficial Report",
        "World Bank\nAnnual Report\nOffice of the President",
    ],
)
def test_an_office_or_an_institution_is_no_speaker(head: str) -> None:
    assert described(f"{head}\n25 September 2024{ENGLISH}").speaker is None


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("總統發表國慶演說\n總統 林安國", "林安國"),
        ("二零二四年財政年度施政報告\n行政長官林大明", "林大明"),
        ("行政長官林大明發表《2024年施政報告》", "林大明"),
        ("總理陳大文國慶群眾大會演講", "陳大文"),
        ("国务院副总理何大峰在全国会议上的讲话", "何大峰"),
        ("副总理 何大峰\n在工作会议上的讲话", "何大峰"),
        ("国家主席林大明发表二〇二四年新年贺词", "林大明"),
        ("澳門特別行政區2024年施政報告", None),
    ],
)
def test_a_chinese_speaker_stands_behind_an_office(head: str, speaker: str | None) -> None:
    assert described(f"{head}{CHINESE}").speaker == speaker


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("25 SEPTEMBER 2024", DAY),
        ("25th September, 2024", DAY),
        ("Sept. 25, 2024", DAY),
        ("25.9.2024", DAY),
        ("25/09/2024", DAY),
        ("09/25/2024", DAY),
        ("2024/9/25", DAY),
        ("5/9/2024", None),  # the fifth of September, or the ninth of May
        ("二O二四年九月二十五日", DAY),
        ("二零二四年九月二十五日", DAY),
        ("中華民國113年9月25日", DAY),
        ("民國一百一十三年九月二十五日", DAY),
        ("113年9月25日", DAY),
        ("98年9月25日", None),  # of the century, or of the Republic
        ("二〇二四年九月廿五日", DAY),
        ("二〇二四年元月", PartialDate(2024, 1)),
        ("Wednesday, 25th of September 2024", DAY),
        ("25-Sep-2024", DAY),
        ("Date: 25 September 2024", DAY),
        ("Wellhaven, 25 September 2024 (afternoon)", DAY),
        ("Hansard, 25 September 2024, volume 12", DAY),
        ("September 2024", PartialDate(2024, 9)),
        ("2024", PartialDate(2024)),
        ("二〇二四年", PartialDate(2024)),
    ],
)
def test_a_date_is_read_however_it_is_written(written: str, date: PartialDate | None) -> None:
    assert described(f"Opening Address\n{written}{ENGLISH}").date == date


def test_the_end_of_a_financial_year_is_no_date_of_a_speech() -> None:
    moved = "That Parliament approves the policy for the year 1st April, 1985 to 31st March, 1986."
    assert described(f"ANNUAL STATEMENT\n{moved}{ENGLISH}").date is None


@pytest.mark.parametrize(
    ("head", "region"),
    [
        ("Budget Speech\nNew Zealand Parliament", "新西兰"),
        ("Budget Speech\nParliament of Australia", "澳大利亚联邦"),
        ("Speech\nJane Doe, Governor General of Canada", "加拿大"),
        ("Speech by Jane Doe, President of South Africa", "南非共和国"),
        ("Speech by Jane Doe, Foreign Minister of the Republic of Norland", "Norland"),
        ("Remarks on the Republic of Korea", None),
        ("State of the Union Address\nEuropean Parliament", "欧洲联盟"),
        ("香港特別行政區行政長官2023年施政報告", "香港特别行政区"),
        ("澳門特別行政區二〇二四年財政年度施政報告", "澳门特别行政区"),
        ("State of the City Address\nCape Harbour City Hall", None),
    ],
)
def test_a_country_is_that_whose_parliament_or_government_speaks(
    head: str, region: str | None
) -> None:
    assert described(f"{head}{ENGLISH}").region == region


@pytest.mark.parametrize(
    ("head", "file", "speaker"),
    [
        ("Remarks by G. W. Bush\n2 February 2005", "a.txt", "George W. Bush"),
        ("President Bush\nRemarks\nFebruary 2, 1990", "a.txt", "George H. W. Bush"),
        ("State of the Union\nJanuary 27, 2010", "2010_Address-Obama.txt", "Barack Obama"),
        ("Budget of the Province\nJune 3, 2019", "2019_Address-Ford.txt", "Ford"),
        ("Speech by PREMIER LI QIANG\n5 March 2024", "a.txt", "Li Qiang"),
    ],
)
def test_a_known_person_has_one_name_in_the_years_of_the_office(
    head: str, file: str, speaker: str
) -> None:
    assert described(f"{head}{ENGLISH}", file=file).speaker == speaker


def test_a_declared_speaker_is_the_person_without_titles() -> None:
    given = described(f"Address{ENGLISH}", declared={"speaker": "H.E. Mr. Anton BERGER, President"})
    assert given.speaker == "Anton Berger"
    assert described(f"Address{ENGLISH}", declared={"speaker": "Berger, Anton"}).speaker == (
        "Berger, Anton"
    )


ROOFS = "Does the Government accept that 45 schools in the north still wait for a roof?"
BUILT = "We have built 212 new schools since last year, in every town of the country."


@pytest.mark.parametrize(
    ("head", "label", "name"),
    [
        ("House of Commons\n7 May 1979", "Mrs Carter (Northfield)", "Carter"),
        ("Norland Parliament\n7 May 1965", "Mr JOHNSON", "Johnson"),
        ("Congress of the United States\n7 May 1979", "Mrs. Carter", "Carter"),
        ("Congress of the United States\n7 May 1979", "Mr. Carter", "Jimmy Carter"),
    ],
)
def test_a_family_name_is_a_presidents_in_his_country_alone(
    head: str, label: str, name: str
) -> None:
    document = read(f"{head}\n{label}: {ROOFS}\nMs Berger: {BUILT}\n").document
    assert [turn.speaker for turn in document.turns] == [name, "Berger"]


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("林英文總統就職演說", "林英文"),
        ("国家主席新年贺词", None),
        ("外长联大演讲", None),
        ("林总理答记者问", None),
        ("國務院總理記者會", None),
        ("市长信箱", None),
        ("行政長官林大明二零二四年施政報告", "林大明"),
        ("保安局局長林安國發言", "林安國"),
        ("行政院長陳大文施政報告", "陳大文"),
        ("副總統蕭大琴致詞", "蕭大琴"),
        ("市长王大明在会议上的讲话", "王大明"),
        ("市长 阿布", "阿布"),
    ],
)
def test_the_words_of_an_occasion_are_no_name(head: str, speaker: str | None) -> None:
    assert described(f"{head}{CHINESE}").speaker == speaker


@pytest.mark.parametrize(
    ("head", "region"),
    [
        ("立法院院長韓國林致詞", None),
        ("State of the Union 2023\nStrasbourg", "欧洲联盟"),
        ("State of the Union Address by President von der Leyen", "欧洲联盟"),
        ("Speech by Jane Doe, Prime Minister and Minister of Finance of South Africa",
         "南非共和国"),
        ("Statement by the Delegation of the Republic of Fiji", "Fiji"),
        ("STATEMENT BY JANE DOE, MINISTER FOR FOREIGN AFFAIRS OF THE RUSSIAN FEDERATION",
         "俄罗斯联邦"),
    ],
)  # fmt: skip
def test_the_country_stands_behind_any_of_and_in_no_name(head: str, region: str | None) -> None:
    assert described(f"{head}{ENGLISH}").region == region
