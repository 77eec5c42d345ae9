"""Claims about rate limits: who may send how many requests, and what is kept of those who did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from rag.cli.serve import rates_of
from rag.serving.rates import ASKS, CHANGES, COUNTERS, READS, Counters, Rates, kind_of, network
from rag.settings import Settings
from tests.serving.apps import USUAL, app_over
from tests.serving.engines import FakeEngine, as_engine

QUESTION = {"question": "拆违？"}
FEW = {ASKS: "2/minute", CHANGES: "2/minute", READS: "3/second;4/minute"}


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("rag.serving.rates.time.monotonic", clock)
    return clock


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = app_over(
        as_engine(FakeEngine()), rates=FEW, api_keys=["one", "two"], admin_keys=["rules"]
    )
    with TestClient(app) as client:
        yield client


def statuses(client: TestClient, count: int, key: str, path: str = "/v1/ask") -> list[int]:
    headers = {"Authorization": f"Bearer {key}"}
    return [client.post(path, json=QUESTION, headers=headers).status_code for _ in range(count)]


def test_who_sends_too_many_is_told_when_to_come_again(client: TestClient) -> None:
    assert statuses(client, 3, "one") == [200, 200, 429]
    refused = client.post("/v1/ask", json=QUESTION, headers={"X-API-Key": "one"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert "one" not in refused.json()["detail"].split()


def test_each_key_counts_for_itself_and_unknown_keys_for_their_address(client: TestClient) -> None:
    assert statuses(client, 3, "one") == [200, 200, 429]
    assert statuses(client, 3, "two") == [200, 200, 429]
    assert statuses(client, 3, "rules") == [200, 200, 429]
    # Whoever guesses keys cannot count for each guess anew.
    assert [*statuses(client, 1, "a"), *statuses(client, 1, "b"), *statuses(client, 1, "c")] == [
        401,
        401,
        429,
    ]


def test_questions_changes_and_pages_are_counted_apart(client: TestClient) -> None:
    assert statuses(client, 3, "one", "/v1/ask")[-1] == 429
    assert statuses(client, 3, "one", "/v1/search") == [422, 422, 422]
    assert statuses(client, 3, "rules", "/v1/documents")[-1] == 429


def test_chat_clients_get_a_refusal_that_they_can_read(client: TestClient) -> None:
    assert statuses(client, 2, "one", "/v1/chat/completions")
    headers = {"Authorization": "Bearer one"}
    refused = client.post("/v1/chat/completions", json={}, headers=headers)
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "too-many-requests"


def test_a_window_ends(clock: Clock) -> None:
    rates = Rates(FEW)
    assert [rates.seconds_to_wait(ASKS, "x") for _ in range(3)] == [0, 0, 60]
    clock.now += 59.5
    assert rates.seconds_to_wait(ASKS, "x") == 1
    clock.now += 1
    assert rates.seconds_to_wait(ASKS, "x") == 0


def test_the_longest_of_several_windows_counts(clock: Clock) -> None:
    rates = Rates(FEW)
    assert [rates.seconds_to_wait(READS, "x") for _ in range(4)] == [0, 0, 0, 1]
    clock.now += 1
    assert rates.seconds_to_wait(READS, "x") == 59


def test_the_clock_of_the_wall_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = Rates(FEW)
    waits = [rates.seconds_to_wait(ASKS, "x") for _ in range(2)]
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert [*waits, rates.seconds_to_wait(ASKS, "x") > 0] == [0, 0, True]


def test_any_number_of_addresses_leaves_a_bounded_number_of_counters(clock: Clock) -> None:
    counters = Counters()
    for number in range(100_000):
        counters.incr(f"{number}", 60)
    assert len(counters) == COUNTERS
    assert counters.get("99999") == 1
    assert counters.get("0") == 0


def test_with_the_usual_rates_a_browser_and_a_busy_client_are_never_refused() -> None:
    """A page of 30 files and, from one address, 50 requests a second for a minute, 5 of them
    questions."""
    rates = Rates(rates_of(USUAL))
    assert not any(rates.seconds_to_wait(READS, "browser") for _ in range(30))
    with pytest.MonkeyPatch.context() as patched:
        clock = Clock()
        patched.setattr("rag.serving.rates.time.monotonic", clock)
        for number in range(50 * 120):
            clock.now += 1 / 50
            kind = ASKS if number % 10 == 0 else READS
            assert not rates.seconds_to_wait(kind, "soak")


def test_with_the_usual_rates_three_hundred_questions_in_a_second_are_too_many(
    clock: Clock,
) -> None:
    rates = Rates(rates_of(USUAL))
    waits = [rates.seconds_to_wait(ASKS, "x") for _ in range(300)]
    assert waits.count(0) == 50


def test_an_operator_may_do_without() -> None:
    off = Settings.model_validate({"rate_limits": "off"})
    rates = Rates(rates_of(off))
    assert not any(rates.seconds_to_wait(ASKS, "x") for _ in range(10_000))


@pytest.mark.parametrize("rate", ["", "many", "5/blink", "-1/second"])
def test_a_rate_that_cannot_be_read_is_refused_at_the_start(rate: str) -> None:
    with pytest.raises(Exception, match="SPEECHRAG_RATE_LIMITS"):
        rates_of(Settings.model_validate({"rate_asks": rate}))


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/v1/ask", ASKS),
        ("POST", "/v1/chat/completions", ASKS),
        ("GET", "/v1/ask", READS),
        ("POST", "/v1/search", READS),
        ("POST", "/v1/documents", CHANGES),
        ("DELETE", "/v1/documents/x", CHANGES),
        ("POST", "/v1/indexes/default/rebuild", CHANGES),
        ("GET", "/", READS),
    ],
)
def test_each_request_counts_towards_one_rate(method: str, path: str, kind: str) -> None:
    assert kind_of(method, path) == kind


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", ""),
        ("", ""),
    ],
)
def test_a_house_is_one_address(address: str, counted: str) -> None:
    assert network(address) == counted


def forwarded_statuses(trusted: str) -> list[int]:
    """What four requests get that say they come from four addresses."""
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    app = app_over(as_engine(FakeEngine()), rates=FEW)
    behind: Any = ProxyHeadersMiddleware(cast(Any, app), trusted_hosts=trusted)
    with TestClient(behind, client=("192.0.2.1", 50_000)) as client:
        return [
            client.post(
                "/v1/ask", json=QUESTION, headers={"X-Forwarded-For": f"198.51.100.{number}"}
            ).status_code
            for number in range(4)
        ]


def test_what_a_client_says_of_its_address_is_believed_of_a_known_proxy_only() -> None:
    assert forwarded_statuses("192.0.2.1") == [200, 200, 200, 200]
    assert forwarded_statuses("192.0.2.9") == [200, 200, 429, 429]
