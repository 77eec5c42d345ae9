"""An example of each JSON body that a route takes, for the description of the interface; they ask
the sample speeches.
"""

from __future__ import annotations

from typing import Any

_QUESTION = "澄川市轻轨什么时候通车？"

# Operation id -> example.
EXAMPLES: dict[str, dict[str, Any]] = {
    "ask": {"question": _QUESTION, "filters": {"since": "2025"}, "limit": 8},
    "search": {"query": "affordable housing", "filters": {"since": "2026"}, "limit": 3},
    "compare": {"question": "PM2.5下降了多少？", "by": "region"},
    "check": {"text": "2025年澄川市地区生产总值增长5.6%。"},
    "verify_quotes": {"text": "市长说：“新增公办幼儿园学位2000个”。"},
    "complete": {
        "model": "speechrag",
        "messages": [{"role": "user", "content": _QUESTION}],
        "stream": False,
    },
    "respond": {"model": "speechrag", "input": _QUESTION},
}
