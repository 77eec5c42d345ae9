"""Asks what the table of figures answers, and judges the answers by the hand-made ledger.

    scripts/bench figures [--misses] [--limit N]

Asked over the 62 provincial reports of ../shared/data/eval/policy, in Chinese and in English:

- the growth target of 2025 of every province, and whether it was met: both halves cited, and right
  for the 15 provinces whose ledger is given;
- growth in eight wordings, for each province: the first statement right, and the same in all;
- which is highest, lowest, how many state one value, which did not reach it, for 12 indicators:
  right as computed from the ledger of the 15 provinces, which are the only ones asked;
- questions that are none for the table: none may be answered from it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rag.assembly import assemble_engine, make_embedder
from rag.engine import Engine
from rag.ingestion.build import build
from rag.language.detect import language_of
from rag.language.places import place_named
from rag.language.vocabulary import Vocabulary
from rag.settings import Settings
from rag.types.answers import Answer, IndexState
from rag.types.figure_table import StatedRow
from rag.types.questions import Filters, Question, Understood

_DATA = Path(__file__).parents[2].joinpath("../shared/data/eval").resolve()
_SCALES = {"万人": 1e4, "亿斤": 5e7, "万吨": 1e7, "亿元": 1e8, "万亿元": 1e12, "万元": 1e4}
TODAY = datetime.date(2026, 11, 23)
# The eight ways to ask for one figure; %s is the province, the year is 2025.
WORDINGS = {
    "zh target": [
        "%s2025年GDP增长目标是多少？",
        "%s2025年地区生产总值增长目标是多少？",
        "2025年%s的经济增速目标定在多少？",
        "%s2025年经济增长的预期目标是什么？",
        "2025年，%s提出的地区生产总值增速目标是百分之几？",
        "请问%s2025年的经济增长率目标是多少",
        "%s为2025年设定的GDP增速目标",
        "%s2025年政府工作报告提出的经济增长目标是多少？",
    ],
    "zh result": [
        "%s2025年GDP增长了多少？",
        "%s2025年地区生产总值增速是多少？",
        "2025年%s经济增长多少？",
        "%s2025年的经济增速是多少？",
        "2025年%s的GDP增速有多快？",
        "请问%s2025年地区生产总值同比增长多少",
        "%s2025年实际经济增长率",
        "2025年%s生产总值增长百分之几？",
    ],
    "en target": [
        "What was %s's GDP growth target for 2025?",
        "What economic growth rate did %s aim for in 2025?",
        "What growth target did %s set for 2025?",
        "What target for regional GDP growth did %s announce for 2025?",
        "How much economic growth did %s plan for 2025?",
        "%s GDP growth target 2025",
        "What was the target for economic growth in %s in 2025?",
        "By how much did %s want its GDP to grow in 2025?",
    ],
    "en result": [
        "How fast did %s's GDP grow in 2025?",
        "What was %s's GDP growth in 2025?",
        "By how much did %s's economy grow in 2025?",
        "What economic growth rate did %s achieve in 2025?",
        "What was the economic growth rate of %s in 2025?",
        "How much did the regional GDP of %s increase in 2025?",
        "%s GDP growth 2025",
        "What was the actual growth of %s's economy in 2025?",
    ],
}
LEDGER = {
    "zh": "%s2025年GDP增长目标是多少，完成了吗？",
    "en": "What was %s's GDP growth target for 2025, and was it met?",
}
NAMES = {
    "gdp": ("地区生产总值增速", "GDP growth"),
    "iva": ("规上工业增加值增速", "growth of industrial value added"),
    "fai": ("固定资产投资增速", "fixed-asset investment growth"),
    "retail": ("社会消费品零售总额增速", "retail sales growth"),
    "rev": ("一般公共预算收入增速", "growth of general public budget revenue"),
    "trade": ("进出口总额增速", "growth of imports and exports"),
    "jobs": ("城镇新增就业人数", "number of new urban jobs"),
    "unemp": ("城镇调查失业率", "surveyed urban unemployment rate"),
    "cpi": ("居民消费价格涨幅", "CPI increase"),
    "grain": ("粮食产量", "grain output"),
    "pm25": ("PM2.5平均浓度", "PM2.5 concentration"),
    "income": ("居民人均可支配收入增速", "growth of per capita disposable income"),
}
SUPERLATIVES = {
    "highest": (
        "哪个省{year}年的{zh}{what}最高？",
        "Which province had the highest {en}{what_en} in {year}?",
    ),
    "lowest": (
        "{year}年{zh}{what}最低的是哪个省？",
        "Which province had the lowest {en}{what_en} in {year}?",
    ),
}
OTHERS = [
    "浙江民营企业进出口增长多少？",
    "浙江怎么提高粮食产量？",
    "为什么安徽经济增长快？",
    "How will Anhui raise grain output?",
    "安徽高技术制造业投资增长多少？",
    "合肥2025年GDP增长多少？",
    "What does Hunan's report say about culture?",
    "广东为稳定就业采取了哪些措施？",
    "哪个省的5G基站最多？",
    "What share of Guangdong's trade are exports of private firms?",
    "山东海水淡化能力是多少？",
    "How did Jiangsu meet its growth target?",
    "河南夏粮单产是多少？",
]


@dataclass
class Tally:
    """Right of asked, by what was asked."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def note(self, name: str, *, right: bool, miss: str) -> None:
        self.asked[name] += 1
        self.right[name] += right
        if not right:
            self.misses.append(f"{name}: {miss}")


