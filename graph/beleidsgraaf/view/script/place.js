// Where entities go that join the picture later: near the one they belong to, where there is room, the same every time.

const ROOM_X = 96;
const ROOM_Y = 58;
const GOLDEN = 2.399963;

/** Find a free place near a point, outward from the middle of what there is. */
export function freePlace(near, places) {
  const taken = [...places.values()];
  const middle = taken.reduce((sum, place) => ({ x: sum.x + place.x / taken.length, y: sum.y + place.y / taken.length }), { x: 0, y: 0 });
  const outward = Math.atan2(near.y - middle.y, near.x - middle.x) || 0;
  for (let attempt = 0; attempt < 900; attempt += 1) {
    const distance = 84 + 17 * Math.sqrt(attempt);
    const turn = (attempt % 2 ? 1 : -1) * Math.ceil(attempt / 2) * (attempt < 14 ? 0.42 : GOLDEN);
    const x = near.x + distance * 1.15 * Math.cos(outward + turn);
    const y = near.y + distance * Math.sin(outward + turn);
    if (!taken.some((place) => Math.abs(place.x - x) < ROOM_X && Math.abs(place.y - y) < ROOM_Y)) return { x: Math.round(x), y: Math.round(y) };
  }
  return { x: near.x + 700, y: near.y + 40 * taken.length };
}

/** The middle of some places. */
export function middleOf(places) {
  const count = places.length || 1;
  return places.reduce((sum, place) => ({ x: sum.x + place.x / count, y: sum.y + place.y / count }), { x: 0, y: 0 });
}

/** The one that lies nearest in a direction, or null: what lies aside counts double. */
export function nearestTowards(from, [dx, dy], places) {
  let best = null;
  let least = Infinity;
  for (const [id, place] of places) {
    const along = (place.x - from.x) * dx + (place.y - from.y) * dy;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    const far = along + 2 * aside;
    if (along > 4 && aside <= along * 2 && far < least) {
      least = far;
      best = id;
    }
  }
  return best;
}
