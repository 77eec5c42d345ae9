"""A Question and an Index in, ranked Hits and what was understood out.

The river: understand -> first stage (soft lexical, BM25, dense) -> fuse -> rerank -> hits.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.index.index import Index
from rag.language.bigrams import bigrams
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.expand import discriminative_terms, expand
from rag.late_interaction.explain import matches
from rag.late_interaction.query import by_chance
from rag.models.embedder import Embedder
from rag.models.reproducible import rounded
from rag.models.reranker import Reranker
from rag.questions.intent import with_terms
from rag.questions.understand import Reader, joined
from rag.retrieval.fuse import Ranking, interleaved, ranked, reciprocal_rank, scores_of
from rag.types.documents import Passage
from rag.types.questions import Filters, Hit, Match, Question, Term, Understood
from rag.types.text import Language

# The reranker reads this many; 150 candidates hold the answer little more often than 100.
CANDIDATES = 100
# Each ranking is fused as far as this: among 50,000 passages a point more of the answers of English
# questions are candidates than with 100, and a third of one more than with 300.
RANKED = 1000
# The first stage knows whole passages only, and takes off so much of what their length brings.
CHANCE_SHARE = 0.6
# A word that weighs less than this share of the weightiest tells no passage from another: as many
# answers are found without it, in a fifth less time (50,000 passages).
LEAST_WEIGHT = 0.3
# First, without BM25 and with this share of it: XQuAD in Chinese .930 and .948, in English .925 and
# .954; policy questions in Chinese .76 and .80.
BM25_SHARE = 0.12
# XQuAD, English questions over Chinese passages, among the first ten: .954 with .3, .949 with 1.
SOFT_SHARE = 0.3
# For the shipped model. XQuAD, English questions over Chinese passages, gains several points with
# it; policy questions .2 to .35 alike.
DENSE_SHARE = 0.25
# About what one well-met word of a question is worth.
PREFERENCE = 0.1
# One search gives this many rankings; the BM25 one stands at this place.
RANKINGS, SOFT, BM25 = 3, 0, 1


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Hits, best first, what the question was taken to mean, and milliseconds by stage."""

    hits: tuple[Hit, ...]
    understood: Understood
    timings_ms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Query:
    """The question in the forms that BM25 and the dense index take."""

    ids: list[int]
    bigrams: list[str]
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the first stage finds: its rankings, and the rows that these together put first."""

    query: Query
    terms: tuple[Term, ...]
    rankings: list[Ranking]
    rows: NDArray[np.int64]


class Retriever:
    """Finds the passages that answer; holds models, no index, and is safe between threads."""

    def __init__(
        self,
        *,
        encoder: QueryEncoder,
        embedder: Embedder,
        reranker: Reranker,
        dense_share: float = DENSE_SHARE,
        reader: Reader | None = None,
    ) -> None:
        """`dense_share`, 0 to 1, is how much of the final score is the cosine of the embedder's
        vectors, the rest being the reranker's: the better the embedder, the more."""
        self._encoder = encoder
        self._embedder = embedder
        self._reranker = reranker
        self._dense_share = dense_share
        self._reader = reader or Reader()
        # tantivy and FAISS let go of the interpreter while they search: words are met meanwhile.
        self._beside = ThreadPoolExecutor(thread_name_prefix="search")

    def understand(self, index: Index, question: Question) -> Understood:
        """What the question names, without searching for it."""
        return self._reader.understand(question, index)

    def retrieve(self, index: Index, question: Question, *, limit: int) -> Retrieved:
        """The best `limit` passages that pass every filter."""
        started = time.perf_counter()
        understood = self._reader.understand(question, index)
        found = self._find(index, understood)
        importance = self._encoder.encode(understood.topic).importance.tolist()
        terms = discriminative_terms(found.terms, importance, index.passages_with, index.size)
        understood = with_terms(understood, terms)
        between = time.perf_counter()
        hits = self._rank(index, found, understood, limit)
        ended = time.perf_counter()
        timings = {
            "retrieve": round((between - started) * 1000, 2),
            "rerank": round((ended - between) * 1000, 2),
        }
        return Retrieved(hits, understood, timings)

    def candidates(self, index: Index, question: Question) -> Candidates:
        """What the reranker is given to read, and how it was found."""
        return self._find(index, self._reader.understand(question, index))

    def _find(self, index: Index, understood: Understood) -> Candidates:
        """The first stage: soft lexical, BM25 and dense rankings; once over all that may answer
        and, where the question leans to some documents, once over those alone, lest they be
        crowded out."""
        text = understood.topic
        among = [understood.filters]
        if understood.preferred:
            among.append(joined(understood.filters, understood.preferred))
        query = self._query(text)
        beside = self._beside.submit(_engines, index, query, among, understood.language)
        try:
            terms, soft = self._soft(index, text, among)
        finally:
            wait([beside])  # whatever happens: the index may be closed then
        rankings = [
            ranking
            for own, others in zip(soft, beside.result(), strict=True)
            for ranking in (own, *others)
        ]
        return Candidates(query, terms, rankings, reciprocal_rank(rankings, limit=CANDIDATES))

    def _query(self, text: str) -> Query:
        return Query(
            ids=self._encoder.vocabulary.encode(text),
            bigrams=bigrams(self._encoder.vocabulary.normalise(text)),
            vector=self._embedder.embed_question(text),
        )

    def _soft(
        self, index: Index, text: str, among: Sequence[Filters]
    ) -> tuple[tuple[Term, ...], list[Ranking]]:
        """The question's terms, and the rows that meet them, best first, that pass each filter."""
        self._encoder.transliterate(text, index.all_token_ids)
        terms = expand(self._encoder, text, index.vocabulary_ids)
        least = LEAST_WEIGHT * max((term.weight for term in terms), default=0.0)
        weighty = [term for term in terms if term.weight > least]
        met = index.score_terms(weighty) - CHANCE_SHARE * by_chance(index.lengths)
        return terms, [ranked(met, limit=RANKED, among=index.rows(one)) for one in among]

    def _rank(
        self,
        index: Index,
        found: Candidates,
        understood: Understood,
        limit: int,
    ) -> tuple[Hit, ...]:
        """Rerank what was found, prefer what the question leans to, and explain the best."""
        rows = found.rows
        if not len(rows):
            return ()
        text = understood.topic
        passages, ids = index.passages(rows), index.token_ids(rows)
        scores = self._reranker.scores(text, [p.text for p in passages], ids)
        share = self._dense_share
        # As a matrix product it would wake BLAS threads, which takes longer than it does.
        cosines = np.einsum("ij,j->i", index.vectors(rows), found.query.vector)
        scores = (1 - share) * scores.astype(np.float64) + share * cosines
        scores = rounded(scores + self._bonus(passages, found, understood))
        order = _without_copies(passages, np.argsort(-scores, kind="stable").tolist())
        chosen = interleaved(order, [understood.side(passages[i].document) for i in order])[:limit]
        return tuple(
            Hit(passages[i], float(scores[i]), self._matches(understood, passages[i], ids[i]))
            for i in chosen
        )

    def _matches(
        self, understood: Understood, passage: Passage, ids: NDArray[np.uint16]
    ) -> tuple[Match, ...]:
        """Words that met, of those that the asker wrote: the topic may hold others."""
        met = matches(self._encoder, understood.topic, passage.text, ids)
        return tuple(match for match in met if match.query in understood.text)

    def _bonus(
        self,
        passages: Sequence[Passage],
        found: Candidates,
        understood: Understood,
    ) -> NDArray[np.float32]:
        """What words that met add, and what standing in a preferred document does, for each row.
        In another language than the question's it is the soft search that tells of words: were
        it nobody, the best of the one language would be given points that the best of the other
        cannot have (245 speeches, of which 60 in English; English questions, first: .65 so, .53
        without). It counts for less there: it is another form of the score that it is added to."""
        spoken = [passage.document.language == understood.language for passage in passages]
        soft = 1 - SOFT_SHARE * (1 - _best(found.rankings[SOFT::RANKINGS], found.rows))
        lexical = np.where(spoken, _best(found.rankings[BM25::RANKINGS], found.rows), soft)
        preferred = [understood.prefers(p.document) for p in passages]
        bonus = BM25_SHARE * lexical + PREFERENCE * np.array(preferred)
        return np.asarray(bonus, dtype=np.float32)


