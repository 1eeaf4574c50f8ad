// The picture: vis-network draws signs and lines at places that were worked out beforehand; names are ours.

import { t } from "./messages.js";
import { by, core, entities, find, isDenied, isFact, kindOf, label, neighbours, path, rows, shortName, statements } from "./graph.js";
import { change, state } from "./state.js";
import { isPresent, passes } from "./filters.js";
import { DASHES, outline, palette, radius } from "./look.js";
import { freePlace, middleOf, nearestTowards } from "./place.js";
import { writeCaption, writeNames, writeTies } from "./labels.js";

const MOST_AT_ONCE = 20;
const TIES_NAMED = 70;
const CROWD = 80;
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const strong = new Set(core.opening.backbone.map(([one, two]) => `${one} ${two}`));
const tied = new Set(core.opening.backbone.flat());
const loners = core.opening.shown.filter((entity) => !tied.has(entity));
const rank = new Map(core.opening.shown.map((entity, index) => [entity, index]));

const places = new Map();
const nodes = new vis.DataSet();
const edges = new vis.DataSet();
const visible = new Set();
const groups = new Map();
const looks = new Map();
let network = null;
let box = null;
let hovered = null;
let found = new Set();
let focus = null;
let touched = false;
let everyLine = false;
let weakLines = 0;
let drawnFine = 1;
let names = [];
let ties = [];

// ---- what is in the picture ----

/** The places of the first picture, for a wide or a tall window. */
function openingPlaces() {
  const flat = box.clientWidth < box.clientHeight * 0.9 ? core.opening.tall : core.opening.wide;
  core.opening.shown.forEach((entity, index) => places.set(entity, { x: flat[2 * index], y: flat[2 * index + 1] }));
}

/** What the selection needs in the picture. */
function selectedEntities() {
  const { selection } = state;
  if (!selection) return [];
  if (selection.type === "entity") return [selection.id];
  if (selection.type === "tie") return [selection.one, selection.two];
  if (selection.type === "path") return path(selection.from, selection.to, passes) ?? [selection.from, selection.to];
  if (selection.type === "statement") {
    return [statements.subject[selection.id], statements.object[selection.id]].filter((entity) => entity >= 0);
  }
  return [];
}

/** Give a place to what joins the picture: near its neighbours in the picture, else beside all. */
function join(newcomers, anchor = -1) {
  for (const entity of newcomers) {
    if (places.has(entity)) continue;
    const near = anchor >= 0 && places.has(anchor) ? [anchor] : neighbours(entity, passes).filter((other) => places.has(other)).slice(0, 4);
    places.set(entity, freePlace(near.length ? middleOf(near.map((other) => places.get(other))) : { x: 0, y: 0 }, places));
  }
}

/** One line for all statements between two entities, in one direction, of one modality and polarity. */
function tieGroups() {
  for (let row = 0; row < rows; row += 1) {
    const subject = statements.subject[row];
    const object = statements.object[row];
    if (object < 0 || object === subject || !visible.has(subject) || !visible.has(object) || !passes(row)) continue;
    const modality = statements.modality[row];
    const key = `${subject} ${object} ${modality} ${isDenied(row) ? 1 : 0}`;
    if (!groups.has(key)) {
      const pair = pairOf(subject, object);
      const isStrong = strong.has(pair) || !rank.has(subject) || !rank.has(object);
      groups.set(key, { key, from: subject, to: object, modality, denied: isDenied(row), pair, strong: isStrong, rows: [] });
    }
    groups.get(key).rows.push(row);
  }
  for (const group of groups.values()) group.quoted = group.rows.every((row) => by(row).length > 0);
  weakLines = [...groups.values()].filter((group) => !group.strong).length;
}

const pairOf = (one, two) => (one < two ? `${one} ${two}` : `${two} ${one}`);