@dataclass(frozen=True)
class Asker:
    engine: Engine
    tally: Tally

    def ask(self, text: str, regions: Sequence[str] = ()) -> Answer:
        """The answer of the table; an empty one where it leaves the question to the reader."""
        question = Question(text, Filters(regions=tuple(regions)), language_of(text))
        started = time.perf_counter()
        answer = self.engine.ask_table(question, limit=16)
        if answer is None:
            understood = Understood(text, question.language, text, question.filters)
            state = IndexState("reports", 0)
            return Answer("ans_none", "unsupported", question, understood, (), state)
        self.tally.milliseconds.append((time.perf_counter() - started) * 1000)
        return answer


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    parser.add_argument("--limit", type=int, default=None, help="ask this many provinces only")
    options = parser.parse_args()
    gold = [cell for cell in _lines("dev-gold.jsonl") if _is_main(cell)]
    verdicts = [one for one in _lines("dev-verdicts.jsonl") if _is_main(one)]
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        asker = Asker(_engine(Path(folder)), tally)
        with asker.engine.index() as index:
            provinces = list(index.regions())[: options.limit]
        asker.ask("安徽2025年GDP增长目标是多少？")  # loads what is loaded once
        tally.milliseconds.clear()
        _ask_ledger(asker, provinces, gold)
        _ask_wordings(asker, provinces, gold)
        _ask_superlatives(asker, gold)
        _ask_missed(asker, gold, verdicts)
        for text in OTHERS:
            tally.note("others", right=asker.ask(text).table is None, miss=text)
        asker.engine.close()
    for miss in tally.misses if options.misses else ():
        print(miss)
    for name, asked in tally.asked.items():
        print(f"{name:24} {tally.right[name]:4} of {asked:4}  {tally.right[name] / asked:.3f}")
    print(
        f"milliseconds: median {statistics.median(tally.milliseconds):.1f}, "
        f"95th part {statistics.quantiles(tally.milliseconds, n=20)[-1]:.1f}, "
        f"most {max(tally.milliseconds):.1f}"
    )
    return 0


