"""Gradio's chat over an OpenAI interface, `gr.load_chat`, served on the port of the task."""

from __future__ import annotations

import gradio
from told import task

TASK = task()
gradio.load_chat(TASK.base, model=TASK.model, token="none").launch(
    server_name="127.0.0.1", server_port=int(TASK.variant), show_error=True, quiet=True
)
