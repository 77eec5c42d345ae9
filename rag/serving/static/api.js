// Speaks to the server: JSON, event streams, downloads; asks for a key where one is needed.

import { INDEX, PAGES } from "./places.js";
import { keep, kept } from "./storage.js";

/** What stands before every address of ours: a proxy may serve us under a path. */
export const prefix = document.documentElement.dataset.root ?? "";

/** A refusal of the server: `code` as rag/serving/problems.py names it, `detail` in English. */
export class Problem extends Error {
  constructor(code, detail = "", status = 0) {
    super(detail || code);
    Object.assign(this, { code, detail, status });
  }
}

let askForKey = async () => null;

/** Says how a key is asked for: `ask(wrong)` resolves to the key, or to null if there is
 * none; `wrong` says that one was given and refused. */
export function onKeyNeeded(ask) {
  askForKey = ask;
}

/** The JSON at an address. */
export async function get(path, signal) {
  return (await send(path, { signal })).json();
}

/** The JSON that answers a body. */
export async function post(path, body, signal) {
  return (await send(path, written(body, signal))).json();
}

/** The events that answer a body, as {event, data}. The last may be an `error`: it is thrown. */
export async function* events(path, body, signal) {
  const response = await send(path, written({ ...body, stream: true }, signal));
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks(response.body)) {
    rest += decoder.decode(chunk, { stream: true });
    const frames = rest.split("\n\n");
    rest = frames.pop();
    for (const frame of frames) yield readFrame(frame);
  }
}

/** Saves what the server sends, under the name that it gives, else under `name`. */
export async function download(path, name, body) {
  const response = await send(path, body ? written(body) : {});
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: nameIn(response) ?? name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function nameIn(response) {
  const given = response.headers.get("Content-Disposition") ?? "";
  const name = /filename\*=UTF-8''([^;]+)/.exec(given)?.[1];
  return name && decodeURIComponent(name);
}

function written(body, signal) {
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body), signal };
}

async function send(path, request) {
  const key = kept("key", "sessionStorage");
  const headers = { ...request.headers, ...(key ? { Authorization: `Bearer ${key}` } : {}) };
  let response;
  try {
    response = await fetch(prefix + inIndex(path), { ...request, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("network");
  }
  if (response.status === 401) {
    const given = await askForKey(key !== null);
    keep("key", given, "sessionStorage");
    if (given) {
      await openPages(given);
      return send(path, request);
    }
  }
  if (!response.ok) throw await problemIn(response);
  return response;
}

/** The address over the index that the page is about. */
function inIndex(path) {
  if (!INDEX) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${new URLSearchParams({ index: INDEX })}`;
}

/** The reading pages take the key as a cookie that scripts cannot read; a wrong one gets none. */
async function openPages(key) {
  const body = new URLSearchParams({ key, next: PAGES });
  await fetch(`${prefix}/key`, { method: "POST", body, redirect: "manual" }).catch(() => {});
}

async function problemIn(response) {
  const body = await response.json().catch(() => ({}));
  const said = body.error ?? body;
  const fields = (body.errors ?? []).map((field) => `${field.field} ${field.detail}`);
  const detail = fields.join("; ") || said.detail || said.message || "";
  return new Problem(said.code ?? "internal-error", detail, response.status);
}

function readFrame(frame) {
  const event = /^event: (.*)$/m.exec(frame)?.[1] ?? "message";
  const data = JSON.parse(/^data: (.*)$/m.exec(frame)[1]);
  if (event === "error") throw new Problem(data.code, data.detail, data.status);
  return { event, data };
}

async function* chunks(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
