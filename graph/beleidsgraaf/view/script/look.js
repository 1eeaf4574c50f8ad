// How things look: a shape and a colour for each kind, a line for each modality. Colours come from the style sheet.

import { core, entities } from "./graph.js";
import { svg } from "./dom.js";

const SHAPES = {
  Organization: "M-.88-.58a.3 .3 0 0 1 .3-.3h1.16a.3 .3 0 0 1 .3 .3v1.16a.3 .3 0 0 1-.3 .3h-1.16a.3 .3 0 0 1-.3-.3z",
  Person: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
  ActorGroup: "M-1.02 0L-.51-.88H.51L1.02 0L.51 .88H-.51z",
  Policy: "M-.78-1H.28L.8-.48V1H-.78z",
  System: "M0-1.12L1.12 0L0 1.12L-1.12 0z",
  Theme: "M-.62-.6h1.24a.6 .6 0 0 1 0 1.2h-1.24a.6 .6 0 0 1 0-1.2z",
  Event: "M0-1.05L1.1 .82H-1.1z",
  Entity: "M-.7 0a.7 .7 0 1 0 1.4 0a.7 .7 0 1 0-1.4 0z",
};

/** Dashes of the line for each modality, in the order of the ontology: asserted, obligation, intention, possibility, recommendation. */
export const DASHES = [false, [14, 4], [7, 5], [2, 5], [11, 4, 2, 4]];

const weights = core.opening.shown.map((entity) => entities.weight[entity]);
const [lightest, heaviest] = [Math.min(...weights), Math.max(...weights)];
const outlines = new Map();

/** The outline of a kind, of radius 1 around (0, 0). */
export function outline(kind) {
  if (!outlines.has(kind)) outlines.set(kind, new Path2D(SHAPES[kind]));
  return outlines.get(kind);
}

/** A picture of a kind. */
export function kindSign(kind, size = 18) {
  const scale = size / 2 / 1.2;
  return svg(size, [{ d: SHAPES[kind], transform: `translate(${size / 2} ${size / 2}) scale(${scale})`, class: `kind-${kind}` }], "kind");
}

/** A picture of a modality, of a denial, of an attribution. */
export function lineSign(number, mark = "") {
  const line = { d: "M1 10H33", fill: "none", class: `stroke ${mark}`, "stroke-width": 2 };
  if (DASHES[number]) line["stroke-dasharray"] = DASHES[number].map((part) => part * 0.7).join(" ");
  const ends = { "": "M28 5.5L36 10L28 14.5z", denied: "M34 4h2v12h-2z", quoted: "M27 5L36 10L27 15L30 10z" };
  const marks = "M11 7.5c-1.6 .6-2.6 2-2.6 3.6h2.4v3H7.2v-3c0-2.6 1.3-4.4 3.4-5.2zM18 7.5c-1.6 .6-2.6 2-2.6 3.6h2.4v3h-3.6v-3c0-2.6 1.3-4.4 3.4-5.2z";
  const parts = mark === "quoted" ? [{ ...line, d: "M20 10H33" }, { d: marks, class: "tip" }] : [line];
  const picture = svg(36, [...parts, { d: ends[mark], class: `tip ${mark}` }], "sample");
  picture.setAttribute("viewBox", "0 0 38 20");
  picture.setAttribute("height", 18);
  return picture;
}

/** The radius of an entity in the picture: between the least and the most important of the first picture. */
export function radius(entity) {
  const share = (entities.weight[entity] - lightest) / (heaviest - lightest || 1);
  return 8 + 10 * Math.min(1, Math.max(0, share)) ** (core.opening.shown.length > 60 ? 1.3 : 0.7);
}

let colours = null;

/** The colours in use now. */
export function palette() {
  if (colours === null) {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(`--${name}`).trim();
    colours = { kinds: core.kinds.map((kind) => read(`kind-${kind.name}`)) };
    for (const name of ["paper", "ink", "muted", "edge", "faint", "denied", "accent", "found"]) colours[name] = read(name);
  }
  return colours;
}

/** Read the colours again, after a change of theme. */
export function forgetPalette() {
  colours = null;
}
