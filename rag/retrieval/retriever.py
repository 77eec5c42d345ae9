"""The retriever: it finds and ranks the passages of an index that answer a question.

The stages: understand -> first stage (soft lexical, BM25, dense) -> fuse -> rerank -> hits.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from rag.index.index import Index
from rag.language.bigrams import bigrams
from rag.late_interaction.encoder import QueryEncoder
from rag.late_interaction.expand import discriminative_terms, expand
from rag.late_interaction.explain import matches
from rag.late_interaction.query import by_chance
from rag.models.embedder import Embedder
from rag.models.llm import LanguageModel
from rag.models.reproducible import rounded
from rag.models.reranker import Reranker
from rag.questions.intent import with_terms
from rag.questions.understand import Reader, joined
from rag.retrieval.fuse import Ranking, interleaved, ranked, reciprocal_rank, scores_of
from rag.types.documents import Passage
from rag.types.questions import Filters, Hit, Match, Message, Question, Term, Understood
from rag.types.text import Language

# The passages that the reranker reads; 150 candidates hold the answer little more often than 100.
CANDIDATES = 100
# The length of each ranking that is fused: among 50,000 passages a point more of the answers to
# English questions are candidates than with 100, and a third of a point more than with 300.
RANKED = 1000
# The first stage scores whole passages only, and subtracts this share of their gain by length.
CHANCE_SHARE = 0.6
# A word with less than this share of the greatest weight does not tell passages apart: as many
# answers are found without it, in a fifth less time (50,000 passages).
LEAST_WEIGHT = 0.3
# Answers that come first, without BM25 and with this share: XQuAD in Chinese .930 and .948, in
# English .925 and .954; policy questions in Chinese .76 and .80.
BM25_SHARE = 0.12
# The share of the soft lexical score where BM25 does not search. XQuAD, English questions over
# Chinese passages, among the first ten: .954 with .3, .949 with 1.
SOFT_SHARE = 0.3
# The share of the cosine, for the shipped model. XQuAD, English questions over Chinese passages,
# gains several points with it; on the policy questions .2 to .35 measure alike.
DENSE_SHARE = 0.25
# The bonus of a preferred document: about the worth of a well-met word of the question.
PREFERENCE = 0.1
# A search gives this many rankings: the soft lexical one at position 0, BM25 at position 1.
RANKINGS, SOFT, BM25 = 3, 0, 1


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Hits, best first, the question as it was understood, and milliseconds by stage."""

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
    """The result of the first stage: its rankings, and the rows that come first when they are
    fused."""

    query: Query
    terms: tuple[Term, ...]
    rankings: list[Ranking]
    rows: NDArray[np.int64]


