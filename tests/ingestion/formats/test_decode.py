"""Claims about bytes: decoded rightly or refused, never with a replacement character."""

from __future__ import annotations

import pytest

from rag.ingestion.formats.decode import Undecodable, decode
from rag.types.documents import DocumentWarning, values_of
from tests.ingestion.formats.speech import TRADITIONAL, plain

BIG5 = "\n".join(TRADITIONAL)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", plain()),
        ("utf-8-sig", plain()),
        ("gb18030", plain()),
        ("gbk", plain()),
        ("big5", BIG5),
        ("utf-16", plain()),
        ("utf-16-le", plain()),
        ("utf-16-be", plain()),
        ("utf-32", plain()),
        ("utf-16-le", "An English speech in UTF-16.\n" * 3),
        ("gb18030", "各位代表，现在我代表市人民政府向大会报告工作。"),
        ("cp1252", "The “state” of the Union’s cities – café by café.\n" * 20),
    ],
)
def test_the_characters_come_out_as_they_went_in(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_how_the_encoding_was_decided_is_told() -> None:
    assert decode(plain().encode("utf-8")).reason == "valid UTF-8"
    assert decode(b"\xff\xfe" + plain().encode("utf-16-le")).reason == "byte order mark"
    assert "charset-normalizer" in decode(plain().encode("gb18030")).reason


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_half_a_character_at_the_end_is_left_out_and_told(encoding: str) -> None:
    whole = plain().strip()
    decoded = decode(whole.encode(encoding)[:-1])
    assert plain().startswith(decoded.text)
    assert "\ufffd" not in decoded.text
    end = len(whole[:-1].encode(encoding))
    assert decoded.warnings == (DocumentWarning("truncated", values_of(byte=end)),)


def test_a_few_stray_zeros_do_not_make_utf_16() -> None:
    text = ("去年完成了任务。" * 20 + "\x00") * 3
    assert decode(text.encode()).text == text


def test_random_bytes_are_refused_with_the_place_where_they_fail() -> None:
    noise = bytes(range(128, 256)) * 40 + bytes(range(32)) * 40
    with pytest.raises(Undecodable, match=r"byte 0|control characters"):
        decode(noise)


def test_a_broken_character_in_the_middle_is_not_papered_over() -> None:
    data = bytearray("第一段完成了任务。\n第二段完成了任务。\n".encode() * 50)
    data[700:701] = b"\xff"
    try:
        text = decode(bytes(data)).text
    except Undecodable:
        return
    assert "\ufffd" not in text


def test_a_few_common_characters_are_gbk() -> None:
    assert decode("测试".encode("gbk")).text == "测试"
    assert decode("青川区的报告，三页。".encode("gbk")).text == "青川区的报告，三页。"


@pytest.mark.parametrize("taken_for", ["cp1252", "latin-1"])
def test_utf_8_that_was_encoded_twice_is_read(taken_for: str) -> None:
    words = (
        "各位代表，新建农村公路107公里。" if taken_for == "latin-1" else "去年新增就业3万人，café。"
    )
    once = words.encode()
    twice = "".join(
        chr(byte) if taken_for == "latin-1" else _western(byte) for byte in once
    ).encode()
    found = decode(twice)
    assert found.text == words
    assert "twice" in found.reason


def _western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize("text", ["Ça va, Émile?", "naïve café – £5 ½ déjà vu, à côté, là-bas, où"])
def test_western_text_is_no_text_encoded_twice(text: str) -> None:
    assert decode(text.encode()).text == text


def test_a_mark_of_utf_8_before_gbk_is_passed_over() -> None:
    assert decode(b"\xef\xbb\xbf" + plain().encode("gbk")).text == plain()


@pytest.mark.parametrize(
    "text",
    [
        '"Экономика" выросла на 5 процентов, - сказал он. ' * 3,
        "Η οικονομία αναπτύχθηκε κατά 5%. " * 3,
        "Ko te p\u016btea a te Kāwanatanga mō Māori, ko tōna whāinga. " * 3,
        "Gospodarka wzrosła o 5%, bezrobocie spadło; żeby tak dalej. " * 3,
    ],
)
def test_letters_beyond_western_latin_are_not_taken_for_utf_8_encoded_twice(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.reason) == (text, "valid UTF-8")
