"""Words that deny, and words for what is wanting or kept away."""

from __future__ import annotations

from rag.language.commitments.rule import Commitment
from rag.language.rules import Table

NEGATION = Table(
    "negation",
    Commitment(
        "not, in Chinese",
        "zh",
        r"(?<![必差从])不(?!断|仅|但|少(?!于)|过(?!去)|同|久|论|管|忘|懈|折不扣|得不"
        r"|愧|可或缺|遗余力|畏|辞|动产|动摇|放松|失时机|松劲|停步|低于|少于|高于|超过"
        r"|正之风|在话下|负|止|约而同|言而喻|竭|息|屈|渝|移|已|平凡|变价|锈钢|变)|没有"
        r"|(?<![沉淹埋])没(?![收落])|未(?![来成]|雨绸缪)|(?<![是])并非|绝非|无法|无需|无从"
        r"|无力|毫无|从无|并无|难以",
        "新桥没有建成。",
        "新桥不断延长，面向未来。",
        "says that something is not so",
    ),
    Commitment(
        "undone, in Chinese",
        "zh",
        r"失败|拒绝|缺乏|欠缺|缺少|停滞|落空|取消|中断|停止|搁置|终止|放弃|流产|泡汤|受阻"
        r"|夭折|撤销|推翻",
        "建桥计划落空。",
        "新桥建成。",
        "came to nothing",
    ),
    Commitment(
        "not, in Chinese, loosely",
        "zh",
        r"(?:不[足够充利平到力稳良]|无(?![人线论缝疑锡偿私障])|未(?![来成])|零(?![部售距件星])"
        r"|杜绝|防止|避免|禁|消除|清零|缺|乏|疲软|难(?!忘)|停|拒|制止|阻止|遏制|薄弱"
        r"|空白|短板|困难)",
        "杜绝浪费。",
        "节约用水。",
        "words for what is wanting, ends or is kept away",
        in_quotation_only=True,
    ),
    Commitment(
        "not, in English",
        "en",
        r"not(?! only| just| merely)|\w+n['’]t|cannot|never|neither|nor"
        r"|no (?!longer than|less than|doubt)|none|nobody|nothing|unable|unwilling"
        r"|rather than|instead of|no",
        "The bridge was not built.",
        "The bridge was built.",
        "says that something is not so",
    ),
    Commitment(
        "without, in English",
        "en",
        r"without",
        "The bridge was built without delay.",
        "The bridge was built.",
        "says what there is none of",
    ),
    Commitment(
        "undone, in English",
        "en",
        r"fail(?:s|ed|ing|ure)?|lack(?:s|ed|ing)?|refus(?:e|es|ed|al)|stopped|halted"
        r"|cancel(?:l?ed)?|missed|broke down|fell through|collapsed|stalled|scrapped"
        r"|dropped the",
        "The bridge plan was cancelled.",
        "The bridge was built.",
        "came to nothing",
    ),
    Commitment(
        "not, in English, loosely",
        "en",
        r"\w{3,}less(?:ly|ness)?"
        r"|un(?:able|willing|employ|fair|just|safe|finished|likely|met|certain|necessary"
        r"|accept|chang|controll|paid|sound)\w*"
        r"|in(?:adequa|abil|suffic|effic|jus|equal|toler|secur)\w*|prevent\w*|avoid\w*"
        r"|stop\w*|end(?:s|ed|ing)?|eliminat\w*|reject\w*|contrary|free (?:of|from)|opposed?"
        r"|zero|terminat\w*|ban(?:s|ned)?|foreign to|shortages?|block\w*|den(?:y|ied|ies)"
        r"|prohibit\w*|forbid\w*|barred|less than|only|stalled",
        "We must prevent floods.",
        "We must build dams.",
        "words for what is wanting, ends or is kept away",
        in_quotation_only=True,
    ),
)
