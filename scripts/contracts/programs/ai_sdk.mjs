// The AI SDK: generateText and streamText, by the providers openai-compatible and openai.

import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, streamText } from "ai";
import { TASK, play } from "./told.mjs";

const settings = { baseURL: TASK.base, apiKey: "none" };
const MODELS = {
  compatible: () => createOpenAICompatible({ name: "speeches", ...settings })(TASK.model),
  chat: () => createOpenAI(settings).chat(TASK.model),
  responses: () => createOpenAI(settings).responses(TASK.model),
};
const model = MODELS[TASK.variant]();
const cited = (sources) => sources.map(({ url, title }) => ({ url, title }));

async function ask(messages, streamed) {
  const asked = { model, messages, maxRetries: 0 };
  if (!streamed) {
    const { text, sources } = await generateText(asked);
    return { text, pieces: 1, citations: cited(sources) };
  }
  let failure;
  const result = streamText({ ...asked, onError: ({ error }) => (failure = error) });
  const pieces = [];
  for await (const piece of result.textStream) pieces.push(piece);
  if (failure) throw failure;
  return { text: pieces.join(""), pieces: pieces.length, citations: cited(await result.sources) };
}

await play("ai", ask);
