"""Claims about the pages: the reading page, the original file, their headers, language and key."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rag.assembly import assemble_engine
from rag.ingestion.clean import RULES
from rag.presentation.to_json import passage_permalink
from rag.serving.pages import words
from rag.settings import Settings
from rag.types.documents import Document
from rag.types.questions import Hit
from rag.types.text import PartialDate, Span
from tests.built import SAMPLES, build_index, sample_engine
from tests.serving.apps import app_over
from tests.serving.engines import FakeEngine, as_engine

FIRST = "全区拆除违法建设三十万平方米，空气质量明显改善。"
SECOND = "我们将新建公园两座，改造老旧小区五个。"
REPORT = f"青禾区2018年政府工作报告\n\n{FIRST}\n\n{SECOND}\n\n各位代表，谢谢大家。\n"


@pytest.fixture(scope="module")
def open_service() -> Iterator[TestClient]:
    with TestClient(app_over(sample_engine())) as client:
        yield client


@pytest.fixture(scope="module")
def guarded_service() -> Iterator[TestClient]:
    with TestClient(app_over(sample_engine(), api_keys=["first", "zweiter"])) as client:
        yield client


@pytest.fixture
def client(open_service: TestClient) -> TestClient:
    """A reader who was never here before."""
    open_service.cookies.clear()
    return open_service


@pytest.fixture
def guarded(guarded_service: TestClient) -> TestClient:
    """The same at a service that wants a key."""
    guarded_service.cookies.clear()
    return guarded_service


def of(file: str) -> Document:
    with sample_engine().index() as index:
        return next(document for document in index.documents() if document.file == file)


def without_glosses(page: str) -> str:
    """The page without the marks around words that have a translation."""
    return re.sub(r'<span class="(?:w|figure)"[^>]*>(.*?)</span>', r"\1", page)


def marked(page: str) -> str:
    found = re.findall(r"<mark[^>]*>(.*?)</mark>", without_glosses(page), re.DOTALL)
    return html.unescape("".join(found))


def notice(page: str) -> str | None:
    found = re.search(r'<p class="failure"[^>]*>(.*?)</p>', page)
    return html.unescape(found[1]) if found else None


# --- a link ---------------------------------------------------------------------------------------


def test_the_links_of_an_answer_open_with_its_quotations_marked(client: TestClient) -> None:
    answer = client.post("/v1/ask", json={"question": "拆违取得了哪些成果？"}).json()
    assert answer["citations"]
    for cited in answer["citations"]:
        page = client.get(cited["permalink"])
        assert page.status_code == 200
        assert marked(page.text) == cited["quote"].replace("\n", "")
        assert page.text.count('id="c"') == 1
        assert notice(page.text) is None


def test_a_found_passage_is_marked_over_its_paragraphs(client: TestClient) -> None:
    with sample_engine().index() as index:
        passage = index.passages([1])[0]
    page = client.get(passage_permalink(Hit(passage, 1.0, ())))
    assert marked(page.text) == passage.text.replace("\n", "")


def test_a_link_whose_words_do_not_stand_there_is_not_found_and_says_so(
    client: TestClient,
) -> None:
    document = of("minghu-2024.md")
    for query in ("c=3-9&h=00000000", "c=3-999999", "c=x", "h=00000000"):
        page = client.get(f"/documents/{document.id}?{query}&lang=en")
        assert page.status_code == 404
        assert notice(page.text) == words.page_words("en", "no_such_words")
        assert "一、2023年工作回顾" in without_glosses(page.text)


def test_a_link_whose_place_is_wrong_is_put_right(client: TestClient) -> None:
    document = of("minghu-2024.md")
    start = document.text.index("全年拆除")
    span = Span(start, document.text.index("。", start) + 1)
    moved = f"c={span.start + 3}-{span.end + 3}"
    link = document.permalink(span).replace(f"c={span.start}-{span.end}", moved)
    page = client.get(link, headers={"Accept-Language": "en"})
    assert (page.status_code, marked(page.text)) == (200, span.slice(document.text))
    assert notice(page.text) == words.page_words("en", "moved")


def test_what_is_in_no_index_is_said_in_both_languages(client: TestClient) -> None:
    for language in ("zh", "en"):
        for id in ("0123456789abcdef", "x", "a" * 3000, "%00", "😀"):
            page = client.get(f"/documents/{id}?lang={language}")
            assert page.status_code in (404, 422), id
            if "text/html" in page.headers["content-type"]:
                assert words.page_words(language, "gone") in page.text


def test_the_beginning_of_an_id_that_several_have_is_refused_in_words(client: TestClient) -> None:
    with sample_engine().index() as index:
        firsts = [document.id[0] for document in index.documents()]
    twice = next((first for first in firsts if firsts.count(first) > 1), None)
    if twice is None:
        pytest.skip("no two samples have ids that begin alike")
    page = client.get(f"/documents/{twice}?lang=en")
    assert page.status_code == 409
    assert "Several speeches" in page.text


def test_the_page_says_who_spoke_when_and_what_to_beware_of(client: TestClient) -> None:
    known = client.get(f"/documents/{of('minghu-2026.txt').id}?lang=zh").text
    address = f"/documents/{of('minghu-shared-copy.txt').id}?lang=en"
    doubtful = without_glosses(client.get(address).text)
    assert "林知远 · 2026年1月15日 · 明湖区</p>" in known
    assert 'href="#warnings"' not in known
    assert doubtful.index('href="#warnings"') < doubtful.index("肯定成绩")
    assert "a copy from a file-sharing site" in doubtful
    assert "interrupting" not in doubtful
    assert "page marks inside sentences" in doubtful


def test_an_english_reader_sees_names_and_words_of_a_chinese_speech(client: TestClient) -> None:
    page = client.get(f"/documents/{of('minghu-2026.txt').id}?lang=en").text
    assert "Lin Zhiyuan (林知远) · 15 January 2026 · Minghu District (明湖区)</p>" in page
    assert re.search(r'<span class="w" data-gloss="[a-z ]+"', page)
    assert "Point at a word" in page
    own = client.get(f"/documents/{of('minghu-2026.txt').id}?lang=zh").text
    assert "data-gloss" not in own


# --- rebuilds -------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "qinghe.txt").write_text(REPORT)
    (folder / "other.txt").write_text(REPORT.replace("青禾", "明湖").replace("两座", "三座"))
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate({"indexes": tmp_path / "indexes"})


def served(settings: Settings) -> TestClient:
    return TestClient(app_over(assemble_engine(settings)))


def links(settings: Settings) -> dict[str, str]:
    """A link to each of the two sentences of the report."""
    engine = assemble_engine(settings)
    with engine.index() as index:
        [document] = [one for one in index.documents() if one.file == "qinghe.txt"]
        found = {}
        for words_quoted in (FIRST, SECOND):
            start = document.text.index(words_quoted)
            found[words_quoted] = document.permalink(Span(start, start + len(words_quoted)))
    engine.close()
    return found


def test_a_link_survives_a_new_edition_as_far_as_its_words_do(
    corpus: Path, settings: Settings
) -> None:
    build_index(settings, corpus)
    old = links(settings)
    file = corpus / "qinghe.txt"
    file.write_text(REPORT.replace("两座", "四座").replace("各位代表", "各位代表、同志们"))
    build_index(settings, corpus)
    with served(settings) as client:
        stands = client.get(old[FIRST], headers={"Accept-Language": "en"})
        gone = client.get(old[SECOND], headers={"Accept-Language": "en"})
    assert (stands.status_code, marked(stands.text)) == (200, FIRST)
    assert notice(stands.text) == words.page_words("en", "newer")
    assert (gone.status_code, marked(gone.text)) == (404, "")
    assert notice(gone.text) == words.page_words("en", "newer_without_words")
    assert "四座" in without_glosses(gone.text)


def test_a_link_to_a_speech_that_was_taken_out_says_so(corpus: Path, settings: Settings) -> None:
    build_index(settings, corpus)
    old = links(settings)
    (corpus / "qinghe.txt").unlink()
    build_index(settings, corpus)
    with served(settings) as client:
        page = client.get(old[FIRST], headers={"Accept-Language": "zh-CN"})
    assert page.status_code == 404
    assert words.page_words("zh", "gone") in page.text


# --- the original ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "kind", "media_type"),
    [
        ("yunxi-2026.pdf", "inline", "application/pdf"),
        ("yunxi-2025.html", "attachment", "application/octet-stream"),
        ("minghu-2025.docx", "attachment", "application/octet-stream"),
        ("minghu-2026.txt", "attachment", "application/octet-stream"),
    ],
)
def test_the_original_is_the_file_and_runs_nothing(
    client: TestClient, file: str, kind: str, media_type: str
) -> None:
    got = client.get(f"/documents/{of(file).id}/original")
    assert got.content == (SAMPLES / file).read_bytes()
    assert got.headers["content-type"] == media_type
    assert got.headers["content-disposition"].startswith(f'{kind}; filename="{file}"')
    assert got.headers["x-content-type-options"] == "nosniff"
    policy = got.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert ("sandbox" in policy) is (media_type != "application/pdf")


def test_a_file_that_is_no_longer_what_was_indexed_is_not_given_away(
    corpus: Path, settings: Settings, tmp_path: Path
) -> None:
    build_index(settings, corpus)
    id = links(settings)[FIRST].split("?")[0].rpartition("/")[2]
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    file = corpus / "qinghe.txt"
    with served(settings) as client:
        assert client.get(f"/documents/{id}/original").content == REPORT.encode()
        changes: tuple[Callable[[], object], ...] = (
            lambda: file.write_text("the secret"),
            lambda: link(file, secret),
            file.unlink,
        )
        for change in changes:
            change()
            gone = client.get(f"/documents/{id}/original?lang=en")
            assert gone.status_code == 404
            assert "the secret" not in gone.text
            assert words.page_words("en", "original_gone") in gone.text
            assert client.get(f"/documents/{id}").status_code == 200


def link(file: Path, to: Path) -> None:
    file.unlink()
    file.symlink_to(to)


def test_a_chinese_file_name_survives(corpus: Path, settings: Settings) -> None:
    (corpus / "qinghe.txt").rename(corpus / '青禾 "2018".txt')
    build_index(settings, corpus)
    with served(settings) as client:
        [id] = [
            one["id"]
            for one in client.get("/v1/documents").json()["documents"]
            if one["file"].startswith("青禾")
        ]
        named = client.get(f"/documents/{id}/original").headers["content-disposition"]
    assert named.endswith("filename*=UTF-8''%E9%9D%92%E7%A6%BE%20%222018%22.txt")
    assert named.count('"') == 2


# --- language, headers, size ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "cookie", "header", "language"),
    [
        ("", "", "", "en"),
        ("", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "", "fr, en;q=0.5, zh;q=0.7", "zh"),
        ("", "", "zh;q=0, en;q=0.1", "en"),
        ("", "", "de;q=x, *", "en"),
        ("", "zh", "en", "zh"),
        ("", "fr", "zh", "zh"),
        ("?lang=en", "zh", "zh", "en"),
        ("?lang=zh-Hant", "", "en", "zh"),
        ("?lang=xx", "", "zh", "zh"),
    ],
)
def test_the_language_is_the_addresss_else_the_last_choice_else_the_browsers(
    client: TestClient, query: str, cookie: str, header: str, language: str
) -> None:
    if cookie:
        client.cookies.set("language", cookie)
    path = f"/documents/{of('minghu-2024.md').id}{query}"
    page = client.get(path, headers={"Accept-Language": header})
    assert f'<html lang="{language}">' in page.text
    assert ("set-cookie" in page.headers) is query.startswith(("?lang=en", "?lang=zh"))
    assert {"Accept-Language", "Cookie"} <= {*page.headers["vary"].split(", ")}


def test_every_response_has_the_headers(client: TestClient) -> None:
    id = of("minghu-2024.md").id
    for path in ("/", "/docs", "/livez", "/nowhere", f"/documents/{id}", "/documents/x"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
    refused = client.get("/livez", headers={"Host": "attacker.example"})
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_a_page_comes_compressed_to_who_can_read_it(client: TestClient) -> None:
    path = f"/documents/{of('minghu-2024.md').id}"
    assert client.get(path).headers["content-encoding"] == "gzip"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert client.get(path).text == plain.text


def test_without_an_index_a_page_says_that_it_will_be_back() -> None:
    engine = FakeEngine()
    engine.holds = None
    with TestClient(app_over(as_engine(engine))) as client:
        page = client.get("/documents/x?lang=en")
    assert page.status_code == 503
    assert words.page_words("en", "not_now") in page.text
    assert page.headers["retry-after"]


# --- keys -----------------------------------------------------------------------------------------


def test_a_page_asks_for_a_key_and_then_opens_with_the_place_that_was_asked_for(
    guarded: TestClient,
) -> None:
    document = of("minghu-2024.md")
    link = document.permalink(Span(0, 10))
    asked = guarded.get(link)
    assert asked.status_code == 401
    assert document.title not in asked.text
    wanted = html.unescape(re.findall(r'name="next"[^>]* value="([^"]*)"', asked.text)[0])
    assert wanted == link
    sent = guarded.post("/key", data={"key": " zweiter ", "next": wanted}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, link)
    cookie = sent.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/documents/" in cookie
    assert "zweiter" not in cookie
    assert marked(guarded.get(link).text) == document.text[:10]


def test_the_cookie_opens_pages_and_nothing_else(guarded: TestClient) -> None:
    id = of("minghu-2024.md").id
    guarded.post("/key", data={"key": "first"}, follow_redirects=False)
    proof = guarded.cookies["speechrag_key"]
    sent = {"Cookie": f"speechrag_key={proof}"}
    assert guarded.get(f"/documents/{id}/original", headers=sent).status_code == 200
    assert guarded.get(f"/v1/documents/{id}", headers=sent).status_code == 401
    assert guarded.post("/v1/ask", json={"question": "x"}, headers=sent).status_code == 401
    assert guarded.post(f"/documents/{id}", json={}, headers=sent).status_code == 401
    bearer = {"Authorization": f"Bearer {proof}"}
    assert guarded.get("/v1/documents", headers=bearer).status_code == 401


@pytest.mark.parametrize("given", ["", "wrong", "FIRST", "first\x00", "\ufffd"])
def test_a_wrong_key_opens_nothing(guarded: TestClient, given: str) -> None:
    refused = guarded.post("/key", data={"key": given, "next": "/documents/x"})
    assert refused.status_code == 401
    assert "set-cookie" not in refused.headers
    guarded.cookies.set("speechrag_key", hashlib.sha256(given.encode()).hexdigest())
    assert guarded.get("/documents/x").status_code == 401


@pytest.mark.parametrize(
    "wanted",
    ["https://away.example", "//away.example", "/\\away.example", "javascript:x", "/documents",
     "/documents/x\r\nSet-Cookie: a=b", "documents/x", "/v1/documents"],
)  # fmt: skip
def test_the_form_leads_nowhere_but_to_a_page(guarded: TestClient, wanted: str) -> None:
    sent = guarded.post("/key", data={"key": "first", "next": wanted}, follow_redirects=False)
    assert sent.headers["location"] == "/"


def test_a_form_is_taken_at_no_other_address_and_json_not_there(guarded: TestClient) -> None:
    key = {"Authorization": "Bearer first"}
    assert guarded.post("/v1/ask", data={"question": "x"}, headers=key).status_code == 415
    assert guarded.post("/key", json={"key": "first"}).status_code == 415


# --- words ----------------------------------------------------------------------------------------


def test_every_rule_of_cleaning_and_every_word_exists_in_both_languages() -> None:
    for rule in RULES:
        chinese = words.cleaning_words("zh", rule.__name__)
        assert chinese != rule.__name__.replace("_", " "), rule.__name__
    for table in (words._WORDS, words._CLEANING, words._PLACES, words._LANGUAGES):
        for key, (chinese, english) in table.items():
            assert re.search("[\u4e00-\u9fff]", chinese), key
            assert english.isascii() or "{" in english, key
            assert chinese.count("{}") == english.count("{}"), key


@pytest.mark.parametrize(
    ("date", "chinese", "english"),
    [
        (PartialDate(2025, 1, 20), "2025年1月20日", "20 January 2025"),
        (PartialDate(2025, 12), "2025年12月", "December 2025"),
        (PartialDate(2025), "2025年", "2025"),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(
    date: PartialDate, chinese: str, english: str
) -> None:
    assert (words.dated(date, "zh"), words.dated(date, "en")) == (chinese, english)


def test_a_long_span_in_a_link_is_no_long_search(client: TestClient) -> None:
    document = of("minghu-2026.txt")
    page = client.get(f"/documents/{document.id}?c=0-999999999&h=00000000")
    assert page.status_code == 404


def test_pages_are_kept_by_no_cache_between(client: TestClient) -> None:
    document = of("minghu-2026.txt")
    for path in (f"/documents/{document.id}", f"/documents/{document.id}/original"):
        assert client.get(path).headers["cache-control"] == "private, no-cache"


def test_the_key_page_can_be_read_in_the_other_language(guarded: TestClient) -> None:
    wrong = guarded.post("/key", data={"key": "no", "next": "/documents/x?c=1-2"})
    assert "/key?next=%2Fdocuments%2Fx%3Fc%3D1-2&amp;lang=zh" in wrong.text
    page = guarded.get("/key?next=%2Fdocuments%2Fx&lang=zh")
    assert page.status_code == 401
    assert 'lang="zh' in page.text


def test_the_cookie_is_secure_behind_a_proxy() -> None:
    app = app_over(sample_engine(), api_keys=["first"], public_url="https://speeches.example")
    sent = TestClient(app).post("/key", data={"key": "first", "next": "/"}, follow_redirects=False)
    assert "secure" in sent.headers["set-cookie"].lower()
