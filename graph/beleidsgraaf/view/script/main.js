// The page as a whole: bar, views, language, theme, keys; redraws what a change touches.

import { count, language, speak, t } from "./messages.js";
import { el, fill, isolated, sign } from "./dom.js";
import { core, size } from "./graph.js";
import { change, onChange, startState, state } from "./state.js";
import { applyFilters, passingCount } from "./filters.js";
import { forgetPalette } from "./look.js";
import { centre, drawEveryLine, drawNetwork, drawNow, entityCalled, expand, fitNetwork, linesLeftOut, markFound, picture, restart, showChosen, startNetwork, zoomNetwork } from "./network.js";
import { searchEntities, searchField } from "./search.js";
import { drawLegend } from "./legend.js";
import { drawPanel } from "./panel.js";
import { drawTable, rewindTable } from "./table.js";

const part = (id) => document.getElementById(id);
const [bar, legend, main, network, table, panel, status] = ["bar", "legend", "main", "network", "table", "paneel", "status"].map(part);
const canvas = el("div", { class: "canvas", id: "canvas", role: "application", tabindex: "0" });
const narrow = window.matchMedia("(max-width: 760px)");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
let legendOpen = !narrow.matches;

/** Tell a screen reader; loud: show it to all for a moment. */
function say(text, loud = false) {
  status.textContent = text;
  status.classList.toggle("loud", loud);
  clearTimeout(say.waiting);
  say.waiting = setTimeout(() => status.classList.remove("loud"), 2500);
}

const tools = { say, toPanel: () => panel.focus() };

function isDark() {
  return state.theme === "dark" || (state.theme === "auto" && dark.matches);
}

// ---- parts ----

function drawBar() {
  const view = (name) => el("button", { class: "tab", "aria-pressed": String(state.view === name), "data-view": name, onclick: () => change({ view: name }) }, t(name));
  fill(
    bar,
    el("button", { class: "icon", id: "filters", "aria-label": t("legend"), "aria-expanded": String(legendOpen), "aria-controls": "legend", onclick: toggleLegend }, sign("filter")),
    el("h1", {}, isolated(core.title || t("title"))),
    searchField({
      caption: t("search"),
      say,
      onFind: markFound,
      onChoose: (entity) => {
        change({ view: "network", selection: { type: "entity", id: entity } });
        centre(entity);
      },
    }),
    el("div", { class: "tabs", role: "group", "aria-label": t("views") }, view("network"), view("table")),
    el("button", { class: "quiet theme", onclick: () => change({ theme: isDark() ? "light" : "dark" }) }, isDark() ? t("light") : t("dark")),
    el("button", { class: "quiet language", lang: language() === "nl" ? "en" : "nl", "aria-label": t("languageLabel"), onclick: () => change({ language: state.language === "nl" ? "en" : "nl" }) }, language() === "nl" ? "EN" : "NL"),
  );
}

function toggleLegend() {
  legendOpen = !legendOpen;
  showLegend();
  part("filters").setAttribute("aria-expanded", String(legendOpen));
  if (legendOpen && narrow.matches) legend.querySelector("button, input").focus();
  else if (!legendOpen) part("filters").focus();
}

function showLegend() {
  legend.hidden = !legendOpen;
  document.body.classList.toggle("with-legend", legendOpen);
}

function drawControls() {
  const button = (name, key, act) => el("button", { class: "icon", "aria-label": t(name), title: t(name), onclick: act }, sign(key));
  const note = core.opening.shown.length < size || state.added.length ? t("shown", count(picture().entities.length), count(size)) : t("shownAll", count(size));
  fill(
    network.querySelector(".controls"),
    button("zoomIn", "plus", () => zoomNetwork(1.3)),
    button("zoomOut", "minus", () => zoomNetwork(1 / 1.3)),
    button("fit", "fit", () => fitNetwork()),
    state.added.length ? button("resetView", "home", restart) : null,
  );
  const { number, all } = linesLeftOut();
  const more = number ? el("button", { class: "quiet", onclick: () => (drawEveryLine(!all), drawControls()) }, all ? t("strongLines") : t("everyLine", count(number))) : null;
  fill(network.querySelector(".note"), note, " ", more);
}

function showView() {
  document.body.classList.toggle("with-table", state.view === "table");
  network.hidden = state.view !== "network";
  table.hidden = state.view !== "table";
  bar.querySelectorAll("[data-view]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === state.view)));
  network.setAttribute("aria-label", t("network"));
  table.setAttribute("aria-label", t("table"));
  main.setAttribute("aria-label", t(state.view));
}

function dress() {
  speak(state.language);
  document.documentElement.lang = state.language;
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  forgetPalette();
  document.title = core.title || t("title");
  part("skip").textContent = t("skip");
}

// ---- changes ----

function update(changed) {
  const words = changed.has("language") || changed.has("theme");
  if (words) {
    dress();
    drawBar();
  }
  if (changed.has("filters")) {
    applyFilters();
    rewindTable();
    say(t("rows", count(passingCount()), count(core.statements.subject.length)));
  }
  if (changed.has("view")) showView();
  if (changed.has("filters") || words) drawLegend(legend, toggleLegend);
  if (changed.has("filters") || changed.has("selection") || changed.has("added") || changed.has("view") || words) {
    drawNetwork();
    drawControls();
    drawPanel(panel, tools);
    if (changed.has("selection") && state.view === "network") requestAnimationFrame(showChosen);
  }
  if (state.view === "table") drawTable(table, say);
}

function onKey(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    bar.querySelector("input").focus();
  } else if (event.key === "Escape" && narrow.matches && legendOpen) toggleLegend();
  else if (event.key === "Escape" && !typing && panel.contains(event.target) && state.selection) {
    change({ selection: null });
    (state.view === "network" ? canvas : table.querySelector(".scroll")).focus();
  }
}

/** Wait until the picture that was drawn last is on the screen. */
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Wait until the file is read: the documents' texts stand at its end, so that the picture need not wait for them. */
const read = () => new Promise((done) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", done) : done()));

/** The picture comes first; what stands around it has its size from the style sheet, and follows when the picture is on the screen. */
async function start() {
  startState();
  dress();
  applyFilters();
  network.append(canvas, el("p", { class: "note" }), el("div", { class: "controls" }));
  showView();
  showLegend();
  startNetwork(canvas, tools);
  drawControls();
  drawNow();
  onChange(update);
  listen();
  window.beleidsgraaf = { picture, search: searchEntities, expand: (short) => expand(entityCalled(short)) };
  await painted();
  drawBar();
  drawLegend(legend, toggleLegend);
  drawPanel(panel, tools);
  if (state.selection?.type === "entity") centre(state.selection.id);
  await read();
  if (state.selection) drawPanel(panel, tools);
  if (state.view === "table") drawTable(table, say);
  document.documentElement.dataset.ready = "true";
}

function listen() {
  document.addEventListener("keydown", onKey);
  part("skip").addEventListener("click", (event) => {
    // a fragment of its own would wipe out the one that holds the state
    event.preventDefault();
    panel.focus();
  });
  dark.addEventListener("change", () => state.theme === "auto" && update(new Set(["theme"])));
}

start();
