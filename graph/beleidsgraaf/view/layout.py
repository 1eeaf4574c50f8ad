"""Where the entities of the first picture stand: stress majorization, then no two of them in each other's way.

Plain arithmetic on plain numbers, so that the same graph gives the same picture on every machine; a compiled library gives another
one with another version of its mathematics.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import sqrt

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """The room an entity asks for in pixels, its name included.

    Args:
        width, height: of the whole.
    """

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The window the first picture is made for, in pixels.

    Args:
        width, height: of the drawing area.
    """

    width: float
    height: float


WIDE = Frame(800, 800)
TALL = Frame(390, 480)

_ROUNDS = 40
_STEP = 116.0
_GAP = 30.0


def arrange(
    neighbours: Mapping[str, Sequence[str]], boxes: Mapping[str, Box], frames: Sequence[Frame]
) -> tuple[dict[str, tuple[int, int]], ...]:
    """Give each entity a place.

    Args:
        neighbours: by entity, those it is tied to; both ways.
        boxes: the room each asks for.
        frames: the windows to make pictures for.

    Returns:
        For each frame, by entity, its centre in whole pixels. The picture is centred on (0, 0), as large as it needs to be, and has about
        the frame's proportions.
    """
    parts = [_stress(part, neighbours) for part in _components(neighbours)]
    pictures = []
    for frame in frames:
        placed = [_spread(_turn(part, frame), boxes) for part in parts]
        pictures.append({name: (round(x), round(y)) for name, (x, y) in _pack(placed, boxes, frame).items()})
    return tuple(pictures)


