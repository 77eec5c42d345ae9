// The client of the MCP SDK for TypeScript: the tool ask_speeches over streamable HTTP.

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { TASK, play } from "./told.mjs";

const address = new URL(TASK.base.replace(/\/v1$/, "/mcp"));
const client = new Client({ name: "contract", version: "1" });
await client.connect(new StreamableHTTPClientTransport(address));

async function ask(messages) {
  const question = messages.at(-1).content;
  const result = await client.callTool({ name: "ask_speeches", arguments: { question } });
  const text = result.content.map((part) => part.text ?? "").join("");
  if (result.isError) throw new Error(text);
  const cited = result.structuredContent.citations;
  const citations = cited.map((c) => ({ url: c.permalink, title: c.document.title, quote: c.quote }));
  return { text, pieces: 1, citations };
}

await play("@modelcontextprotocol/sdk", ask);
await client.close();