/** Bring the picture up to date with state and filters. */
export function drawNetwork() {
  if (!network) return;
  const chosen = selectedEntities();
  join(state.added);
  join(chosen);
  const wanted = [...places.keys()].filter((entity) => isPresent(entity) || chosen.includes(entity));
  const keep = new Set(wanted);
  // vis-network would draw at each step, and more than the picture still holds
  tell("_blockRedraw");
  const gone = [...visible].filter((id) => !keep.has(id));
  const fresh = wanted.filter((id) => !visible.has(id));
  gone.forEach((id) => visible.delete(id));
  groups.clear();
  const loose = edges.get({ filter: ({ from, to }) => !visible.has(from) || !visible.has(to) }).map((edge) => edge.id);
  loose.forEach((key) => looks.delete(key));
  if (loose.length) edges.remove(loose);
  if (gone.length) nodes.remove(gone);
  nodes.add(fresh.map((id) => ({ id, ...places.get(id) })));
  for (const id of fresh) {
    visible.add(id);
    outlineOf(id, places.get(id).x, places.get(id).y);
  }
  tieGroups();
  setFocus();
  styleEdges();
  tell("_allowRedraw");
  drawSoon();
  describe();
}

const tell = (event) => network.body.emitter.emit(event);

/** Draw in the next frame, once, however often one asks. */
function drawSoon() {
  if (network) tell("_requestRedraw");
}

/** Draw at once, before the browser's next frame. */
export function drawNow() {
  tell("_redraw");
}

function describe() {
  box.setAttribute("aria-label", t("networkLabel", nodes.length));
}

/** What the selection lights up: the rest goes pale. */
function setFocus() {
  const { selection } = state;
  focus = null;
  if (!selection) return;
  if (selection.type === "document") return;
  const chosen = selectedEntities();
  focus = { entities: new Set(chosen), pairs: new Set() };
  if (selection.type === "entity") {
    for (const { from, to, pair } of groups.values()) {
      if (from === selection.id || to === selection.id) {
        focus.entities.add(from).add(to);
        focus.pairs.add(pair);
      }
    }
  } else for (let index = 1; index < chosen.length; index += 1) focus.pairs.add(pairOf(chosen[index - 1], chosen[index]));
  if (selection.type === "statement") by(selection.id).forEach((who) => focus.entities.add(who));
}

// ---- lines ----

/** Lines between the same two bow apart; those in one direction ever more. */
function bow() {
  const pairs = new Map();
  for (const group of groups.values()) {
    if (!pairs.has(group.pair)) pairs.set(group.pair, []);
    pairs.get(group.pair).push(group);
  }
  for (const together of pairs.values()) {
    const seen = new Map();
    for (const group of together) {
      seen.set(group.from, (seen.get(group.from) ?? 0) + 1);
      group.bow = together.length > 1 ? 0.14 * seen.get(group.from) : 0;
    }
  }
}

/** Lines keep their width on the screen as one goes away, up to a point. */
const fine = () => Math.min(1.9, Math.max(0.6, network.getScale() ** -0.8));

function edgeOf(group) {
  const colours = palette();
  const lit = isLit(group);
  const thick = group.strong;
  const colour = group.denied ? colours.denied : lit ? colours.accent : colours.edge;
  return {
    id: group.key,
    from: group.from,
    to: group.to,
    dashes: DASHES[group.modality],
    width: (lit ? 2.2 : thick ? 1.4 : 0.8) * drawnFine,
    color: { color: colour, hover: colours.accent, highlight: colour, inherit: false, opacity: thick || lit ? 1 : 0.5 },
    arrows: { to: { enabled: true, type: group.denied ? "bar" : group.quoted ? "vee" : "arrow", scaleFactor: (thick || lit ? 0.6 : 0.4) * drawnFine } },
    smooth: group.bow ? { enabled: true, type: "curvedCW", roundness: group.bow } : false,
  };
}

/** Bring the lines up to date; only those that look otherwise than before are given to vis-network, which takes long over each. */
function styleEdges() {
  drawnFine = fine();
  bow();
  const drawn = [...groups.values()].filter(isDrawn);
  const keep = new Set(drawn.map((group) => group.key));
  const gone = [...looks.keys()].filter((key) => !keep.has(key));
  gone.forEach((key) => looks.delete(key));
  if (gone.length) edges.remove(gone);
  const changed = drawn.map(edgeOf).filter((edge) => {
    const look = JSON.stringify(edge);
    const other = looks.get(edge.id) !== look;
    looks.set(edge.id, look);
    return other;
  });
  if (changed.length) edges.update(changed);
}

