// What the page shows, kept in the address so that it can be shared, and so that back and forward work.

import { core, entities, find, statements } from "./graph.js";

const NO_FILTERS = { kinds: [], modalities: [], denied: false, quoted: false, properties: [], document: -1, confidence: 0, from: 0, until: 0, only: -1, text: "" };

export const state = { view: "network", selection: null, added: [], language: "nl", theme: "auto", filters: { ...NO_FILTERS } };

const listeners = [];
let written = "";
let steps = 0;

/** Call a function with the names of what changed. */
export function onChange(listener) {
  listeners.push(listener);
}

function announce(names) {
  for (const listener of listeners) listener(new Set(names));
}

/** Change the state; a change of view or selection is a step one can go back from, a change of filters is not. */
export function change(parts) {
  Object.assign(state, parts);
  const step = "view" in parts || "selection" in parts || "added" in parts;
  write(step);
  announce(Object.keys(parts));
}

export function changeFilters(parts) {
  change({ filters: { ...state.filters, ...parts } });
}

export function clearFilters() {
  change({ filters: { ...NO_FILTERS } });
}

/** Whether any filter is in use, or any but one. */
export function isFiltered(except = "") {
  return Object.entries(NO_FILTERS).some(([key, value]) => key !== except && String(state.filters[key]) !== String(value));
}

/** Whether two selections are of the same thing. */
export function same(one, two) {
  return JSON.stringify(one) === JSON.stringify(two);
}

const name = (terms) => (number) => terms[number].name;

function encode() {
  const { filters, selection } = state;
  const found = new URLSearchParams();
  const put = (key, value) => value && found.set(key, value);
  put("lang", state.language === "nl" ? "" : state.language);
  put("theme", state.theme === "auto" ? "" : state.theme);
  put("view", state.view === "network" ? "" : state.view);
  if (selection?.type === "entity") put("entity", entities.iri[selection.id]);
  if (selection?.type === "tie") put("tie", `${entities.iri[selection.one]} ${entities.iri[selection.two]}`);
  if (selection?.type === "path") put("path", `${entities.iri[selection.from]} ${entities.iri[selection.to]}`);
  if (selection?.type === "statement") put("statement", statements.iri[selection.id]);
  if (selection?.type === "document") {
    put("document", core.documents[selection.id].iri);
    if (selection.row >= 0) put("at", statements.iri[selection.row]);
  }
  put("with", state.added.map((entity) => entities.iri[entity]).join(" "));
  put("no-kind", filters.kinds.map(name(core.kinds)).join(" "));
  put("no-modality", filters.modalities.map(name(core.modalities)).join(" "));
  put("no-denied", filters.denied ? "1" : "");
  put("no-quoted", filters.quoted ? "1" : "");
  put("no-property", filters.properties.map(name(core.properties)).join(" "));
  put("in", filters.document >= 0 ? core.documents[filters.document].iri : "");
  put("sure", filters.confidence ? String(filters.confidence) : "");
  put("from", filters.from ? String(filters.from) : "");
  put("until", filters.until ? String(filters.until) : "");
  put("only", filters.only >= 0 ? entities.iri[filters.only] : "");
  put("words", filters.text);
  return found.toString();
}

function decodeSelection(get) {
  const pair = (key) => get(key).split(" ").map((short) => find(entities.iri, short));
  const home = core.documents.findIndex((one) => one.iri === get("document"));
  if (home >= 0) return { type: "document", id: home, row: get("at") ? find(statements.iri, get("at")) : -1 };
  if (get("statement")) return chosen("statement", find(statements.iri, get("statement")));
  if (get("entity")) return chosen("entity", find(entities.iri, get("entity")));
  if (get("tie")) {
    const [one, two] = pair("tie");
    return one >= 0 && two >= 0 ? { type: "tie", one, two } : null;
  }
  if (get("path")) {
    const [from, to] = pair("path");
    return from >= 0 && to >= 0 ? { type: "path", from, to } : null;
  }
  return null;
}

const chosen = (type, id) => (id >= 0 ? { type, id } : null);

function decode(fragment) {
  const found = new URLSearchParams(fragment);
  const get = (key) => found.get(key) ?? "";
  const several = (key, terms) =>
    get(key).split(" ").map((word) => terms.findIndex((term) => term.name === word)).filter((number) => number >= 0);
  const year = (key) => (/^\d{1,4}$/.test(get(key)) ? Number(get(key)) : 0);
  const sure = Number(get("sure"));
  return {
    language: get("lang") === "en" ? "en" : "nl",
    theme: ["light", "dark"].includes(get("theme")) ? get("theme") : "auto",
    view: get("view") === "table" ? "table" : "network",
    selection: decodeSelection(get),
    added: get("with").split(" ").filter(Boolean).map((short) => find(entities.iri, short)).filter((entity) => entity >= 0),
    filters: {
      kinds: several("no-kind", core.kinds),
      modalities: several("no-modality", core.modalities),
      denied: get("no-denied") === "1",
      quoted: get("no-quoted") === "1",
      properties: several("no-property", core.properties),
      document: get("in") ? core.documents.findIndex((one) => one.iri === get("in")) : -1,
      confidence: sure > 0 && sure <= 1 ? sure : 0,
      from: year("from"),
      until: year("until"),
      only: get("only") ? find(entities.iri, get("only")) : -1,
      text: get("words"),
    },
  };
}

function write(step) {
  written = encode();
  const address = written ? `#${written}` : "#";
  try {
    if (step) {
      history.pushState(null, "", address);
      steps += 1;
    } else history.replaceState(null, "", address);
  } catch {
    // a page inside a notebook has no address of its own: the state is then kept here only
  }
}

/** One step back; where the page began with something chosen, back to nothing chosen. */
export function goBack() {
  if (steps > 0) history.back();
  else change({ selection: null });
}

/** Take over the state that the address tells. */
export function readAddress() {
  const fragment = location.hash.slice(1);
  if (fragment === written) return;
  steps = Math.max(0, steps - 1);
  written = fragment;
  Object.assign(state, decode(fragment));
  announce(Object.keys(state));
}

/** Read the address now and whenever it changes. */
export function startState() {
  const fragment = location.hash.slice(1);
  Object.assign(state, decode(fragment));
  written = fragment;
  window.addEventListener("popstate", readAddress);
  window.addEventListener("hashchange", readAddress);
}