def _ask_ledger(asker: Asker, provinces: Sequence[str], gold: Sequence[dict[str, Any]]) -> None:
    for language, question in LEDGER.items():
        for province in provinces:
            answer = asker.ask(question % _called(province, language))
            have = {statement.stance for statement in answer.statements}
            both = {"target", "achieved"} <= have
            asker.tally.note(
                f"{language} both halves", right=both, miss=f"{province} {answer.text}"
            )
            cells = [_cell(gold, province, "gdp", slot) for slot in ("T25", "R25")]
            if all(cells):
                rows = answer.table.rows if answer.table else ()
                fits = [any(_fits(row, cell) for row in rows) for cell in cells if cell]
                asker.tally.note(
                    f"{language} both right", right=all(fits), miss=f"{province} {answer.text}"
                )


def _ask_wordings(asker: Asker, provinces: Sequence[str], gold: Sequence[dict[str, Any]]) -> None:
    for kind, wordings in WORDINGS.items():
        language, what = kind.split()
        slot = "T25" if what == "target" else "R25"
        said: dict[str, Counter[str]] = defaultdict(Counter)
        for number, wording in enumerate(wordings, 1):
            for province in provinces:
                text = wording % _called(province, language)
                answer = asker.ask(text)
                first = answer.statements[0].text if answer.statements else ""
                said[province][first] += 1
                cell = _cell(gold, province, "gdp", slot)
                if cell:
                    rows = answer.table.rows[:1] if answer.table else ()
                    right = any(_fits(row, cell) for row in rows)
                    asker.tally.note(f"{kind} {number}", right=right, miss=f"{text} {answer.text}")
        for province, texts in said.items():
            same = texts.most_common(1)[0][1] == len(wordings)
            asker.tally.note(f"{kind} all the same", right=same, miss=f"{province} {dict(texts)}")


def _ask_superlatives(asker: Asker, gold: Sequence[dict[str, Any]]) -> None:
    provinces = sorted({cell["province"] for cell in gold})
    regions = [place.name for name in provinces if (place := place_named(name))]
    for key, (zh, en) in NAMES.items():
        for slot, year, what, what_en in (
            ("T25", 2025, "目标", " target"),
            ("R25", 2025, "", ""),
            ("T26", 2026, "目标", " target"),
        ):
            stated = [
                cell for name in provinces if (cell := _cell(gold, name, key, slot)) is not None
            ]
            if len(stated) < 3:
                continue
            words = {"zh": zh, "en": en, "year": year, "what": what, "what_en": what_en}
            for name, questions in SUPERLATIVES.items():
                pick = max if name == "highest" else min
                best = pick(_value(cell) for cell in stated)
                wanted = {cell["province"] for cell in stated if _value(cell) == best}
                for text in questions:
                    answer = asker.ask(text.format(**words), regions)
                    head = (answer.finding or "").split("。")[0].split(". ")[0]
                    have = {province for province in provinces if _named(province, head)}
                    right = answer.table is not None and have == wanted
                    asker.tally.note(
                        name, right=right, miss=f"{text.format(**words)} {wanted} {answer.text}"
                    )
            _ask_how_many(asker, stated, words, regions)


def _ask_how_many(
    asker: Asker, stated: Sequence[dict[str, Any]], words: dict[str, Any], regions: Sequence[str]
) -> None:
    """How many state the commonest plain value, and how many state more."""
    plain = [cell for cell in stated if cell["value_low"] == cell["value_high"]]
    common = Counter(cell["value_low"] for cell in plain).most_common(1)[0][0]
    unit = stated[0]["unit"]
    figure, figure_en = f"{common:g}{unit}", f"{common:g}{unit}"
    if unit == "万人":
        figure_en = f"{common * 10_000:,.0f}"
    if unit not in ("%", "万人"):
        return
    more = {cell["province"] for cell in stated if cell["value_low"] > common}
    what = words["what"] or ""
    for text in (
        f"{words['year']}年有多少个省的{words['zh']}{what}高于{figure}？",
        f"How many provinces had a {words['en']}{words['what_en']} above {figure_en} in"
        f" {words['year']}?",
    ):
        answer = asker.ask(text, regions)
        found = re.search(r"，(\d+)个|^(\d+) of", answer.finding or "")
        count = int(found[1] or found[2]) if found else None
        # 超过5% is more than 5%, though its figure is 5.
        above = {
            cell["province"]
            for cell in stated
            if cell["value_low"] == common
            and cell["qualifier"] in ("超", "超过", "突破", "力争+超过")
        }
        right = count == len(more | above)
        asker.tally.note("how many", right=right, miss=f"{text} {sorted(more)} {answer.text}")


