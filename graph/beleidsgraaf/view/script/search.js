// Finding an entity by any of its names: a combobox by the ARIA pattern, list below the field.

import { t } from "./messages.js";
import { cut, el, fill, isolated, sign } from "./dom.js";
import { entities, entityMore, kindOf, label, size } from "./graph.js";
import { kindSign } from "./look.js";

const MOST = 12;
let index = null;

/** Letters without accents, in lower case. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function names() {
  index ??= Array.from({ length: size }, (_, entity) => {
    const { names: others = [], notations = [] } = entityMore(entity);
    return [entities.label[entity], ...notations, ...others].map((name) => [plain(name.slice(0, 400)), name]);
  });
  return index;
}

/** Entities by their names: the whole name first, then its beginning, the beginning of a word, anywhere; then by importance. */
export function searchEntities(words) {
  const wanted = plain(words.trim());
  if (!wanted) return [];
  const hits = [];
  names().forEach((own, entity) => {
    let best = 9;
    let via = "";
    for (const [name, written] of own) {
      const at = name.indexOf(wanted);
      if (at < 0) continue;
      const grade = name === wanted ? 0 : at === 0 ? 1 : /[^\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 3;
      if (grade < best) [best, via] = [grade, written];
    }
    if (best < 9) hits.push({ entity, grade: best, via });
  });
  return hits.sort((one, two) => one.grade - two.grade || entities.weight[two.entity] - entities.weight[one.entity] || one.entity - two.entity);
}

let made = 0;

/** A field that finds entities; onFind gets all hits while one types, onChoose the one that is taken. */
export function searchField({ caption, onFind = () => {}, onChoose, say, initial = "" }) {
  made += 1;
  const listId = `found-${made}`;
  const list = el("ul", { id: listId, role: "listbox", "aria-label": caption, class: "found", hidden: true });
  const input = el("input", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list", "aria-label": caption,
    placeholder: caption, autocomplete: "off", spellcheck: "false", value: initial, maxlength: 200,
  });
  let hits = [];
  let active = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function choose(place) {
    const hit = hits[place];
    if (!hit) return;
    input.value = entities.label[hit.entity].slice(0, 200);
    close();
    onFind([]);
    onChoose(hit.entity);
  }

  function point(place) {
    active = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === place)));
    if (place >= 0) {
      input.setAttribute("aria-activedescendant", `${listId}-${place}`);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  }

  function show() {
    const all = searchEntities(input.value);
    hits = all.slice(0, MOST);
    onFind(all.slice(0, 400).map((hit) => hit.entity));
    if (!input.value.trim()) return close();
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    fill(list, hits.length ? hits.map(item) : el("li", { class: "nothing", role: "option", "aria-disabled": "true" }, t("searchNone")));
    say(hits.length ? t("searchFound", all.length) : t("searchNone"));
    return point(hits.length ? 0 : -1);
  }

  function item(hit, place) {
    const name = entities.label[hit.entity];
    return el(
      "li",
      { role: "option", id: `${listId}-${place}`, "aria-selected": "false", onpointerdown: (event) => event.preventDefault(), onclick: () => choose(place) },
      kindSign(kindOf(hit.entity).name),
      el("span", { class: "name" }, isolated(cut(name, 90))),
      el("span", { class: "aside" }, hit.via !== name ? isolated(cut(hit.via, 40)) : label(kindOf(hit.entity))),
    );
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value.trim() && input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && !list.hidden) point(Math.min(active + 1, hits.length - 1));
    else if (event.key === "ArrowUp" && !list.hidden) point(Math.max(active - 1, 0));
    else if (event.key === "ArrowDown") show();
    else if (event.key === "Enter") {
      if (list.hidden) show();
      choose(Math.max(active, 0));
    } else if (event.key === "Escape" && (!list.hidden || input.value)) {
      input.value = "";
      onFind([]);
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return el("div", { class: "search" }, sign("search"), input, list);
}
