// The web page: puts the view of the address into the page, and holds what surrounds every view.

import { askView } from "./ask.js";
import { get, onKeyNeeded, Problem, prefix } from "./api.js";
import { compareView } from "./compare.js";
import { documentsView } from "./documents.js";
import { make } from "./dom.js";
import { lightTogether } from "./matches.js";
import { ledgerView } from "./ledger.js";
import { pastView } from "./past.js";
import { addressOf, here, INDEX, pageOver } from "./places.js";
import { problemWords } from "./problems.js";
import { closeSpeech, speechesOpenIn } from "./speech.js";
import { keep, kept } from "./storage.js";
import { language, listed, say } from "./words.js";

const VIEWS = {
  ask: askView,
  compare: compareView,
  ledger: ledgerView,
  documents: documentsView,
  history: pastView,
};
const THEMES = ["auto", "light", "dark"];

const root = document.documentElement;
const at = (id) => document.getElementById(id);
const answerers = [];
let indexes = [];
let running = new AbortController();

function show() {
  const place = here();
  const view = VIEWS[place.view] ? place.view : "ask";
  closeSpeech();
  running.abort();
  running = new AbortController();
  root.dataset.view = view;
  document.title = place.q ? `${place.q} · speechrag` : `${say(view)} · speechrag`;
  surroundings(view);
  VIEWS[view](at("view"), at("beside"), { ...place, view }, { answerers, signal: running.signal });
}

/** What stands around the view: sections, switches, the state of the index. */
function surroundings(current) {
  at("motto").textContent = say("motto");
  at("skip").textContent = say("skip");
  at("beside").setAttribute("aria-label", say("speech"));
  const link = (view) =>
    make("a", { href: addressOf({ view }), "aria-current": view === current && "page" }, say(view));
  at("sections").setAttribute("aria-label", say("sections"));
  at("sections").replaceChildren(...Object.keys(VIEWS).map(link));
  at("switches").replaceChildren(
    ...[indexSwitch(), languageSwitch(), themeSwitch()].filter(Boolean),
  );
  state();
}

function languageSwitch() {
  const other = language() === "zh" ? "en" : "zh";
  const change = () => {
    // Where the server finds it (rag/serving/page_language.py), which draws the reading page.
    document.cookie = `language=${other}; path=${prefix}/; max-age=31536000; SameSite=Lax`;
    root.lang = other === "zh" ? "zh-Hans" : "en";
    show();
    at("switches").querySelector("button").focus();
  };
  const words = other === "zh" ? "中文" : "English";
  return make("button", { type: "button", class: "quiet", lang: other, onclick: change }, words);
}

/** A choice of the index, where the server holds several. */
function indexSwitch() {
  if (indexes.length < 2) return null;
  const change = ({ target }) => location.assign(pageOver(target.value));
  const options = indexes.map(({ name, default: usual }) =>
    make("option", { value: usual ? "" : name, selected: name === INDEX || (usual && !INDEX) }, name),
  );
  return make("select", { class: "chosen", "aria-label": say("indexes"), onchange: change }, options);
}

function themeSwitch() {
  const theme = THEMES.includes(kept("theme")) ? kept("theme") : "auto";
  const change = ({ target }) => {
    const chosen = target.value === "auto" ? null : target.value;
    keep("theme", chosen);
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
  };
  const options = THEMES.map((name) =>
    make("option", { value: name, selected: name === theme }, say(`theme.${name}`)),
  );
  return make("select", { class: "chosen", "aria-label": say("theme"), onchange: change }, options);
}

async function state() {
  try {
    const { index, degraded, reasons, refresh_failure: failure, passages } = await get("/readyz");
    const words = [say("index", index.name, index.generation, passages)];
    if (degraded) words.push(say("index.degraded", listed(reasons.map(({ code }) => code))));
    if (failure) words.push(say("index.refresh", failure));
    at("state").replaceChildren(...words.map((text) => make("span", {}, text)));
  } catch (error) {
    at("state").textContent = say("index.down", problemWords(error));
  }
}

/** Asks for a key in a dialog; several requests at once share one dialog. */
let asking = null;
function askForKey(wrong) {
  asking ??= new Promise((resolve) => {
    const field = make("input", {
      type: "password",
      id: "key",
      autocomplete: "off",
      required: true,
    });
    const cancel = make(
      "button",
      { type: "button", class: "quiet", onclick: () => dialog.close("") },
      say("key.cancel"),
    );
    const form = make(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => (event.preventDefault(), dialog.close(field.value.trim())),
      },
      make("h2", {}, say("key.title")),
      wrong ? make("p", { class: "failure", role: "alert" }, say("key.wrong")) : null,
      make("p", { class: "note" }, say("key.why")),
      make("label", { for: "key" }, say("key.label")),
      field,
      make("p", { class: "line" }, make("button", { class: "chief" }, say("key.send")), cancel),
    );
    const dialog = make("dialog", { "aria-label": say("key.title") }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      asking = null;
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return asking;
}

/** The answerers that the server offers besides its own choice, and its indexes. */
async function findChoices() {
  const { data } = await get("/v1/models");
  const usual = data.filter(({ id }) => !id.includes("@")); // others name an index
  const names = usual.map(({ id }) => id.split("-").slice(1).join("-"));
  answerers.push(...names.filter(Boolean));
  ({ indexes } = await get("/v1/indexes"));
}

onKeyNeeded(askForKey);
speechesOpenIn(at("beside"), at("view"));
lightTogether(document.body);
window.addEventListener("hashchange", show);
at("skip").addEventListener("click", (event) => {
  event.preventDefault(); // The address names the view, not a place in the page.
  at("view").focus();
});
findChoices().then(show, (error) => {
  if (!(error instanceof Problem)) throw error;
  show();
});
