// The same statements as a table: for reading one by one, for sorting, for a screen reader.

import { count, language, t } from "./messages.js";
import { cut, el, fill, isolated } from "./dom.js";
import { by, core, entities, isDenied, kindOf, label, more, rows, sentence, shortName, statements } from "./graph.js";
import { change, changeFilters, state } from "./state.js";
import { passes, passingCount } from "./filters.js";
import { kindSign } from "./look.js";
import { toCsv, toSparql, toTurtle } from "./exports.js";

const PAGE = 100;
let sorted = { column: "", down: false };
let shown = PAGE;

const objectText = (row) => (statements.object[row] >= 0 ? entities.label[statements.object[row]] : more(row).claim ?? "");
const homeText = (row) => core.documents[statements.document[row]]?.title || core.documents[statements.document[row]]?.name || "";
const modalityText = (row) => [isDenied(row) ? t("denied") : "", label(core.modalities[statements.modality[row]])].filter(Boolean).join(", ");

const COLUMNS = [
  ["subject", (row) => entities.label[statements.subject[row]]],
  ["property", (row) => label(core.properties[statements.property[row]])],
  ["object", objectText],
  ["modality", modalityText],
  ["speaker", (row) => by(row).map((who) => entities.label[who]).join("; ")],
  ["time", (row) => more(row).time ?? ""],
  ["sureness", (row) => statements.confidence[row]],
  ["document", homeText],
  ["sentence", (row) => sentence(row)],
];

/** The columns that hold anything; a graph without dates needs no column for them. */
const USED = COLUMNS.filter(([name, value]) => !["speaker", "time"].includes(name) || statements.subject.some((_, row) => value(row)));

/** The statements that pass, in the order that was asked for. */
function listed() {
  const list = [];
  for (let row = 0; row < rows; row += 1) if (passes(row)) list.push(row);
  const column = COLUMNS.find(([name]) => name === sorted.column);
  if (!column) return list;
  const keys = new Map(list.map((row) => [row, column[1](row)]));
  const collator = new Intl.Collator(language(), { numeric: true });
  const order = typeof keys.get(list[0]) === "number" ? (one, two) => one - two : collator.compare;
  const sign = sorted.down ? -1 : 1;
  return list.sort((one, two) => sign * order(keys.get(one), keys.get(two)) || one - two);
}

function entityCell(entity) {
  return el("button", { class: "entity", onclick: () => change({ selection: { type: "entity", id: entity } }) }, kindSign(kindOf(entity).name, 14), isolated(cut(shortName(entity), 80)));
}

function rowOf(row) {
  const object = statements.object[row];
  const sure = Math.round(statements.confidence[row] * 100);
  const chosen = state.selection?.type === "statement" && state.selection.id === row;
  const cells = [
    entityCell(statements.subject[row]),
    el("span", { class: "property" }, label(core.properties[statements.property[row]])),
    object >= 0 ? entityCell(object) : el("q", { dir: "auto" }, cut(more(row).claim ?? "", 160)),
    modalityText(row),
    by(row).map((who) => isolated(cut(shortName(who), 40))).flatMap((name, index) => (index ? [", ", name] : [name])),
    more(row).timeText ? isolated(more(row).timeText) : more(row).time ?? "",
    `${sure}%`,
    isolated(cut(homeText(row), 50)),
    el("button", { class: "quiet evidence", "aria-label": `${t("open")}: ${cut(sentence(row), 120)}`, onclick: () => change({ selection: { type: "statement", id: row } }) }, isolated(cut(sentence(row), 140))),
  ];
  const cellOf = (column) => el("td", { class: column[0] }, cells[COLUMNS.indexOf(column)]);
  return el("tr", { class: chosen ? "chosen" : "" }, USED.map(cellOf));
}

function head(redraw) {
  return el(
    "tr",
    {},
    USED.map(([name]) => {
      const on = sorted.column === name;
      const sort = on ? (sorted.down ? "descending" : "ascending") : "none";
      const toggle = () => {
        sorted = { column: name, down: on && !sorted.down };
        redraw(name);
      };
      return el("th", { scope: "col", "aria-sort": sort, class: name }, el("button", { onclick: toggle, "data-sort": name }, t(name), el("span", { "aria-hidden": "true" }, on ? (sorted.down ? " ↓" : " ↑") : "")));
    }),
  );
}

/** Copy text; where the browser forbids it, show it to be copied by hand. */
async function copy(name, text, node, say) {
  try {
    await navigator.clipboard.writeText(text);
    say(t("copied", name), true);
  } catch {
    const area = el("textarea", { readonly: true, rows: 12, "aria-label": t("copyText") });
    area.value = text;
    node.querySelector(".by-hand").replaceChildren(el("p", {}, t("copyFailed")), area);
    area.select();
  }
}

function tools(node, list, say) {
  const words = el("input", { type: "search", class: "words", placeholder: t("filterText"), "aria-label": t("filterText"), value: state.filters.text, maxlength: 200 });
  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => changeFilters({ text: words.value }), 200);
  });
  const formats = [["Turtle", () => toTurtle(list)], ["CSV", () => toCsv(list)], ["SPARQL", toSparql]];
  return el(
    "div",
    { class: "tools" },
    el("p", { class: "total" }, list.length === rows ? t("rowsAll", count(rows)) : t("rows", count(list.length), count(rows))),
    words,
    el("div", { class: "copy", role: "group", "aria-label": t("copy") }, el("span", { "aria-hidden": "true" }, t("copy")), formats.map(([name, make]) => el("button", { "aria-label": `${t("copy")} ${name}`, onclick: () => copy(name, make(), node, say) }, name))),
    el("div", { class: "by-hand" }),
  );
}

/** Draw the table anew, and keep the focus where it was. */
export function drawTable(node, say, back = "") {
  const inWords = node.contains(document.activeElement) && document.activeElement.classList.contains("words");
  const caret = inWords ? document.activeElement.selectionStart : 0;
  const list = listed();
  const body = el("tbody", {}, list.slice(0, shown).map(rowOf));
  const table = el("table", {}, el("caption", { class: "sr" }, t("tableLabel")), el("thead", {}, head((name) => drawTable(node, say, name))), body);
  const rest = el("button", { class: "wide", hidden: list.length <= shown });
  const name = () => (rest.textContent = t("moreRows", count(Math.min(PAGE * 5, list.length - shown))));
  name();
  rest.addEventListener("click", () => {
    const next = list.slice(shown, shown + PAGE * 5);
    body.append(...next.map(rowOf));
    shown += next.length;
    rest.hidden = list.length <= shown;
    name();
  });
  const scroll = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("tableLabel") }, table, rest, passingCount() ? null : el("p", { class: "note" }, t("nothingLeft")));
  fill(node, tools(node, list, say), scroll);
  if (inWords) {
    const words = node.querySelector(".words");
    words.focus();
    words.setSelectionRange(caret, caret);
  } else if (back) node.querySelector(`[data-sort=${back}]`).focus();
}

/** Begin at the top again, after a change of filters. */
export function rewindTable() {
  shown = PAGE;
}
