// The panel beside the picture: what is chosen, and the sentences it rests on.

import { count, language, t } from "./messages.js";
import { cut, el, fill, isolated, link, sign } from "./dom.js";
import {
  about, by, classesOf, core, entities, entityMore, iri, isDenied, kindOf, label, lengthOf, mentions, more, namedIn, neighbours, path, rows,
  saidBy, sentence, shortName, size, slice, statements,
} from "./graph.js";
import { change, changeFilters, goBack, same, state } from "./state.js";
import { passes } from "./filters.js";
import { kindSign } from "./look.js";
import { centre, expand, unseen } from "./network.js";
import { searchField } from "./search.js";

const MOST = 12;
let say = () => {};

const select = (selection) => () => change({ view: state.view, selection });
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The name of an entity, to be clicked. */
function entityButton(entity, most = 80) {
  return el(
    "button",
    { class: "entity", onclick: select({ type: "entity", id: entity }) },
    kindSign(kindOf(entity).name, 14),
    isolated(cut(entities.label[entity], most)),
  );
}

/** What is known of an entity by number, or only by its label. */
const body = (known) => (typeof known === "number" ? entityButton(known) : isolated(known));

function date(iso) {
  const parts = iso.split("-").map(Number);
  if (!parts[0] || parts.some(Number.isNaN)) return iso;
  const form = { year: "numeric", ...(parts[1] ? { month: "long" } : {}), ...(parts[2] ? { day: "numeric" } : {}), timeZone: "UTC" };
  return new Date(Date.UTC(parts[0], (parts[1] || 1) - 1, parts[2] || 1)).toLocaleDateString(language(), form);
}

/** Marks of a statement: modality, denial, time, role, recipient. */
function badges(row) {
  const { to = [], role, time, timeText } = more(row);
  const modality = statements.modality[row];
  return [
    isDenied(row) ? el("span", { class: "badge denied" }, t("denied")) : null,
    modality ? el("span", { class: "badge" }, label(core.modalities[modality])) : null,
    role ? el("span", { class: "badge" }, `${t("as")} `, isolated(role)) : null,
    time || timeText ? el("span", { class: "badge" }, timeText ? isolated(timeText) : date(time)) : null,
    to.map((who) => el("span", { class: "aside" }, `${t("to")} `, isolated(cut(shortName(who), 60)))),
  ];
}

// ---- the statement and its evidence ----

/** A sentence with the words of the statement marked; what the statement does not point to is found by mention. */
function quote(row) {
  const text = sentence(row);
  if (!text) return null;
  const { subject = [], object = [], words = [] } = more(row);
  const spans = [];
  const put = (span, role) => span.length && spans.push([span[0], span[1], role]);
  put(subject.length ? subject : mentionWithin(row, statements.subject[row]), "subject");
  put(object.length ? object : mentionWithin(row, statements.object[row]), "object");
  for (let index = 0; index < words.length; index += 2) put(words.slice(index, index + 2), "words");
  const signs = /[\ud800-\udbff]/.test(text) ? Array.from(text) : null;
  const part = (begin, end) => (signs ? signs.slice(begin, end).join("") : text.slice(begin, end));
  const length = signs ? signs.length : text.length;
  const pieces = [];
  let last = 0;
  for (const [begin, end, role] of spans.sort((one, two) => one[0] - two[0] || one[1] - two[1])) {
    if (begin < last || end > length || begin >= end) continue;
    pieces.push(part(last, begin), el("mark", { class: role }, part(begin, end)));
    last = end;
  }
  pieces.push(part(last, length));
  return el("blockquote", { dir: "auto" }, pieces);
}

function mentionWithin(row, entity) {
  const home = statements.document[row];
  const begin = statements.begin[row];
  if (home < 0 || entity < 0) return [];
  const found = mentions(home).find(([from, to, who]) => who === entity && from >= begin && to <= begin + statements.length[row]);
  return found ? [found[0] - begin, found[1] - begin] : [];
}

