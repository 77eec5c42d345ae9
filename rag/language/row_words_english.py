"""English words between the name of what is measured and its figure, on either side."""

from __future__ import annotations

from rag.language.rules import Rule, Table

LINKS = Table(
    "links a term and its figure",
    Rule(
        "verbs, prepositions and times",
        "en",
        r"^[\s,]*(?:(?:rate|level|growth|totale?d|amounted|stood|stands|reached|reach|reaching"
        r"|hit|was|were|is|are|be|been|being|has|have|had"
        r"|will|would|should|shall|to|by|at|of|from|in|on|for|about|around|nearly|almost|over"
        r"|more|less|than|approximately|roughly|some|up|down|an?|the"
        r"|just|only|under|below|above|within|least|most|not|exceed|exceeds|exceeded|exceeding"
        r"|surpassed|estimated|expected|projected|average|averaged|annual|annually|each|year"
        r"|year's"
        r"|grew|grow|grown|growing|rose|rise|risen|rising|increase|increased|increasing|expanded"
        r"|expand|climbed|jumped|surged|gained|went|came|fell|fall|fallen|falling|declined"
        r"|decline|dropped|drop"
        r"|decreased|decrease|reduced|cut|cutting|lowered|shrank|slowed|dipped|remain|remained"
        r"|remains|kept|keep|hold|held|set|target|target of|controlled|stabilized|steady|also|now"
        r"|still|already|half|quarters?|months|three-quarters|two|three|six|nine|eleven"
        r"|last|this|next|fiscal|first|time|stands at|equal|equivalent|per|percent|month|compared"
        r"|currently|today|then|again|further|record|all-time|low|high"
        r"|expanding|remaining|keeping|holding|alone|ended|ending|real|terms|is expected|it|we"
        r"|maintained|achieved|achieve)[\s,]*|(?:19|20)\d\d[\s,]*)*$",
        " grew last year by ",
        " of farmers and bankers ",
        "nothing that names another thing",
        whole_words=False,
    ),
)
ROSE_BY_ENGLISH = Table(
    "rose by, in English",
    Rule(
        "rose",
        "en",
        r"\b(?:grew|grow|grown|growing|growth|rose|rise|risen|rising|increase[ds]?|increasing"
        r"|expand(?:ed|ing)?|climbed|jumped|surged|gained|went up|up|higher)"
        r"(?: (?:by|of|about|around|nearly|almost|over|more than|at least|an?|estimated"
        r"|approximately|roughly|some|another|only|just|at|an average|average|annual(?:ly)?|rate"
        r"|in real terms|last year|this year|next year|further"
        r"|(?:will|would|is|was|to be|target) ?))*(?: ?(?:,|in (?:19|20)\d\d))* ?$",
        "exports grew by about ",
        "exports grew to ",
        "so much more",
        whole_words=False,
    ),
)
FELL_BY_ENGLISH = Table(
    "fell by, in English",
    Rule(
        "fell",
        "en",
        r"\b(?:fell|fall|fallen|falling|declin(?:e[ds]?|ing)|dropp?(?:ed|ing)?|decreas(?:e[ds]?"
        r"|ing)|reduc(?:e[ds]?|ing|tion)|cut(?:ting)?|lower(?:ed|ing)?|shrank|contract(?:ed|ion)"
        r"|went down|down|lost)"
        r"(?: (?:by|of|about|around|nearly|almost|over|more than|at least|an?|another|some|only"
        r"|just|approximately|roughly|further|last year|this year))*(?: ?(?:,|in (?:19"
        r"|20)\d\d))* ?$",
        "exports fell by ",
        "exports fell to ",
        "so much less",
        whole_words=False,
    ),
)
# Words directly before a term that leave it whole.
WHOLE_TERM = Table(
    "leaves a term whole",
    Rule(
        "articles and the like",
        "en",
        r"(?:^|[,;:(—–\-]|\b(?:the|our|its|their|that|and|total|real|annual|overall|national"
        r"|nation's|country's|america's|china's|of|in|is|when|as|while|with|for|has|keep|kept"
        r"|raise|hold|"
        r"held|see|saw|this|a|an|new|created|create|creating|added|reduce|cut|cutting|by|year's"
        r"|brought|bring|drove|drive|million|billion|percent|where|so|but|if|because|average"
        r"|actual|federal|government's|ensure|maintain|we|had|an estimated|current"
        r"|gross|u\.s\.|us|american|chinese|province's|city's|region's|state's|which|bringing"
        r"|keeping|on|made|than|from|last year|this year|(?:19|20)\d\d))\s*$",
        "raise the ",
        "raise agricultural ",
        "nothing that narrows it",
        whole_words=False,
    ),
)
SHARE_OF_ENGLISH = Table(
    "share of, in English",
    Rule(
        "share",
        "en",
        r"\b(?:share|proportion|accounted for|accounts for|accounting for|account for|made up"
        r"|of (?:gdp|the total|all|our|the budget))\b",
        "farms accounted for 9 percent",
        "farms sold 9 percent more",
        "a part of a whole",
    ),
)
AVERAGE_ENGLISH = Table(
    "average of years",
    Rule(
        "average annual",
        "en",
        r"average annual|annual average|on average|averag(?:e|ed|ing)|(?:a|each|every|per) year"
        r"|annually|per annum|p\.a\.|per year|a year|compounded",
        "It grew by an average of 3 percent.",
        "It grew by 3 percent.",
        "a mean over years",
    ),
)
CUTS_ENGLISH = Table(
    "cuts a term by",
    Rule(
        "cut",
        "en",
        r"\b(?:cut|cuts|cutting|reduc(?:e|ed|es|ing)|lower(?:ed|ing)?|shrink|slash(?:ed)?"
        r"|trim(?:med)?)"
        r"(?: (?:the|our|its|this|total|overall))* ?$",
        "we will cut the ",
        "we will raise the ",
        "the verb before a term, with `by` behind it",
        whole_words=False,
    ),
)
RAISES_ENGLISH = Table(
    "raises a term by",
    Rule(
        "raise",
        "en",
        r"\b(?:rais(?:e|ed|ing)|increas(?:e|ed|es|ing)|boost(?:ed|ing)?|expand(?:ed|ing)?"
        r"|lift(?:ed)?)"
        r"(?: (?:the|our|its|this|total|overall))* ?$",
        "we will raise the ",
        "we will cut the ",
        "the verb before a term, with `by` behind it",
        whole_words=False,
    ),
)
