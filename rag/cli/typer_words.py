"""Chinese translations of the words of typer: panel titles, the usage line and error messages.

The error messages of rag.presentation.user_input are translated here as well. typer offers no
translation: its titles are constants of `typer.rich_utils`, and its error messages are built from
English words. If another version of typer has a different constant or wording, that stays English.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from rag.cli.words import say, user_language

# 128 plus the number of the signal, as shells report it.
_STOPPED = 130
_CONSTANTS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "错误",
    "ABORTED_TEXT": "已中止。",
    "DEFAULT_STRING": "[默认：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "RICH_HELP": "用 [blue]'{command_path} {help_option}'[/] 查看说明。",
}
# The pattern of a whole error message, and its Chinese translation: `what` and `last` are copied,
# `inner` is translated in turn.
_REFUSALS = [
    (r"Invalid value for (?P<what>'[^']*'|.+?): (?P<inner>.*)", "{what} 的值无效：{inner}"),
    (r"Invalid value: (?P<inner>.*)", "用法有误：{inner}"),
    (r"Missing argument (?P<what>.+?)\.(?P<inner>.*)", "缺少参数 {what}。{inner}"),
    (r"Missing option (?P<what>.+?)\.(?P<inner>.*)", "缺少选项 {what}。{inner}"),
    (r"Missing command\.", "缺少命令。"),
    (r"No such command (?P<what>'[^']*')\.(?P<inner>.*)", "没有 {what} 这个命令。{inner}"),
    (r"No such option: (?P<what>[^ ]+?)\.?(?P<inner>(?: .*)?)", "没有 {what} 这个选项。{inner}"),
    (r" ?Did you mean (?P<what>.+)\?", "是否想用 {what}？"),
    (r" ?\(Possible options: (?P<what>.+)\)", "（可能的选项：{what}）"),
    (r"Option (?P<what>.+) requires an argument\.", "选项 {what} 需要一个值。"),
    (r"Option (?P<what>.+) does not take a value\.", "选项 {what} 不带值。"),
    (r"Got unexpected extra arguments? \((?P<what>.+)\)", "多出的参数：{what}"),
    (r"(?:path|file|directory) (?P<what>.+) does not exist\.", "{what} 不存在。"),
    (r"(?:path|file) (?P<what>.+) is a directory\.", "{what} 是文件夹，不是文件。"),
    (r"(?:path|file|directory) (?P<what>.+) is not readable\.", "{what} 无法读取。"),
    (r"Input should be greater than or equal to (?P<what>.+)", "应不小于 {what}"),
    (r"Input should be less than or equal to (?P<what>.+)", "应不大于 {what}"),
    (r"Input should be a valid integer\b.*", "应为整数"),
    (r"Input should be (?P<what>'.+) or (?P<last>'.+')", "应为 {what} 或 {last}"),
    (
        r"(?:Value error, )?(?P<what>'.+) is not one of (?P<last>.+)\.",
        "{what} 不在可选之列：{last}",
    ),
    (r"(?P<what>--[\w-]+): (?P<inner>.*)", "{what}：{inner}"),
    (r"write YYYY, YYYY-MM or YYYY-MM-DD", "请写成 YYYY、YYYY-MM 或 YYYY-MM-DD"),
    (r"is no date of the calendar: (?P<inner>.*)", "日历上没有这个日期：{inner}"),
    (r"a name has 1 to (?P<what>\d+) characters", "名称应有 1 到 {what} 个字符"),
    (r"indicator: no speech gives a figure for such a term", "没有讲话给出这一指标的数字"),
    (
        r"indicator: no speech gives a figure for such a term; near it: (?P<what>.+)",
        "没有讲话给出这一指标的数字；相近的名称：{what}",
    ),
    (r"question: is empty: write a question", "问题是空的：请写出问题"),
    (
        r"question: has (?P<what>\d+) characters; at most (?P<last>\d+) are read",
        "问题有 {what} 个字符，最多读取 {last} 个",
    ),
    (r"Choose from:(?P<what>.*)", "可选：{what}"),
]


def translated(message: str) -> str:
    """An error message in Chinese; a message without a translation stays as it is."""
    for pattern, chinese in _REFUSALS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            parts = found.groupdict("")
            if "inner" in parts:
                parts["inner"] = translated(parts["inner"])
            return chinese.format(**parts)
    return message


class _Words:
    """The help and the error messages of a command or a group, in the user's language."""

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = say("help.help")
        return option

    def get_params(self, ctx: Any) -> Any:
        params = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.name in ("install_completion", "show_completion"):
                param.help = say(f"help.{param.name}")
        return params

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        prefix = "用法：" if user_language() == "zh" else None
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=prefix)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate_constants()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        with _refusing_in_the_users_words():
            return super().make_context(*arguments, **options)  # type: ignore[misc]

    def invoke(self, ctx: Any) -> Any:
        with _refusing_in_the_users_words():
            return super().invoke(ctx)  # type: ignore[misc]


class Command(_Words, TyperCommand):
    """A command that speaks the user's language."""


class Group(_Words, TyperGroup):
    """A group of commands that speaks the user's language."""


def _translate_constants() -> None:
    if user_language() != "zh":
        return
    try:
        from typer import rich_utils
    except ImportError:
        return
    for name, chinese in _CONSTANTS.items():
        if hasattr(rich_utils, name):
            setattr(rich_utils, name, chinese)


@contextmanager
def _refusing_in_the_users_words() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        print(say("stopped"), file=sys.stderr)
        raise typer.Exit(_STOPPED) from None
    except Exception as error:
        words = getattr(error, "format_message", None)
        if user_language() == "zh" and words is not None:
            _translate_constants()
            message = translated(words())
            error.format_message = lambda: message  # type: ignore[attr-defined]
        raise
