"""Finds the speaker's name, and the office named with it, in the header of a speech."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.ingestion.metadata.english_speaker import english_speaker
from rag.language.simplified import simplified
from rag.language.surnames import SURNAMES, begins_with_surname
from rag.language.wordlists import words

_OFFICE = (
    "国务院总理|国家主席|行政院长|副总统|总书记|委员长|总理|副总理|国务委员|总统|副总统|首相|行政长官|外长|大使|议长|会长|署长|司长|"
    "(?:代|代理|副)?(?:省长|市长|区长|县长|州长|旗长|镇长|乡长|盟长)"
    "|(?:自治区)?(?:人民政府)?(?:代|代理|副)?主席|(?:省委|市委|区委|县委|党组)?书记|部长|局长|厅长|主任|秘书长|校长|院长|董事长"
)
_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"(?:{_HAN}{{2,5}}(?:[·•・]{_HAN}{{1,8}}){{1,3}}|{_HAN}(?:\s?{_HAN}){{1,3}}?)"
_OFFICE_THEN_NAME = re.compile(rf"^(.{{0,24}}?(?:{_OFFICE}))[:：\s]*({_NAME})(?:同志)?$")
_LABELLED = re.compile(rf"^(?:报告人|发言人|演讲人|主讲人|讲话人|致辞人)\s*[:：]\s*({_NAME})$")
_IN_SENTENCE = re.compile(
    rf"(?:{_OFFICE})\s*({_NAME})\s*(?:同志\s*)?(?=作(?:政府)?(?:工作)?报告|作政府|施政|发言|[一二][〇零○OＯ一二三四五六七八九]{{3}}年|在.{{0,30}}(?:会议|大会)|发表|宣读|发布|致辞|致词|国庆|新年|春节|就职|演讲|演说|答记者|会见|代表.{{2,12}}(?:人民)?政府|所作)"
)
_NAME_THEN_OFFICE = re.compile(
    rf"(?:^|[日由，\s])({_HAN}{{2,3}})(?:{_OFFICE})(?:同志)?"
    rf"(?=在|作|代表|就职|就職|发表|国庆|新年|春节|致辞|致词|演讲|演说|答记者|施政|发言)"
)
_WORK_OF = re.compile(
    rf"^({_NAME})(?:同志)?作(?:政府)?工作报告|^({_NAME})(?:同志)?代表.{{2,14}}政府"
)
_SPEECH_OF = re.compile(rf"^({_NAME})(?:同志)?在.{{2,40}}上的(?:报告|讲话|致辞|发言)$")
_PATTERNS = (
    _LABELLED, _NAME_THEN_OFFICE, _OFFICE_THEN_NAME, _IN_SENTENCE, _WORK_OF, _SPEECH_OF,
)  # fmt: skip
_NO_NAME = words(
    "就职 就職 演说 演講 演讲 贺词 致辞 致词 答记者 记者会 记者 信箱 联大 国庆 新年 春节 讲话 发言 "
    "报告 施政 報告 工作 同志 代表 政府 报告 大会 会议 工作 人民 全体 各位 主席 常委 党组 委员 考察"
)
_FILE_NAME = re.compile(r"[-_–]\s*([A-Z]{0,3})([A-Z][a-z]{2,})(?:[-_ ]\d+)?$")


def speaker_in(lines: Iterable[str]) -> tuple[str, str] | None:
    """(name, the words it was read from) in the first line that names a speaker with an office,
    else a line that is nothing but a name."""
    written = list(lines)
    kept = list(map(simplified, written))
    for pattern in _PATTERNS:
        for line, said in zip(kept, written, strict=True):
            match = pattern.search(line)
            group = match.lastindex if match else None
            name = _joined(match[group]) if match and group else ""
            sure = begins_with_surname(name) or (
                pattern in (_LABELLED, _OFFICE_THEN_NAME) and _is_apart(match, line)
            )
            if match and group and sure and _is_name(name):
                start, end = match.span(group)
                return _joined(said[start:end]), said[match.start() : match.end()].strip()
    for line, said in zip(kept, written, strict=True):
        name = _joined(line)
        if re.fullmatch(rf"{_HAN}{{2,4}}", name) and name[0] in SURNAMES and _is_name(name):
            return _joined(said), said
    return english_speaker(written)


def _is_apart(match: re.Match[str] | None, line: str) -> bool:
    """Whether a blank or a colon stands before the name: 市长 阿布, but not 总统就职演说."""
    start = match.start(match.lastindex) if match and match.lastindex else 0
    return start > 0 and line[start - 1] in " \u3000:："


def office_in(lines: Iterable[str]) -> str | None:
    """What stands before the name: `重庆市人民政府市长`."""
    for line in lines:
        match = _OFFICE_THEN_NAME.search(line)
        if match and _is_name(_joined(match[2])):
            return "".join(match[1].split())
    return None


def speaker_in_name(stem: str) -> str | None:
    """`…Address-Johnson-2` -> Johnson, `…-GWBush` -> G.W. Bush."""
    match = _FILE_NAME.search(stem)
    if match is None or match[2] in ("Speech", "Address", "Report", "Final", "Draft", "Copy"):
        return None
    initials = ".".join(match[1]) + ". " if match[1] else ""
    return initials + match[2]


def _joined(name: str) -> str:
    """`龚 正` -> 龚正."""
    return "".join(name.split())


def _is_name(name: str) -> bool:
    if len(name) < 2 or any(word in name for word in _NO_NAME):
        return False
    return len(name) <= 4 or "·" in name or "•" in name or "・" in name