/** A statement as a line: subject, property, object. */
function line(row) {
  const object = statements.object[row];
  return el(
    "p",
    { class: "line" },
    entityButton(statements.subject[row]),
    " ",
    el("span", { class: "property", title: label2(row) }, label(core.properties[statements.property[row]])),
    " ",
    object >= 0 ? entityButton(object) : el("q", { dir: "auto" }, more(row).claim ?? ""),
    " ",
    badges(row),
  );
}

const label2 = (row) => core.properties[statements.property[row]][`${language()}Definition`];

function source(row) {
  const home = statements.document[row];
  const known = core.documents[home];
  const sure = Math.round(statements.confidence[row] * 100);
  const who = by(row);
  return el(
    "p",
    { class: "source" },
    who.length ? el("span", { class: "speaker" }, `${upper(t("by", ""))}`, who.map((one, index) => [index ? ` ${t("and")} ` : "", entityButton(one)])) : null,
    known ? el("span", {}, isolated(cut(known.title || known.name, 80)), ` (${known.issued ? date(known.issued) : t("noDate")})`) : null,
    el("span", { class: "sure" }, meter(sure), t("sure", sure)),
    known && !more(row).quote
      ? el("button", { class: "quiet", onclick: select({ type: "document", id: home, row }) }, t("inText"))
      : null,
  );
}

const meter = (sure) => el("meter", { min: 0, max: 100, value: sure, "aria-label": t("sureness") });

function card(row) {
  return el("li", { class: "card" }, line(row), quote(row), source(row));
}

/** A list that shows a few, and more when one asks. */
function growing(list, make, attributes = {}) {
  const items = list.slice(0, MOST).map(make);
  const node = el("ul", attributes, items);
  if (list.length <= MOST) return node;
  let shown = MOST;
  const button = el("button", { class: "quiet" }, t("moreRows", count(list.length - MOST)));
  button.addEventListener("click", () => {
    const next = list.slice(shown, shown + 50).map(make);
    shown += next.length;
    node.append(...next);
    next[0]?.querySelector("button")?.focus();
    if (shown >= list.length) button.remove();
    else button.textContent = t("moreRows", count(list.length - shown));
  });
  return [node, button];
}

// ---- the entity ----

/** Statements of an entity by property and direction, then by other end. */
function grouped(entity, list) {
  const found = new Map();
  for (const row of list) {
    const out = statements.subject[row] === entity;
    const property = core.properties[statements.property[row]];
    const words = out ? label(property) : property[`${language()}Inverse`];
    const end = out ? statements.object[row] : statements.subject[row];
    if (!found.has(words)) found.set(words, new Map());
    const ends = found.get(words);
    if (!ends.has(end)) ends.set(end, []);
    ends.get(end).push(row);
  }
  return found;
}

function statementRow(entity, end, list) {
  const [row] = list;
  const target = list.length > 1 ? { type: "tie", one: entity, two: end } : { type: "statement", id: row };
  const who = [...new Set(list.flatMap(by))];
  return el(
    "li",
    {},
    el("button", { class: "row", onclick: select(target) }, kindSign(kindOf(end).name, 14), el("span", { class: "name" }, isolated(cut(entities.label[end], 90))), el("span", { class: "number", "aria-label": t("evidence") }, list.length > 1 ? `${list.length}×` : "")),
    el("span", { class: "marks" }, list.length === 1 ? badges(row) : null, who.length ? el("span", { class: "aside" }, t("by", who.map((one) => cut(shortName(one), 40)).join(", "))) : null),
  );
}

function ownStatements(entity, list) {
  return [...grouped(entity, list)].map(([words, ends]) =>
    el("section", { class: "group" }, el("h4", {}, words), growing([...ends], ([end, rowsOf]) => statementRow(entity, end, rowsOf), { class: "rows" })),
  );
}

function claims(entity, list) {
  if (!list.length) return null;
  return [
    el("h3", {}, t("claims")),
    growing(list, (row) => el("li", {}, el("button", { class: "row claim", onclick: select({ type: "statement", id: row }) }, el("q", { dir: "auto" }, cut(more(row).claim ?? "", 240)))), { class: "rows" }),
  ];
}