/** Before vis-network draws, where something is chosen: its lines, so that signs come to lie over them, and then all lines pale. */
function drawLit(context) {
  if (!focus) return;
  for (const group of groups.values()) {
    const line = isLit(group) && network.body.edges[group.key];
    if (line?.connected) {
      line.draw(context);
      line.drawArrows(context);
    }
  }
  context.globalAlpha = 0.16;
}

const isLit = (group) => Boolean(focus?.pairs.has(group.pair));

/** In a crowd only the strong lines are drawn, and those of what is chosen. */
const isDrawn = (group) => !leaveOut() || group.strong || isLit(group);

const leaveOut = () => !everyLine && weakLines > CROWD;

/** How many lines the picture leaves out, and whether one asked for all of them. */
export function linesLeftOut() {
  return { number: weakLines > CROWD ? weakLines : 0, all: everyLine };
}

export function drawEveryLine(all) {
  everyLine = all;
  drawNetwork();
}

/** What the statements of a line say, in a few words. */
function tieText({ rows: rowsOf, modality, denied, quoted }) {
  const words = [...new Set(rowsOf.map((row) => label(core.properties[statements.property[row]])))];
  const extra = [modality ? label(core.modalities[modality]) : "", denied ? t("denied") : ""].filter(Boolean);
  const text = words.slice(0, 2).join(", ") + (words.length > 2 ? " …" : "");
  return `${quoted ? "“" : ""}${text}${extra.length ? ` (${extra.join(", ")})` : ""}${quoted ? "”" : ""}`;
}

// ---- signs and names ----

/** Signs grow slower than the picture as one comes nearer, and shrink slower as one goes away. */
const signRadius = (entity) => radius(entity) * network.getScale() ** -0.45;

/** Tell vis-network where a sign of ours lies: it leaves out what lies beyond the window, and for these it does not find out itself. */
function outlineOf(id, x, y) {
  const size = signRadius(id) * 1.6;
  network.body.nodes[id].shape.boundingBox = { left: x - size, right: x + size, top: y - size, bottom: y + size };
}

function drawSign({ ctx, id, x, y }) {
  const size = signRadius(id);
  outlineOf(id, x, y);
  const colours = palette();
  const selected = state.selection?.type === "entity" && state.selection.id === id;
  const lit = selected || hovered === id || found.has(id);
  return {
    drawNode() {
      ctx.save();
      ctx.translate(x, y);
      const faded = focus && !focus.entities.has(id) && !found.has(id);
      ctx.globalAlpha = 1;
      if (lit) {
        ctx.beginPath();
        ctx.arc(0, 0, size * 1.5, 0, 2 * Math.PI);
        ctx.fillStyle = found.has(id) && !selected ? colours.found : colours.accent;
        ctx.globalAlpha *= 0.25;
        ctx.fill();
        ctx.globalAlpha /= 0.25;
      }
      ctx.scale(size, size);
      if (faded) {
        // or the lines below would show through it
        ctx.fillStyle = colours.paper;
        ctx.fill(outline(kindOf(id).name));
        ctx.globalAlpha = 0.22;
      }
      ctx.fillStyle = colours.kinds[entities.kind[id]];
      ctx.strokeStyle = selected ? colours.ink : colours.paper;
      ctx.lineWidth = (selected ? 2.2 : 1.5) / size;
      ctx.fill(outline(kindOf(id).name));
      ctx.stroke(outline(kindOf(id).name));
      ctx.restore();
    },
    nodeDimensions: { width: size * 2.2, height: size * 2.2 },
  };
}

function urgency(entity) {
  if (state.selection?.type === "entity" && state.selection.id === entity) return -4000;
  if (hovered === entity) return -3000;
  if (focus?.entities.has(entity)) return -2000 - entities.weight[entity];
  if (found.has(entity)) return -1000 - entities.weight[entity];
  return (focus ? 1000 : 0) - entities.weight[entity];
}