class Retriever:
    """Finds the passages that answer. It holds models and no index; safe between threads."""

    def __init__(
        self,
        *,
        encoder: QueryEncoder,
        embedder: Embedder,
        reranker: Reranker,
        dense_share: float,
        reader: Reader,
    ) -> None:
        """`dense_share`, 0 to 1, is the share of the cosine of the embedder's vectors in the final
        score; the rest is the reranker's. A better embedder deserves a larger share."""
        self._encoder = encoder
        self._embedder = embedder
        self._reranker = reranker
        self._dense_share = dense_share
        self._reader = reader
        # tantivy and FAISS release the interpreter lock while they search; the soft lexical search
        # runs meanwhile.
        self._beside = ThreadPoolExecutor(thread_name_prefix="search")

    def understand(self, index: Index, question: Question) -> Understood:
        """The question as it is understood, without a search."""
        return self._reader.understand(question, index)

    def self_contained(
        self, index: Index, turns: Sequence[Message], llm: LanguageModel | None
    ) -> str:
        """The last question of a conversation, worded so that it can be asked alone."""
        return self._reader.self_contained(turns, index, llm)

    def retrieve(
        self,
        index: Index,
        question: Question,
        *,
        limit: int,
        understood: Understood | None = None,
    ) -> Retrieved:
        """The best `limit` passages that pass every filter: those of each part of the question in
        turn, where it has several. `understood`: the question, where it was read already."""
        started = time.perf_counter()
        understood = understood or self._reader.understand(question, index)
        found = [(part, self._find(index, part)) for part in understood.each]
        each = [self._with_terms(index, part, own) for part, own in found]
        between = time.perf_counter()
        hits = [
            self._rank(index, own, part, limit) for part, (_, own) in zip(each, found, strict=True)
        ]
        ended = time.perf_counter()
        timings = {
            "retrieve": round((between - started) * 1000, 2),
            "rerank": round((ended - between) * 1000, 2),
        }
        if not understood.parts:
            return Retrieved(hits[0], each[0], timings)
        understood = replace(understood, parts=tuple(each))
        return Retrieved(_in_turn(hits)[:limit], understood, timings)

    def _with_terms(self, index: Index, understood: Understood, found: Candidates) -> Understood:
        importance = self._encoder.encode(understood.topic).importance.tolist()
        terms = discriminative_terms(found.terms, importance, index.passages_with, index.size)
        return with_terms(understood, terms)

    def candidates(self, index: Index, question: Question) -> Candidates:
        """The candidates that the reranker would read, with their rankings."""
        return self._find(index, self._reader.understand(question, index))

    def _find(self, index: Index, understood: Understood) -> Candidates:
        """The first stage: soft lexical, BM25 and dense rankings over all passages that pass the
        filters. Where the question prefers some documents, they are ranked once more by themselves,
        so that the others do not crowd them out."""
        text = understood.topic
        among = [understood.filters]
        if understood.preferred:
            among.append(joined(understood.filters, understood.preferred))
        query = self._query(text)
        beside = self._beside.submit(_engines, index, query, among, understood.language)
        try:
            terms, soft = self._soft(index, text, among)
        finally:
            wait([beside])  # even after an error, since the index may be closed then
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
        """The question's terms, and for each of `among` the ranking of the rows that match them."""
        self._encoder.transliterate(text, index.all_token_ids)
        terms = expand(self._encoder, text, index.vocabulary_ids)
        least = LEAST_WEIGHT * max((term.weight for term in terms), default=0.0)
        weighty = [term for term in terms if term.weight > least]
        met = index.score_terms(weighty) - CHANCE_SHARE * by_chance(index.lengths)
        return terms, [ranked(met, limit=RANKED, among=index.rows(filters)) for filters in among]

    def _rank(
        self,
        index: Index,
        found: Candidates,
        understood: Understood,
        limit: int,
    ) -> tuple[Hit, ...]:
        """Rerank the candidates, add the bonuses, and explain the best hits."""
        rows = found.rows
        if not len(rows):
            return ()
        text = understood.topic
        passages, ids = index.passages(rows), index.token_ids(rows)
        scores = self._reranker.scores(text, [passage.text for passage in passages], ids)
        share = self._dense_share
        # A matrix product would wake BLAS threads, which takes longer than the sum itself.
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
        """The matches of words that were asked for: the topic may hold other words."""
        met = matches(self._encoder, understood.topic, passage.text, ids)
        return tuple(match for match in met if match.query in understood.asked)

    def _bonus(
        self,
        passages: Sequence[Passage],
        found: Candidates,
        understood: Understood,
    ) -> NDArray[np.float32]:
        """The bonus of each row, for matching words and for a preferred document. BM25 searches
        only passages in the question's language, so the soft lexical score stands in for it in the
        others. Without it, passages in the question's language would always outrank the others (245
        speeches, 60 of them in English; English questions, first: .65 with it, .53 without). Its
        share is smaller: it is another form of the score that it is added to."""
        in_language = [passage.document.language == understood.language for passage in passages]
        soft = 1 - SOFT_SHARE * (1 - _best(found.rankings[SOFT::RANKINGS], found.rows))
        lexical = np.where(in_language, _best(found.rankings[BM25::RANKINGS], found.rows), soft)
        preferred = [understood.prefers(passage.document) for passage in passages]
        bonus = BM25_SHARE * lexical + PREFERENCE * np.array(preferred)
        return np.asarray(bonus, dtype=np.float32)


def _in_turn(each: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The first hit of each of several searches, then the second of each, no passage twice."""
    found: dict[str, Hit] = {}
    for row in zip_longest(*each):
        for hit in filter(None, row):
            found.setdefault(hit.passage.id, hit)
    return tuple(found.values())


def _engines(
    index: Index, query: Query, among: Sequence[Filters], language: Language
) -> list[tuple[Ranking, Ranking]]:
    """For each of `among`, the rankings of BM25 and of the dense search. BM25 searches only
    documents in the question's language: in other documents stray figures and abbreviations would
    take a third of the ranks (50,000 passages, English questions: .89 of the answers are among the
    first 100 with them, .91 without)."""
    return [
        (
            index.search_bm25(query.ids, query.bigrams, RANKED, index.rows(filters, language)),
            index.search_dense(query.vector, RANKED, index.rows(filters)),
        )
        for filters in among
    ]


def _best(rankings: Sequence[Ranking], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The best share that any of `rankings` gives to each of `rows`."""
    return np.asarray(
        np.max([scores_of(ranking, rows) for ranking in rankings], axis=0), dtype=np.float32
    )


def _without_copies(passages: Sequence[Passage], order: Sequence[int]) -> list[int]:
    """`order` without passages whose text stands in a better passage of the same document.

    Speeches repeat their formulas every year, so an equal text in another document is kept.
    """
    seen: set[tuple[str, str]] = set()
    kept = []
    for i in order:
        key = (passages[i].document.id, passages[i].text)
        if key not in seen:
            seen.add(key)
            kept.append(i)
    return kept
