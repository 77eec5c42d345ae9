"""The frame of every HTML page: a whole document in our own style around a given body.

It fetches nothing, has no script, and follows the reader's choice of a light or dark screen.
"""

from __future__ import annotations

from html import escape

from rag.presentation.figure_svg import STYLE as FIGURE_STYLE
from rag.presentation.svg_chart import STYLE as CHART_STYLE

STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2430;--faint:#677284;--rule:#dfe4ea;
--tint:#f4f6f9;--series:#2f6db3;--good:#1f7a4d;--bad:#b3372b}
@media (prefers-color-scheme:dark){:root{--paper:#14181f;--ink:#e4e8ee;--faint:#98a3b3;
--rule:#2b323d;--tint:#1c222b;--series:#6aa7e8;--good:#5cc48f;--bad:#ef8478}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1.2rem 4rem;background:var(--paper);
color:var(--ink);font:16px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",
sans-serif}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .3rem}
h2{font-size:1.2rem;margin:2.4rem 0 .6rem;border-bottom:1px solid var(--rule);padding-bottom:.3rem}
.faint{color:var(--faint)}.good{color:var(--good)}.bad{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.8rem;
margin:1.2rem 0}
.tile{background:var(--tint);border-radius:8px;padding:.8rem 1rem}
.tile b{display:block;font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tile span{display:block;font-size:.86rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--rule);
vertical-align:top}
td.number,th.number{text-align:right;white-space:nowrap}
details{border-bottom:1px solid var(--rule);padding:.5rem 0}
summary{cursor:pointer}
details dl{margin:.6rem 0 .6rem 1.2rem}
dt{font-size:.82rem;color:var(--faint);margin-top:.5rem}
dd{margin:.1rem 0}
blockquote{margin:.2rem 0;padding-left:.8rem;border-left:3px solid var(--rule)}
td details{border:0;padding:0}
blockquote.good{border-color:var(--good);color:inherit}
"""


def document(title: str, body: str, language: str = "en") -> str:
    """An HTML document of our own style around `body`, which is HTML."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{CHART_STYLE}{FIGURE_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