function drawWords(context) {
  const scale = network.getScale();
  const size = { width: box.clientWidth, height: box.clientHeight };
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const signs = [...visible]
    .map((entity) => {
      const spot = network.canvasToDOM(network.getPosition(entity));
      return {
        entity,
        ...spot,
        radius: signRadius(entity) * scale,
        rank: rank.get(entity) ?? 999,
        urgency: urgency(entity),
        must: urgency(entity) < -2500,
        faded: Boolean(focus) && !focus.entities.has(entity) && !found.has(entity),
      };
    })
    .filter((sign) => sign.x > -20 && sign.y > -20 && sign.x < size.width + 20 && sign.y < size.height + 20)
    .sort((one, two) => one.urgency - two.urgency || one.entity - two.entity);
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const spots = new Map(signs.map((sign) => [sign.entity, sign]));
  const lines = signs.length <= 70 ? linesBetween(spots) : [];
  const taken = covered();
  names = writeNames(context, signs, { window: size, lines, taken });
  ties = writeTies(context, tiesToName(scale), { signs, taken: [...names, ...taken], lines });
  captionLoners(context, scale);
  context.restore();
}

/** What lies over the picture: its buttons and its note. */
function covered() {
  const frame = box.getBoundingClientRect();
  return [...box.parentElement.querySelectorAll(".controls, .note")].map((part) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    return { x: left - frame.left - 4, y: top - frame.top - 4, w: width + 8, h: height + 8 };
  });
}

/** Lines between signs as [x1, y1, x2, y2]. */
function linesBetween(spots) {
  return [...groups.values()].flatMap(({ from, to }) => {
    const [one, two] = [spots.get(from), spots.get(to)];
    return one && two ? [[one.x, one.y, two.x, two.y]] : [];
  });
}

/** Say of those without ties, which stand below the others in the first picture, why they stand apart. */
function captionLoners(context, scale) {
  const lone = loners.filter((entity) => visible.has(entity));
  if (lone.length < 2 || focus || scale < 0.45) return;
  const spots = lone.map((entity) => network.canvasToDOM(network.getPosition(entity)));
  const top = Math.min(...spots.map((spot) => spot.y));
  const left = Math.min(...spots.filter((spot) => spot.y < top + 20).map((spot) => spot.x));
  writeCaption(context, t("onlyNamed"), left - 22, top - 22);
}

/** The lines that get words: those of the selection, the one under the pointer; in a small picture or from near all of them. */
function tiesToName(scale) {
  const chosen = [...groups.values()].filter(
    (group) => isDrawn(group) && (focus ? isLit(group) : hovered === group.key || groups.size <= TIES_NAMED || scale > 1.6),
  );
  return chosen
    .map((group) => {
      const line = network.body.edges[group.key];
      if (!line?.connected) return null;
      const spots = ALONG.map((share) => network.canvasToDOM(line.edgeType.getPoint(share)));
      return { id: group.key, text: tieText(group), spots, must: Boolean(focus) || hovered === group.key, denied: group.denied, many: group.rows.length };
    })
    .filter(Boolean)
    .sort((one, two) => two.must - one.must || two.many - one.many || one.text.length - two.text.length || (one.id < two.id ? -1 : 1));
}

// ---- moving about ----

/** Show everything, or some entities, with room for their names. */
export function fitNetwork(some = null, animate = true) {
  const spots = (some ?? (visible.size ? [...visible] : core.opening.shown)).filter((entity) => places.has(entity)).map((entity) => places.get(entity));
  if (!spots.length) return;
  const [left, right] = [Math.min(...spots.map((spot) => spot.x)), Math.max(...spots.map((spot) => spot.x))];
  const [top, bottom] = [Math.min(...spots.map((spot) => spot.y)), Math.max(...spots.map((spot) => spot.y))];
  const margin = box.clientWidth < 600 ? 90 : 130;
  const scale = Math.min((box.clientWidth - margin) / (right - left || 1), (box.clientHeight - 96) / (bottom - top || 1), some ? 1.2 : 1.35);
  const motion = animate && !calm.matches ? { animation: { duration: 350, easingFunction: "easeInOutQuad" } } : {};
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale: Math.max(scale, 0.08), ...motion });
}

