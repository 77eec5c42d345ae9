"""Tests of the bundled vocabulary: what a piece is, where it stands, who agrees on it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import tiktoken
from tokenizers import Tokenizer

from rag.language.vocabulary import ENCODING_NAME, TOKENIZER_FILE, Vocabulary

FOLDER = Path(__file__).parents[2] / "rag" / "models" / "bilingual"
PARALLEL = Path(__file__).parents[3] / "shared" / "data" / "train" / "parallel.tsv"
LINES = [
    "疏解非首都功能中，拆违治乱更是重中之重。",
    "第三产业占比首次突破70%，同比增长21.8％",
    "Demolition of illegal construction: 1,234.5 m² (½ done)",
    "基本無違法建設城區，臺灣積體電路製造公司",
    "naïve café ＡＢＣ１２３ ﬁne ²Å İstanbul",
    "ガギグ 한국어 العربية русский עברית",
    "emoji 👩‍👩‍👧‍👦 🇨🇳 1️⃣ and 𠀀𪚥 rare",
    "tabs\tand\r\nlines\u2028and\u3000wide\u00a0space\u200bnothing",
    "\ufffd \x00 \x1f \U0010ffff",
    "",
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.bundled()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER / TOKENIZER_FILE))


def test_ids_fit_sixteen_bits(vocabulary: Vocabulary) -> None:
    assert 48_000 <= vocabulary.size <= 65_536


def test_pieces_are_words_and_cut_no_character(vocabulary: Vocabulary) -> None:
    pieces = [
        vocabulary.piece(token_id)
        for token_id in vocabulary.encode("第三产业, demolition of 违法建设")
    ]
    assert pieces[0] == "第三产业"
    assert "demolition" in pieces
    assert "�" not in "".join(pieces)


def test_traditional_text_has_the_ids_of_simplified_text(vocabulary: Vocabulary) -> None:
    traditional, simplified = "臺灣積體電路製造公司，後來發展", "台湾积体电路制造公司,后来发展"
    assert vocabulary.encode(traditional) == vocabulary.encode(simplified)


def test_normalising_twice_changes_nothing(vocabulary: Vocabulary) -> None:
    for line in LINES:
        once = vocabulary.normalise(line)
        assert vocabulary.normalise(once) == once


def test_case_width_and_accents_do_not_matter(vocabulary: Vocabulary) -> None:
    assert vocabulary.normalise("Ｃａｆé ÉCOLE") == "cafe ecole"


def test_white_space_gives_no_pieces(vocabulary: Vocabulary) -> None:
    assert vocabulary.encode(" \t\r\n\u3000\u2028\u00a0") == []
    assert vocabulary.count("") == 0


@pytest.mark.parametrize("line", LINES)
def test_tiktoken_and_tokenizers_give_identical_ids(
    vocabulary: Vocabulary, tokenizer: Tokenizer, line: str
) -> None:
    assert vocabulary.encode(line) == tokenizer.encode(line, add_special_tokens=False).ids


def test_both_normalise_every_character_alike(vocabulary: Vocabulary, tokenizer: Tokenizer) -> None:
    different = [
        hex(code_point)
        for code_point in range(1, 0x30000)
        if unicodedata.category(chr(code_point)) != "Cs"
        and tokenizer.normalizer.normalize_str(chr(code_point))
        != vocabulary.normalise(chr(code_point))
        and not _is_newer(chr(code_point), tokenizer)
    ]
    assert different == []


def _is_newer(character: str, tokenizer: Tokenizer) -> bool:
    """Whether it can have come after Unicode 14, which the shipped tokenizer was made with and
    Pythons from 3.12 on are ahead of: unknown to the tokenizer, it stays as it is."""
    return (
        unicodedata.unidata_version > "14.0.0"
        and str(tokenizer.normalizer.normalize_str(character)) == character
    )


def test_ten_thousand_lines_have_identical_ids(
    vocabulary: Vocabulary, tokenizer: Tokenizer
) -> None:
    if not PARALLEL.exists():
        pytest.skip("needs ../shared/data/train/parallel.tsv, which is not part of the repository")
    with PARALLEL.open(encoding="utf-8") as file:
        rows = [line.split("\t")[:2] for number, line in enumerate(file) if number % 36 == 0]
    lines = [text for row in rows for text in row][:10_000]
    assert len(lines) == 10_000
    theirs = tokenizer.encode_batch(lines, add_special_tokens=False)
    different = [
        line
        for line, ours, other in zip(lines, vocabulary.encode_batch(lines), theirs, strict=True)
        if ours != other.ids
    ]
    assert different == []


@pytest.mark.parametrize("line", LINES)
def test_every_piece_is_found_where_it_stands(vocabulary: Vocabulary, line: str) -> None:
    places = vocabulary.encode_offsets(line)
    assert [one for one, _, _ in places] == vocabulary.encode(line)
    for token, start, end in places:
        assert 0 <= start < end <= len(line)
        piece = vocabulary.piece(token)
        if "\ufffd" not in piece:
            assert piece in vocabulary.normalise(line[start:end])


def test_places_are_counted_in_the_original_text(vocabulary: Vocabulary) -> None:
    text = "㎡　違法 CAFÉ"
    words = {text[start:end] for _, start, end in vocabulary.encode_offsets(text)}
    assert {"違法", "CAFÉ"} <= words


def test_a_lone_surrogate_is_one_unknown_character(vocabulary: Vocabulary) -> None:
    text = "前\ud83d\ude00后"
    assert vocabulary.normalise(text) == "前\ufffd\ufffd后"
    assert vocabulary.encode_offsets(text)[-1][1:] == (3, 4)


def test_tiktoken_knows_the_encoding_by_its_name(vocabulary: Vocabulary) -> None:
    pytest.importorskip("tiktoken_ext.speechrag", reason="the package is not installed")
    encoding = tiktoken.get_encoding(ENCODING_NAME)
    line = vocabulary.normalise(LINES[0])
    assert encoding.encode(line) == vocabulary.encoding().encode(line) == vocabulary.encode(line)


def test_the_digest_names_the_files(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.digest) == 64
    assert vocabulary is Vocabulary.bundled()
