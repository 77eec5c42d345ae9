// openai-node: chat completions, or responses.

import OpenAI from "openai";
import { TASK, play } from "./told.mjs";

const client = new OpenAI({ baseURL: TASK.base, apiKey: "none", maxRetries: 0 });
const model = TASK.model;
const cited = (found) => found.map(({ url, title }) => ({ url, title }));

async function chat(messages, streamed) {
  if (!streamed) {
    const { choices } = await client.chat.completions.create({ model, messages });
    const { content, annotations = [] } = choices[0].message;
    return { text: content, pieces: 1, citations: cited(annotations.map((a) => a.url_citation)) };
  }
  const received = { text: "", pieces: 0, citations: [] };
  for await (const { choices } of await client.chat.completions.create({ model, messages, stream: true })) {
    const { content, annotations = [] } = choices[0].delta;
    received.text += content ?? "";
    received.pieces += content ? 1 : 0;
    received.citations.push(...cited(annotations.map((a) => a.url_citation)));
  }
  return received;
}

async function responses(messages, streamed) {
  if (!streamed) return response(await client.responses.create({ model, input: messages }), 1);
  let pieces = 0;
  const events = client.responses.stream({ model, input: messages });
  events.on("response.output_text.delta", () => (pieces += 1));
  return response(await events.finalResponse(), pieces);
}

function response({ output, output_text }, pieces) {
  return { text: output_text, pieces, citations: cited(output[0].content[0].annotations) };
}

await play("openai", TASK.variant === "responses" ? responses : chat);