export function zoomNetwork(factor) {
  touched = true;
  network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
}

/** Bring what is chosen into sight, where some of it is not. */
export function showChosen() {
  network.setSize("100%", "100%");
  const around = focus && focus.entities.size <= 14 ? [...focus.entities] : selectedEntities();
  const chosen = around.filter((entity) => places.has(entity));
  const hidden = chosen.some((entity) => {
    const spot = network.canvasToDOM(network.getPosition(entity));
    return spot.x < 30 || spot.y < 30 || spot.x > box.clientWidth - 30 || spot.y > box.clientHeight - 40;
  });
  if (chosen.length && (hidden || (box.clientWidth < 600 && network.getScale() < 0.75))) {
    touched = true;
    fitNetwork(chosen);
  }
}

/** Bring an entity to the middle */
export function centre(entity) {
  touched = true;
  const motion = calm.matches ? {} : { animation: { duration: 350, easingFunction: "easeInOutQuad" } };
  network.moveTo({ position: network.getPosition(entity), scale: Math.max(network.getScale(), 0.9), ...motion });
}

/** The neighbours that are not in the picture yet. */
export function unseen(entity) {
  return neighbours(entity, passes).filter((other) => !visible.has(other) && isPresent(other));
}

/** Bring neighbours of an entity into the picture, the most important first; returns how many came. */
export function expand(entity) {
  const newcomers = unseen(entity).slice(0, MOST_AT_ONCE);
  if (!newcomers.length) return 0;
  join([entity]);
  join(newcomers, entity);
  touched = true;
  change({ added: [...new Set([...state.added, entity, ...newcomers])].filter((one) => !rank.has(one)) });
  fitNetwork([entity, ...neighbours(entity, passes).filter((other) => visible.has(other))]);
  return newcomers.length;
}

/** Mark entities that a search found. */
export function markFound(ids) {
  found = new Set(ids);
  drawSoon();
}

/** Back to the first picture. */
export function restart() {
  places.clear();
  openingPlaces();
  visible.clear();
  groups.clear();
  looks.clear();
  edges.clear();
  nodes.clear();
  touched = false;
  change({ added: [], selection: null });
  fitNetwork(null, false);
}

// ---- pointer and keys ----

/** What lies under a point of the drawing: a sign, its name, a sign close by, or a line. */
function hit(point) {
  const inside = (area) => point.x >= area.x && point.x <= area.x + area.w && point.y >= area.y && point.y <= area.y + area.h;
  const node = network.getNodeAt(point);
  if (node !== undefined) return { entity: node };
  const name = names.find(inside);
  if (name) return { entity: name.entity };
  const words = ties.find(inside);
  const edge = words?.tie ?? network.getEdgeAt(point);
  if (edge !== undefined) return { edge };
  let nearest = null;
  let least = 18;
  for (const id of nodes.getIds()) {
    const spot = network.canvasToDOM(network.getPosition(id));
    const far = Math.hypot(spot.x - point.x, spot.y - point.y);
    if (far < least) [least, nearest] = [far, id];
  }
  return nearest === null ? {} : { entity: nearest };
}

