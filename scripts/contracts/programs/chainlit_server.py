"""A Chainlit application that streams the answers of an OpenAI interface."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":  # else Chainlit has imported this file
    from told import task

    TASK = task()
    told = {"OPENAI_BASE_URL": TASK.base, "OPENAI_API_KEY": "none", "OPENAI_MODEL": TASK.model}
    chainlit_program = str(Path(sys.executable).with_name("chainlit"))
    where = ["--headless", "--host", "127.0.0.1", "--port", TASK.variant]
    command = [chainlit_program, "run", __file__, *where]
    os.execvpe(command[0], command, os.environ | told)

import chainlit
from openai import APIError, AsyncOpenAI

client = AsyncOpenAI()


@chainlit.on_message  # type: ignore[untyped-decorator]
async def answer(asked: chainlit.Message) -> None:
    """Stream the answer to the conversation so far; Chainlit itself would only log an error."""
    written = chainlit.Message(content="")
    try:
        stream = await client.chat.completions.create(
            model=os.environ["OPENAI_MODEL"],
            messages=chainlit.chat_context.to_openai(),
            stream=True,
        )
        async for chunk in stream:
            await written.stream_token(chunk.choices[0].delta.content or "")
    except APIError as error:
        written.content = str(error)
    await written.send()
