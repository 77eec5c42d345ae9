"""Rules that recognise prompts by which chat front ends ask for a title, tags or a summary.

The marks were read from Open WebUI 0.12, LibreChat's agents, Chatbox, NextChat, Cherry Studio and
LobeChat. Operators change these prompts, so that a row looks for what a front end needs to read the
reply, or for a phrase that no person uses.
"""

from __future__ import annotations

from dataclasses import dataclass

from rag.language.rules import Rule, Table
from rag.types.questions import Chore


@dataclass(frozen=True, slots=True, kw_only=True)
class HousekeepingRule(Rule):
    """The marks of a prompt, the `chore` that it asks for, and whether it wants JSON."""

    chore: Chore
    as_json: bool = False


def _then(first: str, later: str) -> str:
    """`first`, and somewhere behind it `later`. Only the first `first` is tried, so that a text
    that repeats it costs no more than another."""
    return rf"\A(?>[\s\S]*?(?:{first}))[\s\S]*?{later}"


def _wants(key: str) -> str:
    """A template of Open WebUI: it shows the JSON that it wants, then the conversation."""
    return _then(rf"\"{key}\"\s*:\s*[\"\[]", "<(?:chat_history|text)>")


# Read in the last message of the user, and in what the system says.
HOUSEKEEPING = Table(
    "housekeeping of front ends",
    HousekeepingRule(
        "a list of tags as JSON",
        "any",
        _wants("tags"),
        'JSON: {"tags": ["a", "b"]}\n<chat_history>\nUSER: 青川区财政收入\n</chat_history>',
        "Which tags does the minister use?",
        "Open WebUI sorts conversations by tags",
        chore="tags",
        as_json=True,
    ),
    HousekeepingRule(
        "further questions as JSON",
        "any",
        _wants("follow_ups"),
        'JSON: {"follow_ups": ["a", "b"]}\n<chat_history>\nUSER: 青川区财政收入\n</chat_history>',
        "Which follow-ups did the ministry promise?",
        "Open WebUI shows questions below an answer",
        chore="follow_ups",
        as_json=True,
    ),
    HousekeepingRule(
        "queries as JSON",
        "any",
        _wants("queries"),
        'JSON: {"queries": ["a", "b"]}\n<chat_history>\nUSER: 青川区财政收入\n</chat_history>',
        "Which queries did citizens send in 2024?",
        "Open WebUI searches the web or its files first",
        chore="queries",
        as_json=True,
    ),
    HousekeepingRule(
        "the rest of a line as JSON",
        "any",
        _then("autocompletion system", r"\"text\"\s*:") + "|" + _then(r"\"text\"\s*:", "<type>"),
        'JSON: {"text": "the rest"}\n<type>General</type>\n<text>青川区财政</text>',
        'What does the text of the "text message" law say?',
        "Open WebUI completes what is being typed",
        chore="completion",
        as_json=True,
    ),
    HousekeepingRule(
        "a prompt for a picture as JSON",
        "any",
        _wants("prompt"),
        'JSON: {"prompt": "a picture"}\n<chat_history>\nUSER: 青川区财政收入\n</chat_history>',
        "Was the ministry prompt in 2024?",
        "Open WebUI draws pictures by a model",
        chore="picture",
        as_json=True,
    ),
    HousekeepingRule(
        "a choice of tools as JSON",
        "any",
        _then("Available Tools:", r"\"tool_calls\"\s*:"),
        'Available Tools: []\nReturn {"tool_calls": []} if none matches.',
        "Which tools are available to farmers?",
        "Open WebUI asks a model which tool to call, where tools are set up",
        chore="tools",
        as_json=True,
    ),
    HousekeepingRule(
        "a title as JSON",
        "any",
        _then("(?i:title)", "<chat_history>"),
        'JSON: {"title": "short"}\n<chat_history>\nUSER: 青川区财政收入\n</chat_history>',
        "What is the title of the report?",
        "Open WebUI names a conversation",
        chore="title",
        as_json=True,
    ),
    HousekeepingRule(
        "a title with its language",
        "en",
        r"analyze this conversation and provide:?\s[\s\S]{0,200}title",
        "Analyze this conversation and provide: 1. its language 2. a title",
        "Analyze this conversation of the two ministers",
        "LibreChat asks for both, in one object",
        chore="title",
        as_json=True,
    ),
    HousekeepingRule(
        "a title of few words",
        "en",
        r"\d+[- ]words?[- ]or[- ]less title\b"
        r"|\bconcise title \(max \d+ characters\) for a conversation",
        "Give a 5-word-or-less title for the conversation",
        "Which law has a title of 5 words or less?",
        "LibreChat names a conversation",
        chore="title",
    ),
    HousekeepingRule(
        "a name of the conversation",
        "en",
        r"\bgive this (?:conversation|chat) a (?:short |concise )?(?:name|title)\b"
        r"|^name this (?:conversation|chat)\b",
        "From what was said, give this conversation a name",
        "Who gave this conversation with farmers a chance?",
        "Chatbox names a conversation",
        chore="title",
    ),
    HousekeepingRule(
        "a title that sums up",
        "en",
        r"\btitle (?:that )?summari[sz](?:es|ing) (?:our|the|this) (?:conversation|chat|discussion"
        r"|dialogue)"
        r"|\bsummari[sz]e (?:the|this|our) (?:conversation|chat|discussion) (?:into|as"
        r"|in) a (?:short |concise )?title"
        r"|\bgenerate a (?:short |brief |concise )?title (?:for|of|that captures) (?:the|this|our"
        r"|the essence of the) (?:conversation|chat|discussion)",
        "Summarize the conversation into a title",
        "Summarize the conversation between the two presidents",
        "NextChat, Cherry Studio and LobeChat name a conversation",
        chore="title",
    ),
    HousekeepingRule(
        "a title in Chinese",
        "zh",
        "直接返回这句话的简要主题|将用户的会话总结为[^。]{0,12}标题|(?:总结|概括)(?:上述|以上|这段"
        "|本次|下面的?|以下)?(?:对话|会话|聊天)(?:内容|记录)?[为成][^。]{0,20}标题"
        "|[为给](?:这个?|这段|本次|上述|以上|下面的?|以下)(?:对话|会话|聊天)(?:内容|记录)?(?:生成"
        "|起|取|拟|写)[^。]{0,20}(?:标题|名字)",
        "请为这段对话生成一个简短的标题",
        "这段对话会的标题是什么",
        "NextChat, Cherry Studio and LobeChat name a conversation in Chinese",
        chore="title",
    ),
    HousekeepingRule(
        "a summary for a model",
        "en",
        r"\bto use as a prompt for future context"
        r"|\bsummari[sz]e the conversation history that will be compacted",
        "Sum up what was said, to use as a prompt for future context",
        "Summarize the history of the conversation on trade",
        "NextChat and Open WebUI shorten long conversations",
        chore="summary",
    ),
    HousekeepingRule(
        "a summary for a model, in Chinese",
        "zh",
        "总结一下(?:对话内容|[你我]和用户的对话)，用作后续的上下文",
        "简要总结一下对话内容，用作后续的上下文提示",
        "总结一下对话会的内容",
        "NextChat shortens long conversations",
        chore="summary",
    ),
    HousekeepingRule(
        "an emoji",
        "en",
        r"\bthrough a fitting emoji\b|\b(?:reply|respond|answer) with (?:a single|one"
        r"|only an?) emoji\b",
        "Say what the speaker feels through a fitting emoji",
        "Which emoji did the minister post?",
        "Open WebUI shows a face while it speaks",
        chore="emoji",
    ),
)
