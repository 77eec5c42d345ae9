"""The Model Context Protocol: the tools by which an assistant asks the speeches.

`tools.py` is the table of tools, `arguments.py` what they take, `words.py` what a model reads of
their results; `server.py` makes the SDK's server of the table, `http.py` serves it at `/mcp` and
`stdio.py` over standard input and output. The SDK is the extra `mcp`; it is imported when somebody
asks by MCP, since that takes half a second.
"""
