"""Where the entities of the first picture stand: stress majorization, then no two of them in each other's way.

Plain arithmetic on plain numbers, so that the same graph gives the same picture on every machine; a compiled library gives another one with
another version of its mathematics. At 150 entities it takes about a third of a second.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


WIDE = Frame(1000, 720)
TALL = Frame(390, 560)

_ROUNDS = 40
_GAP = 34.0


def arrange(neighbours: Mapping[str, Sequence[str]], boxes: Mapping[str, Box], frame: Frame) -> dict[str, tuple[int, int]]:
    """Give each entity a place.

    Args:
        neighbours: by entity, those it is tied to; both ways.
        boxes: the room each asks for.
        frame: the window to make the picture for.

    Returns:
        By entity, its centre in whole pixels; the picture is centred on (0, 0). It may be larger than the frame, never much smaller.
    """
    parts = _components(neighbours)
    placed = [_spread(_turn(_stress(part, neighbours), frame), boxes, frame, len(part) / max(1, len(neighbours))) for part in parts]
    joined = _pack(placed, boxes, frame)
    return {name: (round(x), round(y)) for name, (x, y) in joined.items()}


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


def _distances(start: str, neighbours: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the number of steps from one entity to all it is joined to, breadth first."""
    steps = {start: 0}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for other in neighbours[name]:
            if other not in steps:
                steps[other] = steps[name] + 1
                queue.append(other)
    return steps


def _stress(part: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Place a part so that distances on paper follow steps in the graph.

    Stochastic gradient descent on stress with the annealing schedule of Zheng, Pawar and Goodman (2019), Graph Drawing by Stochastic
    Gradient Descent, IEEE TVCG 25(9), with weights of one over the square of the distance.
    """
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    number = {name: index for index, name in enumerate(part)}
    pairs = [
        (number[one], number[other], float(steps))
        for one in part
        for other, steps in _distances(one, neighbours).items()
        if number[one] < number[other]
    ]
    dice = random.Random(len(part))
    xs = [dice.random() * sqrt(len(part)) for _ in part]
    ys = [dice.random() * sqrt(len(part)) for _ in part]
    longest = max(pair[2] for pair in pairs)
    step, last = longest * longest, 0.05
    ratio = (last / step) ** (1 / (_ROUNDS - 1))
    for _ in range(_ROUNDS):
        dice.shuffle(pairs)
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


def _spread(places: Mapping[str, Point], boxes: Mapping[str, Box], frame: Frame, share: float) -> dict[str, Point]:
    """Blow a drawing up to its share of the frame, then push boxes that overlap apart along the shorter way."""
    room = sqrt(share)
    wide = max(x for x, _ in places.values()) - min(x for x, _ in places.values()) or 1.0
    high = max(y for _, y in places.values()) - min(y for _, y in places.values()) or 1.0
    sx, sy = frame.width * 0.86 * room / wide, frame.height * 0.86 * room / high
    # stretching one way more than the other fills the frame but bends the drawing: allow a little
    sx, sy = min(sx, sy * 1.7), min(sy, sx * 1.7)
    points = {name: [x * sx, y * sy] for name, (x, y) in places.items()}
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
    """Put the largest part on top and the others in rows below it, as wide as the frame or as the largest part."""
    result: dict[str, Point] = {}
    if not parts:
        return result
    left, _, right, bottom = _extent(parts[0], boxes)
    result.update(parts[0])
    width = max(right - left, frame.width * 0.9)
    x, y, row = 0.0, bottom + _GAP, 0.0
    lines: list[list[tuple[Mapping[str, Point], float, float]]] = [[]]
    widths = [0.0]
    for part in parts[1:]:
        a, b, c, d = _extent(part, boxes)
        if x and x + c - a > width:
            x, y, row = 0.0, y + row + _GAP / 2, 0.0
            lines.append([])
            widths.append(0.0)
        lines[-1].append((part, x - a, y - b))
        x += c - a + _GAP
        widths[-1] = x - _GAP
        row = max(row, d - b)
    middle = (left + right) / 2
    for line, wide in zip(lines, widths, strict=True):
        for part, dx, dy in line:
            result.update({name: (px + dx + middle - wide / 2, py + dy) for name, (px, py) in part.items()})
    a, b, c, d = _extent(result, boxes)
    return {name: (px - (a + c) / 2, py - (b + d) / 2) for name, (px, py) in result.items()}