function facts(entity) {
  const { names = [], notations = [], sameAs = [], parent = [], valid = [], sources = [], positions = [] } = entityMore(entity);
  const rowsOf = [];
  const put = (term, ...values) => rowsOf.push(el("dt", {}, term), el("dd", {}, values));
  const others = [...new Set([...notations, ...names])];
  if (others.length) put(t("alsoCalled"), others.map((name, index) => [index ? ", " : "", isolated(cut(name, 120))]));
  if (sameAs.length) put(t("identifiers"), sameAs.map((address) => el("div", {}, link(address, cut(address.replace(/^https?:\/\//, ""), 70)))));
  const known = [];
  if (parent.length) known.push(el("div", {}, `${t("parent")} `, body(parent[0])));
  if (valid[0]) known.push(el("div", {}, `${t("validFrom")} ${date(valid[0])}`));
  if (valid[1]) known.push(el("div", {}, `${t("validUntil")} ${date(valid[1])}`));
  for (const [role, home, since, until] of positions) {
    const span = [since && `${t("validFrom")} ${date(since)}`, until && `${t("validUntil")} ${date(until)}`].filter(Boolean).join(", ");
    known.push(el("div", {}, isolated(role), ", ", body(home), span ? ` (${span})` : ""));
  }
  if (known.length) put(t("register"), known, sources.map((address) => el("div", {}, link(address, t("sourceLink")))));
  return rowsOf.length ? el("dl", { class: "facts" }, rowsOf) : null;
}

function actions(entity) {
  const fresh = unseen(entity);
  const buttons = [];
  if (fresh.length) {
    const words = fresh.length === 1 ? t("neighbour") : fresh.length > 20 ? t("moreNeighbours", 20, count(fresh.length)) : t("neighbours", fresh.length);
    buttons.push(el("button", { class: "primary expand", onclick: () => say(t("added", expand(entity))) }, words));
  }
  buttons.push(el("button", { onclick: () => centre(entity) }, t("centre")));
  if (about(entity).length) {
    const on = state.filters.only === entity;
    buttons.push(el("button", { "aria-pressed": String(on), onclick: () => changeFilters({ only: on ? -1 : entity }) }, t("only")));
  }
  return el("div", { class: "actions" }, buttons);
}

function pathField(entity) {
  if (!neighbours(entity, passes).length) return null;
  return el(
    "details",
    { class: "fold" },
    el("summary", {}, t("pathTo")),
    searchField({ caption: t("pathTo"), say, onChoose: (to) => to !== entity && change({ selection: { type: "path", from: entity, to } }) }),
  );
}

function whereNamed(entity) {
  const found = [...namedIn(entity)].sort((one, two) => two[1] - one[1] || one[0] - two[0]);
  if (!found.length) return null;
  const item = ([home, times]) =>
    el("li", {}, el("button", { class: "row", onclick: select({ type: "document", id: home, row: -1, entity }) }, el("span", { class: "name" }, isolated(cut(core.documents[home].title || core.documents[home].name, 90))), el("span", { class: "number" }, times === 1 ? t("once") : t("times", count(times)))));
  return [el("h3", {}, t("inTexts")), growing(found, item, { class: "rows" })];
}

function showEntity(entity) {
  const kind = kindOf(entity);
  const finer = classesOf(entity).map(label).join(", ");
  const all = about(entity);
  const list = all.filter(passes);
  const ties = list.filter((row) => statements.object[row] >= 0);
  const own = list.filter((row) => statements.object[row] < 0 && statements.subject[row] === entity);
  const said = saidBy(entity).filter(passes);
  return [
    el("p", { class: "eyebrow" }, kindSign(kind.name, 16), upper(label(kind)), finer ? ` · ${finer}` : ""),
    el("h2", { class: entities.label[entity].length > 120 ? "long" : "" }, isolated(entities.label[entity])),
    actions(entity),
    facts(entity),
    pathField(entity),
    ties.length ? [el("h3", {}, t("does")), ownStatements(entity, ties)] : null,
    claims(entity, own),
    said.length ? [el("h3", {}, t("saysMany", cut(shortName(entity), 60))), growing(said, (row) => el("li", {}, el("button", { class: "row claim", onclick: select({ type: "statement", id: row }) }, inWords(row))), { class: "rows" })] : null,
    !all.length && !said.length ? el("p", { class: "note" }, t("nothing")) : null,
    all.length && !list.length ? el("p", { class: "note" }, t("nothingLeft")) : null,
    whereNamed(entity),
    el("p", { class: "iri" }, isolated(iri(entities.iri[entity]))),
  ];
}

/** A statement in one line of plain words. */
function inWords(row) {
  const object = statements.object[row];
  const end = object >= 0 ? shortName(object) : `“${more(row).claim ?? ""}”`;
  return [isolated(cut(shortName(statements.subject[row]), 60)), " ", el("span", { class: "property" }, label(core.properties[statements.property[row]])), " ", isolated(cut(end, 120)), " ", badges(row)];
}

// ---- ties, paths, statements, documents ----

function between(one, two) {
  return about(one).filter((row) => passes(row) && statements.object[row] >= 0 && (statements.subject[row] === two || statements.object[row] === two) && (statements.subject[row] === one || statements.object[row] === one));
}

function showTie({ one, two }) {
  const list = between(one, two);
  return [
    el("p", { class: "eyebrow" }, t("between")),
    el("h2", {}, isolated(cut(entities.label[one], 100)), ` ${t("and")} `, isolated(cut(entities.label[two], 100))),
    list.length ? growing(list, card, { class: "cards" }) : el("p", { class: "note" }, t("nothingLeft")),
  ];
}

function showPath({ from, to }) {
  const found = path(from, to, passes);
  const title = el("h2", {}, t("pathFrom", cut(shortName(from), 60), cut(shortName(to), 60)));
  if (!found) return [title, el("p", { class: "note" }, t("pathNone"))];
  const steps = found.slice(1).map((entity, index) => [found[index], entity]);
  return [
    el("p", { class: "eyebrow" }, steps.length === 1 ? t("pathStep") : t("pathSteps", steps.length)),
    title,
    el("ol", { class: "cards" }, steps.map(([one, two]) => card(between(one, two)[0]))),
  ];
}

function showStatement(row) {
  return [
    el("p", { class: "eyebrow" }, t("evidence")),
    el("h2", { class: "sr" }, inWords(row)),
    el("ul", { class: "cards" }, card(row)),
    el("p", { class: "iri" }, isolated(iri(statements.iri[row]))),
  ];
}

/** A mention in running text: a link, because a button does not break over lines. */
function mentionLink(entity, text, here) {
  const open = (event) => {
    event.preventDefault();
    change({ selection: { type: "entity", id: entity } });
  };
  return el(
    "a",
    { class: `mention kind-${kindOf(entity).name}${here ? " here" : ""}`, href: `#${new URLSearchParams({ entity: entities.iri[entity] })}`, title: cut(entities.label[entity], 120), onclick: open },
    el("span", {}, text),
  );
}

/** A document's text with its mentions to click, and the sentence in question marked. */
function reading(home, row, entity) {
  const total = lengthOf(home);
  if (!total) return el("p", { class: "note" }, t("noText"));
  const from = row >= 0 ? statements.begin[row] : -1;
  const until = row >= 0 ? from + statements.length[row] : -1;
  const pieces = [];
  let sentencePieces = null;
  let last = 0;
  const put = (piece) => (sentencePieces ?? pieces).push(piece);
  const text = (end) => {
    // cut the running text where the sentence begins and ends
    for (const border of [from, until]) {
      if (border > last && border <= end) {
        put(slice(home, last, border));
        last = border;
      }
      turn();
    }
    if (end > last) put(slice(home, last, end));
    last = Math.max(last, end);
  };
  const turn = () => {
    if (last === from && sentencePieces === null && from < until) sentencePieces = [];
    if (last === until && sentencePieces !== null) {
      pieces.push(el("mark", { class: "sentence", tabindex: "-1" }, sentencePieces));
      sentencePieces = null;
    }
  };
  turn();
  for (const [begin, end, who] of mentions(home)) {
    if (begin < last) continue;
    text(begin);
    turn();
    put(mentionLink(who, slice(home, begin, end), who === entity));
    last = end;
    turn();
  }
  text(total);
  if (sentencePieces) pieces.push(el("mark", { class: "sentence", tabindex: "-1" }, sentencePieces));
  return el("div", { class: "reading", lang: "nl", dir: "auto" }, pieces);
}

function showDocument({ id, row, entity = -1 }) {
  const known = core.documents[id];
  return [
    el("p", { class: "eyebrow" }, t("document"), known.issued ? ` · ${date(known.issued)}` : ""),
    el("h2", {}, isolated(cut(known.title || known.name, 200))),
    el("p", { class: "source" }, isolated(known.name), known.source ? link(known.source, cut(known.source.replace(/^https?:\/\//, ""), 60)) : null, el("span", {}, t("marked", count(mentions(id).length)))),
    reading(id, row, entity),
  ];
}

// ---- nothing chosen ----

function intro() {
  if (!size) return el("p", { class: "note" }, t("introEmpty"));
  const shown = core.opening.shown;
  const numbers = [
    [size, t("countEntities")],
    [rows, t("countStatements")],
    [core.documents.length, core.documents.length === 1 ? t("countDocument") : t("countDocuments")],
  ];
  return [
    el("h2", {}, t("glance")),
    el("p", { class: "lead" }, t("introNew")),
    shown.length < size ? el("p", {}, t("introChosen", count(shown.length), count(size))) : null,
    el("ul", { class: "counts" }, numbers.map(([number, name]) => el("li", {}, el("strong", {}, count(number)), ` ${name}`))),
    el("h3", {}, t("central")),
    el("ul", { class: "rows" }, shown.slice(0, 7).map((entity) => el("li", {}, el("button", { class: "row", onclick: select({ type: "entity", id: entity }) }, kindSign(kindOf(entity).name, 16), el("span", { class: "name" }, isolated(cut(entities.label[entity], 90))))))),
    el("h3", {}, t("howTo")),
    el("ul", { class: "how" }, ["howSolid", "howDashed", "howQuoted", "howDenied"].map((key) => el("li", {}, t(key)))),
    el("h3", {}, t("texts")),
    growing(core.documents.map((_, home) => home), (home) => el("li", {}, el("button", { class: "row", onclick: select({ type: "document", id: home, row: -1 }) }, el("span", { class: "name" }, isolated(cut(core.documents[home].title || core.documents[home].name, 90))), el("span", { class: "number" }, core.documents[home].issued ? date(core.documents[home].issued) : ""))), { class: "rows" }),
    core.versions.length ? el("p", { class: "iri" }, t("madeWith", core.versions.join(", "))) : null,
  ];
}

const SHOW = {
  entity: ({ id }) => showEntity(id),
  tie: showTie,
  path: showPath,
  statement: ({ id }) => showStatement(id),
  document: showDocument,
};

let last;

/** Fill the panel with what is chosen. */
export function drawPanel(node, tools) {
  say = tools.say;
  const { selection } = state;
  const first = !node.hasChildNodes();
  const fresh = first || !same(last ?? null, selection);
  const hadFocus = node.contains(document.activeElement) && document.activeElement !== node;
  last = selection && { ...selection };
  node.classList.toggle("chosen", Boolean(selection));
  node.setAttribute("aria-label", t("evidence"));
  fill(
    node,
    selection
      ? el("div", { class: "head" }, el("button", { class: "quiet", onclick: goBack }, sign("back"), t("back")), el("button", { class: "icon", "aria-label": t("close"), onclick: select(null) }, sign("close")))
      : null,
    selection ? SHOW[selection.type](selection) : intro(),
  );
  if (!fresh) return;
  if (!first) node.scrollTop = 0;
  const mark = node.querySelector(".sentence") ?? node.querySelector(".mention.here");
  if (mark) node.scrollTop = mark.offsetTop - node.clientHeight / 3;
  if (hadFocus) node.focus({ preventScroll: true });
}