def _ask_missed(
    asker: Asker, gold: Sequence[dict[str, Any]], verdicts: Sequence[dict[str, Any]]
) -> None:
    provinces = sorted({cell["province"] for cell in gold})
    regions = [place.name for name in provinces if (place := place_named(name))]
    for key, (zh, en) in NAMES.items():
        of_key = [one for one in verdicts if one["indicator"] == key]
        sure = {one["province"] for one in of_key if one["verdict"] == "missed"}
        open_ = {one["province"] for one in of_key if one["contested"]}
        if not sure - open_:
            continue
        for text in (
            f"哪些省没有完成2025年{zh}目标？",
            f"Which provinces missed their 2025 {en} target?",
        ):
            answer = asker.ask(text, regions)
            head = (answer.finding or "").split("。")[0].split(". ")[0]
            have = {name for name in provinces if _named(name, head)}
            right = answer.table is not None and have - open_ == sure - open_
            asker.tally.note(
                "not reached", right=right, miss=f"{text} {sorted(sure)} {answer.text}"
            )


def _named(province: str, text: str) -> bool:
    place = place_named(province)
    return place is not None and (place.name in text or place.english[0] + " (" in text)


def _engine(folder: Path) -> Engine:
    texts = folder / "texts"
    texts.mkdir()
    for line in (_DATA / "policy/documents.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        if entry["kind"] == "gwr":
            (texts / f"{entry['id']}.txt").write_text(entry["text"], "utf-8")
    settings = Settings.model_validate({"indexes": folder / "indexes", "name": "reports"})
    build(
        (texts,),
        directory=settings.indexes,
        name="reports",
        embedder=make_embedder(settings),
        vocabulary=Vocabulary.bundled(),
        sources="replace",
    )
    return assemble_engine(settings, today=lambda: TODAY)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (_DATA / "ledger" / name).open(encoding="utf-8"):
        yield json.loads(line)


def _is_main(cell: dict[str, Any]) -> bool:
    return bool(cell["sub"] == ("level" if cell["indicator"] == "pm25" else "all"))


def _cell(
    gold: Sequence[dict[str, Any]], province: str, key: str, slot: str
) -> dict[str, Any] | None:
    """The stated cell of a province."""
    short = _short(province)
    for cell in gold:
        if (cell["province"], cell["indicator"], cell["slot"]) == (short, key, slot):
            return cell if cell["status"] == "stated" else None
    return None


def _short(region: str | None) -> str:
    place = place_named(region or "")
    return place.short if place else region or ""


def _called(region: str, language: str) -> str:
    place = place_named(region)
    return (place.english[0] if language == "en" else place.short) if place else region


def _value(cell: dict[str, Any]) -> tuple[float, float]:
    scale = _SCALES.get(cell["unit"], 1.0)
    return round(cell["value_low"] * scale, 6), round(cell["value_high"] * scale, 6)


def _fits(stated: StatedRow, cell: dict[str, Any]) -> bool:
    value = stated.row.value
    if (
        value.low is None
        or value.high is None
        or _short(stated.document.region) != cell["province"]
    ):
        return False
    scale = 0.5 if value.unit == "jin" else 1000.0 if value.unit == "tonne" else 1.0
    wanted = _value(cell)
    return all(
        abs(have * scale - want) <= 1e-6 * max(1.0, abs(want))
        for have, want in zip((value.low, value.high), wanted, strict=True)
    )


if __name__ == "__main__":
    raise SystemExit(main())
