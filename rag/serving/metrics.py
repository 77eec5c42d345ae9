"""The metrics of one application, in a registry of its own, as Prometheus reads them.

Values of labels are bounded: a route is its template, never a path; a method that no route knows is
`other`.
"""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Callable, Iterable, Mapping
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from rag.errors import SpeechragError
from rag.serving.indexes import OpenIndex
from rag.serving.jobs.job import Job, Status
from rag.serving.request_note import RequestNote
from rag.serving.threads import ThreadPool

# Every Prometheus reads this format.
MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# An answer takes some ten milliseconds, one of a language model some ten seconds.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)
_STAGE_SECONDS = (0.001, 0.0025, *_SECONDS)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """Counts requests, answers and refusals. What can be looked up when somebody reads, such as
    queues and the index, is not counted: see `watch`."""

    def __init__(self, version: str) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "speechrag_http_requests",
            "Requests, by route template, method and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "speechrag_http_request_seconds",
            "Seconds from the first byte of a request's headers to the end of its response.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge(
            "speechrag_http_requests_in_flight",
            "Requests that are being answered.",
            registry=self.registry,
        )
        self.streams = Gauge(
            "speechrag_event_streams_open", "Open event streams.", registry=self.registry
        )
        self._answers = Counter(
            "speechrag_answers",
            "Answers by status; comparisons have the status `comparison`, what is no question"
            " `small_talk` or `housekeeping`.",
            ("status",),
            registry=self.registry,
        )
        self._stage_seconds = Histogram(
            "speechrag_stage_seconds",
            "Seconds that the searches and answers of a request spent in each stage.",
            ("stage",),
            buckets=_STAGE_SECONDS,
            registry=self.registry,
        )
        self._problems = Counter(
            "speechrag_problems",
            "Requests that were refused or failed, by the code of the problem.",
            ("code",),
            registry=self.registry,
        )
        Info("speechrag_build", "The program.", registry=self.registry).info({"version": version})
        ProcessCollector(registry=self.registry)

    def finished(
        self, note: RequestNote, *, method: str, route: str, status: int, seconds: float
    ) -> None:
        """Count a request that has been answered."""
        method = method if method in _METHODS else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(method, route).observe(seconds)
        for answer in note.answers:
            self._answers.labels(answer).inc()
        for stage, milliseconds in note.stages.items():
            self._stage_seconds.labels(stage).observe(milliseconds / 1000)
        if note.problem:
            self._problems.labels(note.problem).inc()

    def watch(self, collector: Collector) -> None:
        """Look at `collector` whenever the metrics are read."""
        self.registry.register(collector)

    def written(self) -> bytes:
        """All metrics, as MEDIA_TYPE."""
        return generate_latest(self.registry)


class Pools(Collector):
    """How busy each pool of threads is, and how many it turned away."""

    def __init__(self, pools: Mapping[str, ThreadPool]) -> None:
        self._pools = dict(pools)

    def collect(self) -> Iterable[Metric]:
        busy = GaugeMetricFamily("speechrag_threads_busy", "Threads at work.", labels=["pool"])
        waiting = GaugeMetricFamily(
            "speechrag_queue_waiting", "Requests that wait for a thread.", labels=["pool"]
        )
        refused = CounterMetricFamily(
            "speechrag_queue_refused",
            "Requests that were turned away because the queue was full.",
            labels=["pool"],
        )
        for name, pool in self._pools.items():
            busy.add_metric([name], pool.busy)
            waiting.add_metric([name], pool.waiting)
            refused.add_metric([name], pool.refused)
        return busy, waiting, refused


class ServedIndexes(Collector):
    """Of each index the generation that answers, its size, and whether a newer one could not be
    taken up."""

    def __init__(self, served: Callable[[], Iterable[OpenIndex]]) -> None:
        self._served = served

    def collect(self) -> Iterable[Metric]:
        gauges = {
            name: GaugeMetricFamily(f"speechrag_index_{name}", told, labels=["index"])
            for name, told in _INDEX_GAUGES.items()
        }
        for served in self._served():
            for name, value in _values(served).items():
                gauges[name].add_metric([served.name], value)
        return gauges.values()


_INDEX_GAUGES = {
    "ready": "Whether there is a generation that answers.",
    "degraded": "Whether the newest generation cannot be used, or would not open again.",
    "generation": "The generation that answers.",
    "documents": "Documents of the generation that answers.",
    "passages": "Passages of the generation that answers.",
    "bytes": "Bytes of the files of the generation that answers.",
}


def _values(served: OpenIndex) -> dict[str, float]:
    """Name of a gauge -> its value; an index that cannot be opened is not ready."""
    try:
        with served.engine.index() as index:
            return {
                "ready": 1,
                "degraded": index.degraded
                or index.disk_problem is not None
                or served.refresher.failure is not None,
                "generation": index.state.generation,
                "documents": len(index.catalogue),
                "passages": index.size,
                "bytes": index.bytes,
            }
    except SpeechragError:
        return {"ready": 0}


class BuildJobs(Collector):
    """The jobs that are remembered, the last hundred, by what became of them."""

    def __init__(self, jobs: Callable[[], Iterable[Job]]) -> None:
        self._jobs = jobs

    def collect(self) -> Iterable[Metric]:
        told = "Builds that were started over HTTP, of the last hundred, by status."
        gauge = GaugeMetricFamily("speechrag_jobs", told, labels=["status"])
        found = Counts(job.status for job in self._jobs())
        for status in get_args(Status):
            gauge.add_metric([status], found[status])
        return (gauge,)