function pointOf(event) {
  const frame = box.getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

function onClick({ pointer }) {
  const { entity, edge } = hit(pointer.DOM);
  touched = true;
  if (entity !== undefined) change({ selection: { type: "entity", id: entity } });
  else if (edge !== undefined) {
    const { from, to } = groups.get(edge);
    change({ selection: { type: "tie", one: from, two: to } });
  } else if (state.selection) change({ selection: null });
}

function onMove(event) {
  const { entity, edge } = hit(pointOf(event));
  const now = entity ?? edge ?? null;
  box.classList.toggle("pointing", now !== null);
  if (now !== hovered) {
    hovered = now;
    drawSoon();
  }
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onKey(event, { say, toPanel }) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const current = state.selection?.type === "entity" ? state.selection.id : null;
  if (ARROWS[event.key]) walk(current, ARROWS[event.key], say);
  else if (event.key === "Enter" && current !== null) toPanel();
  else if (event.key.toLowerCase() === "e" && current !== null) say(t("added", expand(current)));
  else if (event.key === "+" || event.key === "=") zoomNetwork(1.25);
  else if (event.key === "-") zoomNetwork(0.8);
  else if (event.key === "0") fitNetwork();
  else if (event.key === "Escape" && state.selection) change({ selection: null });
  else return;
  event.preventDefault();
}

function walk(current, direction, say) {
  const spots = new Map(nodes.getIds().map((id) => [id, network.getPosition(id)]));
  if (!spots.size) return;
  const next = current !== null && spots.has(current) ? nearestTowards(spots.get(current), direction, spots) : [...spots.keys()][0];
  if (next === null) return;
  change({ selection: { type: "entity", id: next } });
  keepInSight(next);
  say(t("selected", shortName(next), label(kindOf(next)), neighbours(next, passes).length));
}

function keepInSight(entity) {
  const spot = network.canvasToDOM(network.getPosition(entity));
  if (spot.x < 40 || spot.y < 40 || spot.x > box.clientWidth - 40 || spot.y > box.clientHeight - 60) centre(entity);
}

/** Make the picture in an element; say: tell a screen reader; toPanel: go to the panel. */
export function startNetwork(element, tools) {
  box = element;
  openingPlaces();
  const options = {
    autoResize: true,
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: false, selectable: false, tooltipDelay: 1e9, zoomSpeed: 0.6, dragNodes: true },
    nodes: { shape: "custom", ctxRenderer: drawSign, chosen: false },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, arrowStrikethrough: false },
  };
  // it starts empty, for the width of lines depends on how near one stands
  network = new vis.Network(box, { nodes, edges }, options);
  const canvas = box.querySelector("canvas");
  canvas.setAttribute("aria-hidden", "true");
  box.querySelectorAll("[tabindex]").forEach((part) => part.removeAttribute("tabindex"));
  network.on("beforeDrawing", drawLit);
  network.on("afterDrawing", drawWords);
  network.on("click", onClick);
  box.addEventListener("dblclick", (event) => {
    const { entity } = hit(pointOf(event));
    if (entity !== undefined) tools.say(t("added", expand(entity)));
  });
  network.on("dragStart", () => (touched = true));
  network.on("dragEnd", ({ nodes: moved }) => moved.forEach((id) => places.set(id, network.getPosition(id))));
  network.on("zoom", ({ scale }) => {
    touched = true;
    if (Math.abs(fine() / drawnFine - 1) > 0.25) styleEdges();
    if (scale > 4 || scale < 0.05) network.moveTo({ scale: Math.min(4, Math.max(0.05, scale)) });
  });
  network.on("resize", () => !touched && fitNetwork(null, false));
  box.addEventListener("mousemove", onMove);
  box.addEventListener("mouseleave", () => {
    hovered = null;
    drawSoon();
  });
  box.addEventListener("keydown", (event) => onKey(event, tools));
  fitNetwork(null, false);
  drawNetwork();
}

/** What is drawn, in pixels of the window: for tests and for scripts of one's own. */
export function picture() {
  const frame = box.getBoundingClientRect();
  const signs = nodes.getIds().map((entity) => {
    const spot = network.canvasToDOM(network.getPosition(entity));
    return { label: entities.label[entity], x: spot.x + frame.left, y: spot.y + frame.top, radius: signRadius(entity) * network.getScale() };
  });
  const ends = [...groups.values()].filter(isDrawn).map((group) => {
    const spot = network.canvasToDOM(network.body.edges[group.key].edgeType.getPoint(0.5));
    const facts = group.rows.filter(isFact).length;
    return { from: entities.label[group.from], to: entities.label[group.to], facts, text: tieText(group), x: spot.x + frame.left, y: spot.y + frame.top };
  });
  const areas = names.map(({ entity, x, y, w, h }) => ({ label: entities.label[entity], x: x + frame.left, y: y + frame.top, w, h }));
  return { entities: signs, ties: ends, names: areas, words: ties.map(({ x, y, w, h }) => ({ x: x + frame.left, y: y + frame.top, w, h })) };
}

/** The entity that the address calls so. */
export function entityCalled(short) {
  return find(entities.iri, short);
}
