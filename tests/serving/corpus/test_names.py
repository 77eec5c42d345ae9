"""Claims about the names of uploaded files: whatever was sent, what is stored is safe."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.presentation.user_input import InvalidField
from rag.serving.corpus.names import LONGEST_NAME_BYTES, safe_name, same_place


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("讲话（全文）.docx", "讲话（全文）.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\fakepath\\报告: 一.txt", "报告_ 一.txt"),
        ("folder/..\\a.txt", "a.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("console.txt", "console.txt"),
        ("a.txt. . ", "a.txt"),
        (".hidden.txt", "hidden.txt"),
        ("-rf.txt", "-rf.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_a_name_is_made_safe(sent: str, stored: str) -> None:
    assert safe_name(sent, "files.0") == stored


@pytest.mark.parametrize(
    "sent", ["", "/", "..", "a/", "a\x00.txt", "a\n.txt", "\u202etxt.exe", "\ud800.txt", "~$a.docx"]
)
def test_what_no_name_can_be_made_of_is_refused_without_repeating_it(sent: str) -> None:
    with pytest.raises(InvalidField) as refused:
        safe_name(sent, "files.0")
    assert refused.value.field == "files.0"


def test_long_names_are_shortened_and_stay_apart() -> None:
    names = [safe_name("长" * 300 + f"{number}.docx", "files.0") for number in range(3)]
    assert len(set(names)) == len(names)
    for name in names:
        assert len(name.encode()) <= LONGEST_NAME_BYTES
        assert name.endswith(".docx")


def test_names_that_some_system_takes_for_one_are_one() -> None:
    assert same_place("Ä.TXT") == same_place(unicodedata.normalize("NFD", "ä.txt"))


@given(st.text())
def test_no_name_leads_out_of_its_folder(sent: str) -> None:
    try:
        name = safe_name(sent, "files.0")
    except InvalidField:
        return
    assert name == name.strip()
    assert not set(name) & set('/\\<>:"|?*\x00\n')
    assert not name.startswith((".", "~$"))
    assert len(name.encode()) <= LONGEST_NAME_BYTES
    assert safe_name(name, "files.0") == name
