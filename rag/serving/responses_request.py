"""The body of `POST /v1/responses`, and the conversation that it continues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rag.presentation.user_input import InvalidField
from rag.serving.requests import ChatBody, ChatMessage, IndexName, ToolChoice
from rag.serving.response_format import ResponseFormat
from rag.types.questions import Message

_ROLES = ("system", "developer", "user", "assistant")


def _not_in_background(wanted: bool | None) -> bool | None:
    if wanted:
        raise ValueError("this server answers at once: leave it out, and ask for a stream")
    return wanted


def _no_conversation(named: Any) -> Any:
    if named is not None:
        raise ValueError("this server keeps no conversations: send previous_response_id")
    return named


def _no_prompt(named: Any) -> Any:
    if named is not None:
        raise ValueError("this server keeps no prompts: send the question as input")
    return named


class InputItem(BaseModel):
    """An item of `input`. Messages are read; calls of tools, reasoning and the like are not."""

    model_config = ConfigDict(strict=True, extra="ignore")

    type: str = "message"
    role: str | None = None
    content: Any = None


class TextOptions(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    format: ResponseFormat | None = None


class ResponsesBody(BaseModel):
    """`POST /v1/responses`; `instructions` and whatever else steers a model is ignored."""

    model_config = ConfigDict(strict=True, extra="ignore")

    input: str | Annotated[list[InputItem], Field(min_length=1)]
    model: str = "speechrag"
    stream: bool | None = False
    previous_response_id: Annotated[str, Field(max_length=100)] | None = None
    store: bool | None = True
    text: TextOptions | None = None
    citation_format: str | None = None
    index: IndexName | None = None
    tools: Any = None
    tool_choice: ToolChoice = None
    background: Annotated[bool | None, AfterValidator(_not_in_background)] = None
    conversation: Annotated[Any, AfterValidator(_no_conversation)] = None
    prompt: Annotated[Any, AfterValidator(_no_prompt)] = None

    @property
    def format(self) -> ResponseFormat:
        """How the answer is to be written."""
        return (self.text and self.text.format) or ResponseFormat(type="text")

    def as_chat(self, before: Sequence[Message]) -> ChatBody:
        """The same request as a chat that begins with the messages `before`. InvalidField if the
        input holds a message that cannot be read, or none."""
        said = [ChatMessage(role=turn.role, content=turn.text) for turn in before]
        if isinstance(self.input, str):
            said.append(ChatMessage(role="user", content=self.input))
        else:
            said += [_message(item) for item in self.input if item.type == "message"]
        if not said:
            raise InvalidField("input", "holds no message")
        return ChatBody(messages=said, model=self.model, stream=self.stream)


def _message(item: InputItem) -> ChatMessage:
    """The message of an item; InvalidField if it is none."""
    if item.role not in _ROLES:
        raise InvalidField("input", f"a message has the role {', '.join(_ROLES)}")
    try:
        return ChatMessage.model_validate({"role": item.role, "content": item.content})
    except ValueError:
        raise InvalidField(
            "input", "the content of a message is text, or a list of parts"
        ) from None
