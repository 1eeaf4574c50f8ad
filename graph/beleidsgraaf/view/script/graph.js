// The graph that the page carries, with its texts, which are read when they are first needed.

import { language } from "./messages.js";

export const core = JSON.parse(document.getElementById("core").textContent);
export const entities = core.entities;
export const statements = core.statements;
export const size = entities.label.length;
export const rows = statements.subject.length;

const denied = new Set(statements.denied);
const NOTHING = {};
let texts = null;

/** The full IRI of what is stored without the base. */
export function iri(short) {
  return short.startsWith("<") ? short.slice(1) : core.base + short;
}

/** The label of a kind, class, property or modality in the language of the page. */
export function label(term) {
  return term[language()];
}

export function kindOf(entity) {
  return core.kinds[entities.kind[entity]];
}

/** What only some entities have: names, notations, sameAs, parent, valid, sources, positions. */
export function entityMore(entity) {
  return entities.more[entity] ?? NOTHING;
}

export function classesOf(entity) {
  return (entities.classes[entity] ?? []).map((number) => core.classes[number]);
}

/** What only some statements have: claim, by, to, role, time, timeText, quote, words, subject, object, frame. */
export function more(row) {
  return statements.more[row] ?? NOTHING;
}

export function isDenied(row) {
  return denied.has(row);
}

export function by(row) {
  return more(row).by ?? [];
}

/** Whether the text says it outright; a plan, a duty, a denial and somebody's word are no facts. */
export function isFact(row) {
  return statements.modality[row] === 0 && !denied.has(row) && by(row).length === 0;
}

/** Entity or statement by what the address of the page calls it, -1 when there is none. */
export function find(column, short) {
  return column.indexOf(short);
}

/** The texts; none while the file is still being read. */
function readTexts() {
  if (texts === null && document.readyState === "loading") return [];
  texts ??= JSON.parse(document.getElementById("texts").textContent).map((one) => ({ ...one, signs: null, spans: null }));
  return texts;
}

/** The text of a document between two offsets; they count code points, which JavaScript does not. */
export function slice(home, begin, end) {
  const text = readTexts()[home];
  if (!text) return "";
  if (text.signs === null) text.signs = /[\ud800-\udbff]/.test(text.text) ? Array.from(text.text) : false;
  return text.signs ? text.signs.slice(begin, end).join("") : text.text.slice(begin, end);
}

/** The length of a document's text in code points. */
export function lengthOf(home) {
  slice(home, 0, 0);
  const text = readTexts()[home];
  if (!text) return 0;
  return text.signs ? text.signs.length : text.text.length;
}

/** The mentions of a document as [begin, end, entity], sorted. */
export function mentions(home) {
  const text = readTexts()[home];
  if (!text) return [];
  if (text.spans === null) {
    let begin = 0;
    text.spans = [];
    for (let index = 0; index < text.mentions.length; index += 3) {
      begin += text.mentions[index];
      text.spans.push([begin, begin + text.mentions[index + 1], text.mentions[index + 2]]);
    }
  }
  return text.spans;
}

/** The sentence a statement rests on. */
export function sentence(row) {
  const begin = statements.begin[row];
  const home = statements.document[row];
  return more(row).quote || (home < 0 ? "" : slice(home, begin, begin + statements.length[row]));
}

let named = null;

/** Where an entity is named: a Map from document to number of times. */
export function namedIn(entity) {
  if (document.readyState === "loading") return new Map();
  if (named === null) {
    named = new Map();
    core.documents.forEach((_, home) => {
      for (const [, , who] of mentions(home)) {
        if (!named.has(who)) named.set(who, new Map());
        named.get(who).set(home, (named.get(who).get(home) ?? 0) + 1);
      }
    });
  }
  return named.get(entity) ?? new Map();
}

/** The statements of each entity: as subject or object, and as the one who says so. */
function index() {
  const about = Array.from({ length: size }, () => []);
  const said = new Map();
  for (let row = 0; row < rows; row += 1) {
    const subject = statements.subject[row];
    const object = statements.object[row];
    about[subject].push(row);
    if (object >= 0 && object !== subject) about[object].push(row);
    for (const to of more(row).to ?? []) if (to !== subject && to !== object) about[to].push(row);
    for (const who of by(row)) {
      if (!said.has(who)) said.set(who, []);
      said.get(who).push(row);
    }
  }
  return { about, said };
}

const indexed = index();

export function about(entity) {
  return indexed.about[entity];
}

export function saidBy(entity) {
  return indexed.said.get(entity) ?? [];
}

/** The other end of a statement, -1 when it has none. */
export function other(row, entity) {
  return statements.subject[row] === entity ? statements.object[row] : statements.subject[row];
}

/** The entities tied to one by statements that pass, the most important first. */
export function neighbours(entity, passes) {
  const found = new Set();
  for (const row of about(entity)) {
    const end = other(row, entity);
    if (end >= 0 && end !== entity && statements.object[row] >= 0 && passes(row)) found.add(end);
  }
  return [...found].sort((one, two) => entities.weight[two] - entities.weight[one] || one - two);
}

/** The shortest way from one entity to another over statements that pass, or null. */
export function path(start, goal, passes) {
  const before = new Map([[start, -1]]);
  let edge = [start];
  while (edge.length && !before.has(goal)) {
    const next = [];
    for (const entity of edge) {
      for (const end of neighbours(entity, passes)) {
        if (!before.has(end)) {
          before.set(end, entity);
          next.push(end);
        }
      }
    }
    edge = next;
  }
  if (!before.has(goal)) return null;
  const found = [];
  for (let entity = goal; entity >= 0; entity = before.get(entity)) found.unshift(entity);
  return found;
}

const LONGEST = 44;

/** The name of an entity as the picture writes it. */
export function shortName(entity) {
  const name = entities.label[entity];
  if (name.length <= LONGEST) return name;
  const short = [...(entityMore(entity).notations ?? [])].sort((one, two) => one.length - two.length)[0];
  return short && short.length <= LONGEST ? short : name;
}
