// Which statements and entities the filters leave.

import { by, core, entities, isDenied, more, rows, sentence, size, statements } from "./graph.js";
import { isFiltered, state } from "./state.js";

const passing = new Uint8Array(rows).fill(1);
const present = new Uint8Array(size).fill(1);
let left = rows;

/** The year of a statement: that of its own time, else that of its document, else 0. */
export function yearOf(row) {
  const time = more(row).time || core.documents[statements.document[row]]?.issued || "";
  return Number(time.slice(0, 4)) || 0;
}

/** All years the statements have, sorted. */
export function years() {
  const found = new Set();
  for (let row = 0; row < rows; row += 1) found.add(yearOf(row));
  found.delete(0);
  return [...found].sort((one, two) => one - two);
}

/** Words of a statement for the filter on words. */
function holds(row, words) {
  const names = [statements.subject[row], statements.object[row], ...by(row)].filter((entity) => entity >= 0);
  return (
    names.some((entity) => entities.label[entity].toLowerCase().includes(words)) ||
    (more(row).claim ?? "").toLowerCase().includes(words) ||
    sentence(row).toLowerCase().includes(words)
  );
}

function admits(row, filters, words) {
  const subject = statements.subject[row];
  const object = statements.object[row];
  if (filters.only >= 0 && subject !== filters.only && object !== filters.only) return false;
  if (filters.document >= 0 && statements.document[row] !== filters.document) return false;
  if (filters.modalities.includes(statements.modality[row]) || filters.properties.includes(statements.property[row])) return false;
  if ((filters.denied && isDenied(row)) || (filters.quoted && by(row).length > 0)) return false;
  if (filters.kinds.includes(entities.kind[subject]) || (object >= 0 && filters.kinds.includes(entities.kind[object]))) return false;
  if (statements.confidence[row] < filters.confidence) return false;
  if (filters.from || filters.until) {
    const year = yearOf(row);
    if (!year || (filters.from && year < filters.from) || (filters.until && year > filters.until)) return false;
  }
  return !words || holds(row, words);
}

/** Work out anew what passes; to be called when the filters change. */
export function applyFilters() {
  const { filters } = state;
  const words = filters.text.trim().toLowerCase();
  const filtered = isFiltered();
  // a kind that is left out takes its entities with it; any other filter leaves only entities that a statement speaks of
  present.fill(isFiltered("kinds") ? 0 : 1);
  left = 0;
  for (let row = 0; row < rows; row += 1) {
    passing[row] = !filtered || admits(row, filters, words) ? 1 : 0;
    if (passing[row]) {
      left += 1;
      present[statements.subject[row]] = 1;
      if (statements.object[row] >= 0) present[statements.object[row]] = 1;
    }
  }
  if (filters.kinds.length) {
    for (let entity = 0; entity < size; entity += 1) if (filters.kinds.includes(entities.kind[entity])) present[entity] = 0;
  }
}

export function passes(row) {
  return passing[row] === 1;
}

export function isPresent(entity) {
  return present[entity] === 1;
}

/** How many statements pass. */
export function passingCount() {
  return left;
}
