"""Language models: good and bad servers give text, or a typed error in good time."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from rag.errors import AnswererInterrupted, AnswererUnavailable
from rag.models import completion
from rag.models.llm import OpenAICompatible
from rag.types.questions import Message
from tests.answering.scripted import DONE, Pause, Refuse, Scripted, completion_event, serving, whole

ASK = [Message("system", "规则"), Message("user", "问题")]
FOREVER = Pause(30)


@pytest.fixture(autouse=True)
def no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "FIRST_PAUSE_SECONDS", 0.01)


def model_of(script: Scripted, **options: Any) -> OpenAICompatible:
    usual = {"first_token_seconds": 30.0, "total_seconds": 120.0, "retries": 2}
    return OpenAICompatible(script.address, "key", "tiny", **{**usual, **options})


def said_by(script: Scripted, **options: Any) -> str:
    return "".join(model_of(script, **options).stream(ASK))


def test_a_reply_arrives_piece_by_piece_and_the_request_is_what_was_said() -> None:
    with serving(["第一", "行\n第二", completion_event("行", "stop"), DONE]) as script:
        assert list(model_of(script).stream(ASK)) == ["第一", "行\n第二", "行"]
    (request,) = script.requests
    assert request["messages"] == [
        {"role": "system", "content": "规则"},
        {"role": "user", "content": "问题"},
    ]
    assert request["model"] == "tiny"
    assert request["temperature"] == 0


def test_a_piece_is_passed_on_before_the_reply_ends() -> None:
    with serving(["第一行\n", FOREVER]) as script:
        stream = model_of(script).stream(ASK)
        started = time.monotonic()
        assert next(stream) == "第一行\n"
        assert time.monotonic() - started < 5
        stream.close()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_refusal_is_tried_again_and_a_lasting_one_is_typed(status: int) -> None:
    with serving([Refuse(status)], whole("好")) as script:
        assert said_by(script) == "好"
    with serving([Refuse(status)]) as script:
        with pytest.raises(AnswererUnavailable, match=f"status {status}"):
            said_by(script, retries=2)
        assert len(script.requests) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 422])
def test_a_refusal_that_will_not_pass_is_not_tried_again(status: int) -> None:
    with serving([Refuse(status)]) as script:
        with pytest.raises(AnswererUnavailable, match=f"status {status}"):
            said_by(script)
        assert len(script.requests) == 1


def test_the_server_says_how_long_to_wait() -> None:
    with serving([Refuse(429, headers=(("Retry-After", "1"),))], whole("好")) as script:
        started = time.monotonic()
        assert said_by(script) == "好"
        assert time.monotonic() - started >= 1


@pytest.mark.parametrize("name", ["temperature", "max_tokens"])
def test_a_parameter_that_the_server_refuses_is_left_out(name: str) -> None:
    refusal = f'{{"error":{{"message":"Unsupported parameter: {name}"}}}}'.encode()
    with serving([Refuse(400, refusal)], whole("好")) as script:
        assert said_by(script, retries=0) == "好"
    assert name in script.requests[0]
    assert name not in script.requests[1]


def test_a_server_that_is_not_there_is_named_as_unreachable() -> None:
    with serving(whole("好")) as script:
        pass
    with pytest.raises(AnswererUnavailable, match="cannot be reached"):
        said_by(script)


def test_a_server_that_stays_silent_is_given_up_in_time() -> None:
    with serving([FOREVER]) as script:
        started = time.monotonic()
        with pytest.raises(AnswererUnavailable, match=r"did not begin to answer within 0\.5 s"):
            said_by(script, first_token_seconds=0.5)
        assert time.monotonic() - started < 3
        assert script.left.wait(1)


def test_signs_of_life_are_no_answer_and_end_at_the_deadline() -> None:
    drip = [part for _ in range(200) for part in (b": wait\n\n", Pause(0.05))]
    with (
        serving(drip) as script,
        pytest.raises(AnswererUnavailable, match="did not begin"),
    ):
        said_by(script, first_token_seconds=0.5)


def test_a_stall_in_the_middle_ends_with_the_whole_time() -> None:
    with serving(["半", FOREVER]) as script:
        stream = model_of(script, total_seconds=0.8).stream(ASK)
        assert next(stream) == "半"
        with pytest.raises(AnswererInterrupted, match=r"did not end within 0\.8 s"):
            next(stream)


@pytest.mark.parametrize(
    "rest",
    [
        [],
        [b"data: {not json\n\n"],
        [b"data: [1, 2]\n\n"],
        [b"\xff\xfe\xfd\n\n"],
        [b'data: {"choices":[{"delta":{"content":"\xe6\x9d"}}]}\n\n'],
        [b'data: {"error":{"message":"out of memory"}}\n\n'],
        [b"data: " + b"x" * (10 << 20)],
        [completion_event("…", "length"), DONE],
        [DONE],
    ],
    ids=[
        "early-close",
        "not-json",
        "no-object",
        "not-utf8",
        "half-a-character",
        "error",
        "huge-line",
        "cut-off",
        "no-end",
    ],
)
def test_a_reply_that_breaks_off_or_turns_to_garbage_is_an_interruption_and_never_tried_again(
    rest: list[bytes],
) -> None:
    with serving(["半", *rest]) as script:
        stream = model_of(script).stream(ASK)
        assert next(stream) == "半"
        with pytest.raises(AnswererInterrupted, match="did not finish"):
            list(stream)
        assert len(script.requests) == 1


@pytest.mark.parametrize(
    "reply", [[b""], [b"data: {not json\n\n"], [b"\xff" * 100], [b"x" * (9 << 20)]]
)
def test_garbage_from_the_start_is_unavailable(reply: list[bytes]) -> None:
    with serving(reply) as script, pytest.raises(AnswererUnavailable):
        said_by(script, retries=1)


def test_a_character_split_between_reads_is_whole() -> None:
    event = completion_event("违法建设").replace(rb"\u8fdd", "违".encode())
    cut = event.index("违".encode()) + 1
    with serving(
        [event[:cut], Pause(0.1), event[cut:], completion_event("", "stop"), DONE]
    ) as script:
        assert said_by(script) == "违法建设"


def test_closing_a_reply_ends_the_request_at_once() -> None:
    with serving(["一", FOREVER]) as script:
        stream = model_of(script).stream(ASK)
        next(stream)
        started = time.monotonic()
        stream.close()
        assert script.left.wait(1)
        assert time.monotonic() - started < 1


def test_no_thread_is_left_when_the_replies_are_read() -> None:
    before = threading.active_count()
    with serving(whole("好")) as script:
        model = model_of(script)
        for _ in range(5):
            assert "".join(model.stream(ASK)) == "好"
    assert threading.active_count() <= before


def test_eight_replies_at_once_do_not_mix() -> None:
    with serving(["甲", Pause(0.1), "乙", completion_event("", "stop"), DONE]) as script:
        model = model_of(script)
        replies: list[str] = []
        threads = [
            threading.Thread(target=lambda: replies.append("".join(model.stream(ASK))))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert replies == ["甲乙"] * 8


def test_no_message_tells_the_key_or_the_address() -> None:
    with serving([Refuse(401, b'{"error":{"message":"bad key sk-secret"}}')]) as script:
        with pytest.raises(AnswererUnavailable) as refused:
            said_by(script)
        assert "sk-secret" not in str(refused.value)
        assert "127.0.0.1" not in str(refused.value)


def test_the_openai_package_is_imported_only_where_a_model_is_made() -> None:
    program = (
        "import sys, rag.assembly\nfrom rag.settings import Settings\n"
        "assert rag.assembly.make_llm(Settings()) is None\n"
        "assert 'openai' not in sys.modules and 'httpx2' not in sys.modules\n"
        "rag.assembly.make_llm(Settings(llm_base_url='http://127.0.0.1:1/v1', llm_model='m'))\n"
        "assert 'openai' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
