// The names in the picture: always of one size on the screen, the most important first, and never one over another.

import { cut } from "./dom.js";
import { shortName } from "./graph.js";
import { palette } from "./look.js";

const FACE = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif';
const WIDEST = 20;
const IMPORTANT = 16;
const CROWD = 60;
const broken = new Map();
const widths = new Map();

/** The name of an entity on at most two lines. */
function linesOf(entity) {
  if (!broken.has(entity)) broken.set(entity, wrap(cut(shortName(entity).replace(/\s+/g, " ").trim(), 46)));
  return broken.get(entity);
}

function wrap(text) {
  if (text.length <= WIDEST || (text.length <= 28 && !/[ /-]/.test(text))) return [text];
  const half = text.length / 2;
  const spaces = [...text.matchAll(/[ /-]/g)].map((found) => found.index + (found[0] === " " ? 0 : 1));
  const best = spaces.sort((one, two) => Math.abs(one - half) - Math.abs(two - half))[0];
  if (best === undefined || best > 28 || text.length - best > 28) return [cut(text, WIDEST)];
  return [text.slice(0, best).trim(), text.slice(best).trim()];
}

/** The width of a text in a font, which the context must be set to. */
function widthOf(context, font, text) {
  if (!widths.has(font)) widths.set(font, new Map());
  const known = widths.get(font);
  if (!known.has(text)) known.set(text, context.measureText(text).width);
  return known.get(text);
}

const overlap = (one, two) => one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h;

/** Around a sign: below, above, right, left. */
function spots(x, y, radius, width, height) {
  const gap = radius + 4;
  return [
    { x: x - width / 2, y: y + gap, w: width, h: height },
    { x: x - width / 2, y: y - gap - height, w: width, h: height },
    { x: x + gap + 2, y: y - height / 2, w: width, h: height },
    { x: x - gap - 2 - width, y: y - height / 2, w: width, h: height },
  ];
}

/** Isolated from its surroundings, so that marks of direction in a name cannot turn what follows. */
const isolate = (text) => `\u2068${text}\u2069`;

function write(context, text, x, y, colour, rim = 4) {
  const { paper } = palette();
  context.lineJoin = "round";
  context.lineWidth = rim;
  context.strokeStyle = paper;
  context.strokeText(isolate(text), x, y);
  context.fillStyle = colour;
  context.fillText(isolate(text), x, y);
}

/** Whether a line runs through a box: whether anything is left of it between the box's sides. */
function crosses(box, [x1, y1, x2, y2]) {
  if (Math.max(x1, x2) <= box.x || Math.min(x1, x2) >= box.x + box.w || Math.max(y1, y2) <= box.y || Math.min(y1, y2) >= box.y + box.h) return false;
  // as shares of the line (Liang and Barsky 1984, A New Concept and Method for Line Clipping, ACM TOG 3(1))
  const [dx, dy] = [x2 - x1, y2 - y1];
  const across = dx ? [(box.x - x1) / dx, (box.x + box.w - x1) / dx] : [-Infinity, Infinity];
  const along = dy ? [(box.y - y1) / dy, (box.y + box.h - y1) / dy] : [-Infinity, Infinity];
  const from = Math.max(0, Math.min(...across), Math.min(...along));
  return from < Math.min(1, Math.max(...across), Math.max(...along));
}

/** The spot where a name hides nothing and few lines run through it; in a crowd an important name may hide lesser signs, few. */
function bestSpot(sign, width, height, { signs, written, window, lines }) {
  let best = null;
  let least = Infinity;
  const loud = sign.rank < IMPORTANT && signs.length > CROWD;
  for (const box of spots(sign.x, sign.y, sign.radius, width, height)) {
    const inside = box.x > 2 && box.x + box.w < window.width - 2 && box.y > 2 && box.y + box.h < window.height - 2;
    if (!inside || written.some((other) => overlap(box, other))) continue;
    const hidden = signs.filter((other) => other !== sign && !other.faded && hides(box, other));
    const crossed = lines.filter((line) => crosses(box, line)).length;
    if (hidden.length === 0 && crossed === 0) return box;
    const cost = crossed / 10 + hidden.reduce((sum, other) => sum + (other.rank < IMPORTANT ? 10 : 1), 0);
    const allowed = sign.must || hidden.length === 0 || (loud && hidden.every((other) => other.rank > sign.rank));
    if (allowed && cost < least) [best, least] = [box, cost];
  }
  return best;
}