def _components(neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the parts that hang together, the largest first; entities without ties come last, one by one."""
    seen: set[str] = set()
    parts = []
    for start in neighbours:
        if start not in seen:
            part = list(_distances(start, neighbours))
            seen.update(part)
            parts.append(part)
    return sorted(parts, key=lambda part: -len(part))


def _distances(start: str, neighbours: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the way from one entity to all it is joined to (Dijkstra); a tie is longer where more of them meet, to make room."""
    found: dict[str, float] = {}
    queue = [(0.0, start)]
    while queue:
        length, name = heappop(queue)
        if name in found:
            continue
        found[name] = length
        for other in neighbours[name]:
            if other not in found:
                heappush(queue, (length + 1 + (len(neighbours[name]) + len(neighbours[other]) - 2) / 14, other))
    return found


def _stress(part: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Place a part so that distances on paper follow the ways in the graph.

    Stochastic gradient descent on stress with the annealing schedule of Zheng, Pawar and Goodman (2019), Graph Drawing by Stochastic
    Gradient Descent, IEEE TVCG 25(9), with weights of one over the square of the distance.
    """
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    number = {name: index for index, name in enumerate(part)}
    pairs = [
        (number[one], number[other], length)
        for one in part
        for other, length in _distances(one, neighbours).items()
        if number[one] < number[other]
    ]
    dice = random.Random(len(part))
    xs = [dice.random() * sqrt(len(part)) for _ in part]
    ys = [dice.random() * sqrt(len(part)) for _ in part]
    longest, shortest = max(pair[2] for pair in pairs), min(pair[2] for pair in pairs)
    step, last = longest * longest, 0.05 * shortest * shortest
    ratio = (last / step) ** (1 / (_ROUNDS - 1))
    dice.shuffle(pairs)
    for _ in range(_ROUNDS):
        pairs.reverse()
        for one, other, wanted in pairs:
            dx, dy = xs[one] - xs[other], ys[one] - ys[other]
            found = sqrt(dx * dx + dy * dy) or 1e-6
            move = min(1.0, step / (wanted * wanted)) * (found - wanted) / (2 * found)
            xs[one] -= move * dx
            xs[other] += move * dx
            ys[one] -= move * dy
            ys[other] += move * dy
        step *= ratio
    return {name: (xs[index], ys[index]) for name, index in number.items()}


def _turn(places: Mapping[str, Point], frame: Frame) -> dict[str, Point]:
    """Turn a drawing so that its long axis lies along the frame's."""
    count = len(places)
    mx, my = sum(x for x, _ in places.values()) / count, sum(y for _, y in places.values()) / count
    xx = sum((x - mx) ** 2 for x, _ in places.values())
    yy = sum((y - my) ** 2 for _, y in places.values())
    xy = sum((x - mx) * (y - my) for x, y in places.values())
    # the first eigenvector of the covariance matrix, without trigonometry
    top = (xx + yy + sqrt((xx - yy) ** 2 + 4 * xy * xy)) / 2
    ax, ay = (xy, top - xx) if abs(xy) > 1e-9 else ((1.0, 0.0) if xx >= yy else (0.0, 1.0))
    length = sqrt(ax * ax + ay * ay) or 1.0
    cos, sin = ax / length, ay / length
    if frame.width < frame.height:
        cos, sin = -sin, cos
    return {name: ((x - mx) * cos + (y - my) * sin, (y - my) * cos - (x - mx) * sin) for name, (x, y) in places.items()}


def _spread(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Blow a drawing up to pixels, then push boxes that overlap apart along the shorter way."""
    # names lie flat, so that a picture needs more room from side to side
    points = {name: [x * _STEP * 1.15, y * _STEP] for name, (x, y) in places.items()}
    _part(points, boxes)
    return {name: (x, y) for name, (x, y) in points.items()}


def _part(points: dict[str, list[float]], boxes: Mapping[str, Box], rounds: int = 200) -> None:
    """Push boxes that overlap apart, in place, until none do or the rounds are over."""
    names = list(points)
    for _ in range(rounds):
        moved = False
        names.sort(key=lambda name: (points[name][0] - boxes[name].width / 2, name))
        for index, one in enumerate(names):
            here, box = points[one], boxes[one]
            right = here[0] + box.width / 2
            for other in names[index + 1 :]:
                there, its = points[other], boxes[other]
                if there[0] - its.width / 2 > right:
                    break
                over_x = (box.width + its.width) / 2 - abs(here[0] - there[0])
                over_y = (box.height + its.height) / 2 - abs(here[1] - there[1])
                if over_x > 0.5 and over_y > 0.5:
                    moved = True
                    axis, over = (0, over_x) if over_x < over_y else (1, over_y)
                    half = over / 2 * (1 if here[axis] >= there[axis] else -1)
                    here[axis] += half
                    there[axis] -= half
        if not moved:
            return


def _extent(places: Mapping[str, Point], boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    return (
        min(x - boxes[name].width / 2 for name, (x, _) in places.items()),
        min(y - boxes[name].height / 2 for name, (_, y) in places.items()),
        max(x + boxes[name].width / 2 for name, (x, _) in places.items()),
        max(y + boxes[name].height / 2 for name, (_, y) in places.items()),
    )


def _pack(parts: Sequence[Mapping[str, Point]], boxes: Mapping[str, Box], frame: Frame) -> dict[str, Point]:
    """Put the parts in rows, the width of which is chosen so that the whole fits the frame best.

    The more there is, the smaller it is drawn, and the wider apart the parts must stand to be told from what is tied together.
    """
    if not parts:
        return {}
    gap = max(_GAP, sum(map(len, parts)))
    extents = [_extent(part, boxes) for part in parts]
    sizes = [(right - left, bottom - top) for left, top, right, bottom in extents]
    widest = max(width for width, _ in sizes)
    tries = [widest + share * (sum(width + gap for width, _ in sizes) - widest) / 24 for share in range(25)]

    def fit(width: float) -> float:
        rows = _rows(sizes, width, gap)
        high = sum(max(sizes[index][1] for index in row) + gap for row in rows)
        wide = max(sum(sizes[index][0] + gap for index in row) for row in rows)
        return min(frame.width / wide, frame.height / high)

    result: dict[str, Point] = {}
    y = 0.0
    for row in _rows(sizes, max(tries, key=lambda width: (fit(width), -width)), gap):
        high = max(sizes[index][1] for index in row)
        x = -sum(sizes[index][0] + gap for index in row) / 2
        for index in row:
            left, top, _, _ = extents[index]
            dx, dy = x - left, y - top + (high - sizes[index][1]) / 2
            result.update({name: (px + dx, py + dy) for name, (px, py) in parts[index].items()})
            x += sizes[index][0] + gap
        y += high + gap
    left, top, right, bottom = _extent(result, boxes)
    return {name: (px - (left + right) / 2, py - (top + bottom) / 2) for name, (px, py) in result.items()}


def _rows(sizes: Sequence[tuple[float, float]], width: float, gap: float) -> list[list[int]]:
    """Return the parts in rows no wider than that, with gaps between, in their order."""
    rows: list[list[int]] = [[]]
    used = 0.0
    for index, (wide, _) in enumerate(sizes):
        if rows[-1] and used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += wide + gap
    return rows
