// What a program in this folder is told, and how it tells what its client received; as told.py.

import { readFileSync } from "node:fs";

export const TASK = JSON.parse(process.argv[2]);

/** Asks the conversations of the task with `ask(messages, streamed)`, which gives {text, pieces,
 * citations: [{url, title}]}, and prints what came. */
export async function play(module, ask) {
  const received = {};
  for (const [name, [turns, streamed]] of Object.entries(TASK.conversations)) {
    received[name] = await played(ask, turns, streamed);
  }
  const { version } = JSON.parse(readFileSync(`node_modules/${module}/package.json`, "utf-8"));
  console.log(JSON.stringify({ version, received }));
}

async function played(ask, turns, streamed) {
  const messages = [];
  let answer;
  for (const content of turns) {
    messages.push({ role: "user", content });
    try {
      answer = await ask(messages, streamed);
    } catch (error) {
      return { error: `${error.name}: ${error.message}` };
    }
    messages.push({ role: "assistant", content: answer.text });
  }
  return answer;
}