/**
 * Write the names of entities that find room.
 *
 * signs: { entity, x, y, radius, rank, must, faded } in pixels of the screen, the most urgent first; must: it may hide any sign.
 * lines: [x1, y1, x2, y2]; taken: boxes where nothing may be written.
 * Returns what was written as { entity, x, y, w, h }.
 */
export function writeNames(context, signs, { window, lines, taken }) {
  const { ink, muted } = palette();
  const written = [...taken];
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const sign of signs) {
    if (sign.faded && sign.rank >= IMPORTANT && signs.length > CROWD) continue;
    const size = sign.must || sign.rank < 6 ? 13.5 : 12.5;
    const font = `${sign.must || sign.rank < 6 ? 600 : 400} ${size}px ${FACE}`;
    context.font = font;
    const text = linesOf(sign.entity);
    const height = text.length * (size + 2.5);
    const width = Math.max(...text.map((line) => widthOf(context, font, line))) + 4;
    const box = bestSpot(sign, width, height, { signs, written, window, lines });
    if (!box) continue;
    context.globalAlpha = sign.faded ? 0.4 : 1;
    text.forEach((line, index) => write(context, line, box.x + box.w / 2, box.y + index * (size + 2.5), sign.faded ? muted : ink));
    written.push({ entity: sign.entity, ...box });
  }
  context.globalAlpha = 1;
  return written.slice(taken.length);
}

const hides = (box, sign) => {
  const dx = Math.max(box.x - sign.x, 0, sign.x - box.x - box.w);
  const dy = Math.max(box.y - sign.y, 0, sign.y - box.y - box.h);
  return dx * dx + dy * dy < (sign.radius * 0.9) ** 2;
};

/** A text on two lines, broken at the space nearest to its middle. */
function halves(text) {
  const spaces = [...text.matchAll(/ /g)].map((found) => found.index);
  const [best] = spaces.sort((one, two) => Math.abs(one - text.length / 2) - Math.abs(two - text.length / 2));
  return best === undefined ? [text] : [text.slice(0, best), text.slice(best + 1)];
}

/** Write what ties say, where there is room on them: { id, text, spots, must, denied }. Returns the boxes. */
export function writeTies(context, ties, { signs, taken, lines }) {
  const { muted, accent, denied } = palette();
  const written = [...taken];
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const tie of ties) {
    const font = `11.5px ${FACE}`;
    context.font = font;
    // what stands between brackets goes on a line of its own: lines are short, and names of relations long
    const text = tie.text.split(/ (?=\()/).flatMap((line) => (line.length > 17 ? halves(line) : [line]));
    const width = Math.max(...text.map((line) => widthOf(context, font, line))) + 6;
    const height = 15 * text.length;
    const boxes = tie.spots.map(({ x, y }) => ({ x: x - width / 2, y: y - height / 2, w: width, h: height, tie: tie.id }));
    const free = boxes.filter((box) => !written.some((other) => overlap(box, other)) && !signs.some((sign) => !sign.faded && hides(box, sign)));
    if (!free.length) continue;
    const crossings = free.map((box) => lines.filter((line) => crosses(box, line)).length);
    const box = free[crossings.indexOf(Math.min(...crossings))];
    const colour = tie.denied ? denied : tie.must ? accent : muted;
    // so wide a rim that the line does not show between the words, as if it struck them through
    text.forEach((line, index) => write(context, line, box.x + width / 2, box.y + 7.5 + 15 * index, colour, 8));
    written.push(box);
  }
  return written.slice(taken.length);
}

/** Write a caption above a group, muted, from the left. */
export function writeCaption(context, text, x, y) {
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.font = `11.5px ${FACE}`;
  write(context, text, x, y, palette().muted);
}
