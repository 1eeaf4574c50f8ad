// Elements made from parts. Text goes in as text only, and links lead to http(s) only: what a document holds never becomes markup.

/** Make an element; a function under a name that starts with "on" is a listener, other values are attributes. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Put these children in the place of those there are. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
}

const SVG = "http://www.w3.org/2000/svg";

/** Make a picture of one path or more; it says nothing to a screen reader. */
export function svg(size, paths, name = "") {
  const node = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: `0 0 ${size} ${size}`, width: size, height: size, "aria-hidden": "true", focusable: "false", class: name };
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  for (const path of paths) {
    const child = document.createElementNS(SVG, "path");
    for (const [key, value] of Object.entries(path)) child.setAttribute(key, value);
    node.append(child);
  }
  return node;
}

const SIGNS = {
  search: "M8.5 3a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M12.5 12.5L17 17",
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4",
  filter: "M3 5h14M6 10h8M9 15h2",
  back: "M12 4l-6 6l6 6",
  home: "M3 10l7-6l7 6M5 9v7h10V9",
};

/** A sign for a button. */
export function sign(name) {
  return svg(20, [{ d: SIGNS[name], fill: "none", stroke: "currentColor", "stroke-width": "1.6", "stroke-linecap": "round" }], "sign");
}

/** Words that keep their own direction, whatever marks they hold. */
export function isolated(text, tag = "bdi", attributes = {}) {
  return el(tag, { dir: "auto", ...attributes }, text);
}

/** A link where the address is http or https, else its text. */
export function link(address, text) {
  let safe = "";
  try {
    const url = new URL(address);
    if (url.protocol === "https:" || url.protocol === "http:") safe = url.href;
  } catch {
    // no address at all: shown as text
  }
  return safe ? el("a", { href: safe, target: "_blank", rel: "noopener noreferrer external" }, text) : isolated(text);
}

/** Text cut at a number of characters, between words where that is near. */
export function cut(text, most) {
  const signs = Array.from(text.length > most * 2 ? text.slice(0, most * 2) : text);
  if (signs.length <= most && text.length <= most * 2) return text;
  const head = signs.slice(0, most - 1).join("");
  const space = head.lastIndexOf(" ");
  return `${(space > most * 0.6 ? head.slice(0, space) : head).trimEnd()}…`;
}
