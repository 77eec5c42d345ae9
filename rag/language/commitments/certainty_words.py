"""Words for what is sure, likely, or depends on something."""

from __future__ import annotations

from rag.language.commitments.rule import Commitment
from rag.language.rules import Table

CERTAINTY = Table(
    "certainty",
    Commitment(
        "certain, in Chinese",
        "zh",
        r"必将|必定|一定(?![的程规])|肯定|无疑|必然|注定|铁定|保证(?!金)|万无一失|绝对|势必",
        "汛期必将平安。",
        "汛期平安。",
        "leaves no doubt",
    ),
    Commitment(
        "certain, in Chinese, loosely",
        "zh",
        r"确保|必|坚决|务必|守牢",
        "确保汛期平安。",
        "汛期平安。",
        "leaves no doubt",
        in_quotation_only=True,
    ),
    Commitment(
        "perhaps, in Chinese",
        "zh",
        r"可能(?!性)|也许|或许|恐怕|似乎|好像|大概|据说|疑似",
        "渡口可能停航。",
        "渡口停航。",
        "leaves room for doubt",
    ),
    Commitment(
        "perhaps, in Chinese, loosely",
        "zh",
        r"有望|预计|力争|若|如果|将|潜在|隐患",
        "渡口有望通航。",
        "渡口通航。",
        "leaves room for doubt",
        in_quotation_only=True,
    ),
    Commitment(
        "if, in Chinese",
        "zh",
        r"如果|假如|倘若|只要(?!是)|除非|一旦|要是|取决于",
        "如果下雨，渡口停航。",
        "渡口停航。",
        "depends on something",
    ),
    Commitment(
        "if, in Chinese, loosely",
        "zh",
        r"若|只有|才能|就会",
        "若下雨，渡口停航。",
        "渡口停航。",
        "depends on something",
        in_quotation_only=True,
    ),
    Commitment(
        "must, in Chinese",
        "zh",
        r"必须|不得不|非[^，。]{1,8}不可|被迫",
        "船只必须登记。",
        "船只登记。",
        "leaves no choice",
    ),
    Commitment(
        "must, in Chinese, loosely",
        "zh",
        r"要|应|须|务必|坚决|严禁|不得|确保|决不|强制|依法|严格",
        "船只要登记。",
        "船只登记。",
        "leaves no choice",
        in_quotation_only=True,
    ),
    Commitment(
        "certain, in English",
        "en",
        r"certain(?:ly)?|definite(?:ly)?|undoubted(?:ly)?|no doubt|surely|guarantee(?:s|d)?"
        r"|inevitabl\w+|without (?:a )?doubt|beyond doubt|unquestionabl\w+|bound to|sure to"
        r"|assured|irreversibl\w+|absolutely",
        "The flood will certainly pass.",
        "The flood will pass.",
        "leaves no doubt",
    ),
    Commitment(
        "certain, in English, loosely",
        "en",
        r"ensure|must|assure|sure|know|will",
        "We must ensure it.",
        "It passes.",
        "leaves no doubt",
        in_quotation_only=True,
    ),
    Commitment(
        "perhaps, in English",
        "en",
        r"(?<!in )(?<!of )(?<!by )(?<!\d )may(?= [a-z])|might|perhaps|possibl[ey]"
        r"|probabl[ey]|likely|seems?|appears? to|reportedly|allegedly",
        "The ferry might stop.",
        "The ferry stops.",
        "leaves room for doubt",
    ),
    Commitment(
        "perhaps, in English, loosely",
        "en",
        r"can|could|would|hope|expect\w*|may|potential\w*|if|risk",
        "The ferry could stop.",
        "The ferry stops.",
        "leaves room for doubt",
        in_quotation_only=True,
    ),
    Commitment(
        "if, in English",
        "en",
        r"if|unless|provided that|as long as|depend(?:s|ing)? on whether|except|asking only"
        r"|on condition",
        "If it rains, the ferry stops.",
        "The ferry stops.",
        "depends on something",
    ),
    Commitment(
        "must, in English",
        "en",
        r"must|ha(?:s|d|ve) to|forced|obliged|required|compelled|ordered",
        "Boats must be registered.",
        "Boats are registered.",
        "leaves no choice",
    ),
    Commitment(
        "must, in English, loosely",
        "en",
        r"should|need\w*|shall|cannot|will|ought|necessary|task|immediate",
        "Boats should be registered.",
        "Boats are registered.",
        "leaves no choice",
        in_quotation_only=True,
    ),
)
