"""Words for ranks and superlatives."""

from __future__ import annotations

from rag.language.commitments.rule import Commitment
from rag.language.rules import Table

RANK = Table(
    "rank",
    Commitment(
        "first, in Chinese",
        "zh",
        r"第[一1](?![批季产时线次书个届阶步、])(?!方)|首位|榜首|冠军|夺冠|冠绝|之首|居首"
        r"|之最|独占鳌头|龙头地位|头号|首要|第一大|首富",
        "产量居全省第一。",
        "产量居全省第三。",
        "the first of a row",
    ),
    Commitment(
        "first, in Chinese, loosely",
        "zh",
        r"开局|开端|首位|第一",
        "今年是规划的开局之年。",
        "今年是规划的最后一年。",
        "the first of a row",
        in_quotation_only=True,
    ),
    Commitment(
        "leading, in Chinese",
        "zh",
        r"领先|前列|领跑|走在[^，。]{0,6}前|遥遥|名列前茅|首屈一指|前[三五十][名位强]|一流"
        r"|先进水平|拔尖|头部|排名靠前|上游|第一方阵|第一梯队",
        "产量位居前列。",
        "产量位居中游。",
        "among the first of a row",
    ),
    Commitment(
        "most, in Chinese",
        "zh",
        r"(?<![\d二三四五六七八九十])最(?![^，。]{1,30}之一)(?!后|终|近|新|低生活"
        r"|低工资|大限度|美|初|惠国)|之最|居首|第[一1]大|之冠",
        "这里的港口最大。",
        "这里的港口很大，最近扩建。",
        "more than all others",
    ),
    Commitment(
        "most, in Chinese, loosely",
        "zh",
        r"第[一1](?![批季产])|首位|榜首|最|冠|开局|开端",
        "产量居全省第一。",
        "产量居全省第三。",
        "more than all others",
        in_quotation_only=True,
    ),
    Commitment(
        "first of its kind, in Chinese",
        "zh",
        r"首(?:个|次|批|创|家|条|座|台|例|届|款|架|艘|套|单|部|店|发|航|支|片|颗)|率先"
        r"|第一(?:个|次|批|家|条|座|届|部)|史无前例|前所未有|开创性|(?:历史|有史)以来第一",
        "建成全国首个水下隧道。",
        "建成全国第三个水下隧道。",
        "nothing like it was before",
    ),
    Commitment(
        "record, in Chinese",
        "zh",
        r"新高|纪录|历史(?:性|最)|创历史|历史新|空前|有史以来|之最",
        "吞吐量创新高。",
        "吞吐量增长。",
        "more than ever before",
    ),
    Commitment(
        "first, in English",
        "en",
        r"first place|rank(?:s|ed|ing)? (?:first|no\. ?1|number one|top)|number one|no\. ?1"
        r"|(?<![nr]d )(?<!th )(?<![nr]d-)(?<!th-)top(?! priority)|tops the|topped the"
        r"|second to none|comes first|came first|champion\w*|the first",
        "The harbour ranks first in the country.",
        "The harbour ranks third in the country.",
        "the first of a row",
    ),
    Commitment(
        "first of its kind, in English",
        "en",
        r"first(?! place| lady| of all|ly)|for the first time|unprecedented"
        r"|pioneer(?:s|ed|ing)?|never before|ground-?breaking",
        "It built the first tunnel under the lake.",
        "It built the third tunnel under the lake.",
        "nothing like it was before",
    ),
    Commitment(
        "leading, in English",
        "en",
        r"leads?(?! to)|leading(?! to)|leader"
        r"|among the (?:best|top|highest|largest|leading|first|most)|world-class"
        r"|ahead of (?:all|other|the)|forefront|outstanding|unrivall?ed|unmatched"
        r"|unparallell?ed|top",
        "The province is among the best.",
        "The province is large.",
        "among the first of a row",
    ),
    Commitment(
        "most, in English",
        "en",
        r"(?<!at )(?<!among the )(?<!of the )(?<![nr]d )(?<!th )(?<![nr]d-)(?<!th-)(?:most(?! of"
        r"| recent)|best|biggest|largest|greatest|highest|lowest|fastest|strongest"
        r"|longest|richest|poorest|smallest|worst|finest)|\w(4,)iest"
        r"|(?:more|better|faster|larger|higher|greater)\b[^.,;]{{0,40}}? than (?:any"
        r"|all|every|we do)",
        "It is the largest harbour of the country.",
        "It is the third largest harbour of the country.",
        "more than all others",
    ),
    Commitment(
        "most, in English, loosely",
        "en",
        r"first|leads?|number one|alltime|all-time|irresistible|heaviest",
        "It leads the country.",
        "It grows.",
        "more than all others",
        in_quotation_only=True,
    ),
    Commitment(
        "record, in English",
        "en",
        r"records?(?! of)|all-?time|new high|historic(?:al)? (?:high|peak)"
        r"|highest (?:ever|on record)|ever (?:made|seen|recorded|built)|in history",
        "Traffic set a new record.",
        "Traffic grew.",
        "more than ever before",
    ),
)