def _engines(
    index: Index, query: Query, among: Sequence[Filters], spoken: Language
) -> list[tuple[Ranking, Ranking]]:
    """BM25's ranking and the dense one, of the rows that pass each filter. BM25 looks only in
    documents of the question's own language: elsewhere stray figures and abbreviations would take
    a third of the places (50,000 passages, English questions: .89 of the answers are among the
    first 100 with them, .91 without)."""
    return [
        (
            index.search_bm25(query.ids, query.bigrams, RANKED, index.rows(one, spoken)),
            index.search_dense(query.vector, RANKED, index.rows(one)),
        )
        for one in among
    ]


def _best(rankings: Sequence[Ranking], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The best share that one of `rankings` gives to each of `rows`."""
    return np.asarray(np.max([scores_of(one, rows) for one in rankings], axis=0), dtype=np.float32)


def _without_copies(passages: Sequence[Passage], order: Sequence[int]) -> list[int]:
    """`order` without passages whose words stand, in the same document, in a better one.

    Speeches repeat their formulas every year, so equal words in two documents are two findings.
    """
    seen: set[tuple[str, str]] = set()
    kept = []
    for i in order:
        key = (passages[i].document.id, passages[i].text)
        if key not in seen:
            seen.add(key)
            kept.append(i)
    return kept
