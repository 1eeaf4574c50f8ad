// The legend, which is also where one filters.

import { count, t } from "./messages.js";
import { cut, el, fill, sign } from "./dom.js";
import { core, entities, label, rows, shortName, statements } from "./graph.js";
import { changeFilters, clearFilters, isFiltered, state } from "./state.js";
import { years } from "./filters.js";
import { kindSign, lineSign } from "./look.js";

/** How often each number occurs in a column, of the rows that are asked for. */
function tally(column, wanted = () => true) {
  const found = new Map();
  column.forEach((number, row) => wanted(row) && found.set(number, (found.get(number) ?? 0) + 1));
  return found;
}

/** A row of the legend: a box to tick, a picture, a name, a number. */
function choice(key, name, hidden, onToggle, picture, number) {
  const box = el("input", { type: "checkbox", checked: !hidden, "data-key": key });
  box.addEventListener("change", onToggle);
  return el("li", {}, el("label", { class: "choice" }, box, picture, el("span", { class: "name" }, name), el("span", { class: "number" }, count(number))));
}

/** A list of what may be left out, by its number. */
function choices(filter, numbers, name, picture, totals) {
  return numbers.map((number) =>
    choice(
      `${filter} ${number}`,
      name(number),
      state.filters[filter].includes(number),
      () => {
        const left = state.filters[filter];
        changeFilters({ [filter]: left.includes(number) ? left.filter((one) => one !== number) : [...left, number] });
      },
      picture(number),
      totals.get(number) ?? 0,
    ),
  );
}

const group = (title, ...parts) => el("fieldset", {}, el("legend", {}, title), ...parts);
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function kinds() {
  const numbers = core.kinds.map((_, number) => number);
  return group(
    t("kinds"),
    el("ul", {}, choices("kinds", numbers, (number) => upper(label(core.kinds[number])), (number) => kindSign(core.kinds[number].name), tally(entities.kind))),
  );
}

function modalities() {
  const totals = tally(statements.modality);
  const numbers = core.modalities.map((_, number) => number).filter((number) => totals.has(number));
  const items = choices("modalities", numbers, (number) => upper(label(core.modalities[number])), (number) => lineSign(number), totals);
  if (statements.denied.length) {
    const toggle = () => changeFilters({ denied: !state.filters.denied });
    items.push(choice("denied", upper(t("denied")), state.filters.denied, toggle, lineSign(0, "denied"), statements.denied.length));
  }
  const quoted = Object.values(statements.more).filter((one) => one.by).length;
  if (quoted) {
    const toggle = () => changeFilters({ quoted: !state.filters.quoted });
    items.push(choice("quoted", upper(t("attributed")), state.filters.quoted, toggle, lineSign(0, "quoted"), quoted));
  }
  return group(t("modalities"), el("ul", {}, items));
}

function properties() {
  const totals = tally(statements.property);
  const numbers = core.properties.map((_, number) => number).sort((one, two) => totals.get(two) - totals.get(one) || one - two);
  const every = (hidden) => () => changeFilters({ properties: hidden ? numbers : [] });
  const left = state.filters.properties.length;
  return el(
    "details",
    { class: "fold", open: left > 0 || folds.properties, ontoggle: (event) => (folds.properties = event.target.open) },
    el("summary", {}, t("properties"), el("span", { class: "number" }, left ? `${numbers.length - left}/${numbers.length}` : String(numbers.length))),
    el("div", { class: "pair" }, el("button", { class: "quiet", "data-key": "all", onclick: every(false) }, t("all")), el("button", { class: "quiet", "data-key": "none", onclick: every(true) }, t("none"))),
    el("ul", {}, choices("properties", numbers, (number) => label(core.properties[number]), () => null, totals)),
  );
}

const folds = { properties: false };

function select(caption, value, options, onPick) {
  const node = el("select", { "aria-label": caption, "data-key": caption, onchange: (event) => onPick(Number(event.target.value)) });
  for (const [number, name] of options) node.append(el("option", { value: number, selected: number === value }, name));
  return node;
}

function documents() {
  if (core.documents.length < 2) return null;
  const options = [[-1, t("allDocuments")], ...core.documents.map((one, number) => [number, cut(one.title || one.name, 70)])];
  return group(t("document"), select(t("document"), state.filters.document, options, (number) => changeFilters({ document: number })));
}

function confidence() {
  const output = el("output", {}, `${Math.round(state.filters.confidence * 100)}%`);
  const range = el("input", { type: "range", min: 0, max: 100, step: 5, value: Math.round(state.filters.confidence * 100), "aria-label": t("confidence"), "data-key": "confidence" });
  range.addEventListener("input", () => (output.textContent = `${range.value}%`));
  range.addEventListener("change", () => changeFilters({ confidence: Number(range.value) / 100 }));
  return group(t("confidence"), el("div", { class: "slide" }, range, output));
}

function period() {
  const found = years();
  if (found.length < 2) return null;
  const options = [[0, t("anyYear")], ...found.map((year) => [year, String(year)])];
  return group(
    t("period"),
    el(
      "div",
      { class: "pair" },
      select(`${t("period")} ${t("from")}`, state.filters.from, options, (from) => changeFilters({ from })),
      el("span", {}, "–"),
      select(`${t("period")} ${t("until")}`, state.filters.until, options, (until) => changeFilters({ until })),
    ),
  );
}

/** Fill the legend anew, and keep the focus where it was. */
export function drawLegend(node, onClose) {
  const within = node.contains(document.activeElement);
  const key = document.activeElement.dataset.key;
  // to ask for the scroll makes the browser lay out the page: not while it opens
  const scroll = node.hasChildNodes() ? node.scrollTop : 0;
  node.setAttribute("aria-label", t("legend"));
  fill(
    node,
    el("div", { class: "head" }, el("h2", {}, t("legend")), el("button", { class: "icon only-small", "aria-label": t("close"), onclick: onClose }, sign("close"))),
    state.filters.only >= 0
      ? el(
          "button",
          { class: "chip", "data-key": "only", title: t("onlyOff"), onclick: () => changeFilters({ only: -1 }) },
          t("onlyAbout", cut(shortName(state.filters.only), 60)),
          sign("close"),
        )
      : null,
    isFiltered() ? el("button", { class: "wide", onclick: clearFilters }, t("reset")) : null,
    kinds(),
    rows ? [modalities(), documents(), period(), confidence(), properties()] : null,
  );
  if (within) ([...node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key) ?? node.querySelector("input")).focus();
  if (scroll) node.scrollTop = scroll;
}
