"""Trains the parser: ``python -m beleidsgraaf.language.training.train --train FILES --out FOLDER --steps 4000``."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from beleidsgraaf.language.decoding import decode
from beleidsgraaf.language.features import WordFeatures
from beleidsgraaf.language.training.conllu import Tree, read
from beleidsgraaf.language.training.network import Parser, Shape, WordEncoder
from beleidsgraaf.language.training.templates import generate
from beleidsgraaf.language.vectors import load_vectors

LONGEST = 90
"""Sentences with more words are left out of training."""


class Model(torch.nn.Module):
    """Both networks together."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = WordEncoder(shape)
        self.parser = Parser(shape)


def tag(tree: Tree, place: int) -> str:
    """Return part of speech and features of a word as one tag."""
    return f"{tree.parts[place]} {tree.features[place]}".strip()


def shape_of(trees: Sequence[Tree], vector: int) -> tuple[Shape, list[str], list[str]]:
    """Return the network's shape for training data, the forms and the characters that get an embedding."""
    forms = Counter(word.lower() for tree in trees for word in tree.words)
    characters = Counter(character for tree in trees for word in tree.words for character in word)
    tags = Counter(tag(tree, place) for tree in trees for place in range(len(tree.words)) if tree.features[place] != "?")
    relations = sorted({relation for tree in trees for relation in tree.relations})
    known = sorted(form for form, count in forms.items() if count > 1)
    alphabet = sorted(character for character, count in characters.items() if count > 2)
    kept = sorted(name for name, count in tags.items() if count > 4)
    shape = Shape(len(known), len(alphabet), tuple(relations), tuple(kept), tuple(sorted({tree.source for tree in trees})), vector)
    return shape, known, alphabet


class Batches:
    """Turns trees into arrays for the network.

    Args:
        features: features of words.
        shape: the network's shape.
    """

    def __init__(self, features: WordFeatures, shape: Shape) -> None:
        self._features = features
        self.shape = shape
        self._relations = {name: index for index, name in enumerate(shape.relations)}
        self._tags = {name: index for index, name in enumerate(shape.tags)}
        self._parts = {name: index for index, name in enumerate(shape.parts_of_speech)}

    def order(self, trees: Sequence[Tree], size: int, rng: random.Random) -> Iterator[list[Tree]]:
        """Yield batches of trees of like length with at most ``size`` places."""
        order = sorted(range(len(trees)), key=lambda index: len(trees[index].words) + 3 * rng.random())
        groups: list[list[int]] = [[]]
        for index in order:
            if groups[-1] and (len(groups[-1]) + 1) * len(trees[index].words) > size:
                groups.append([])
            groups[-1].append(index)
        rng.shuffle(groups)
        for group in groups:
            yield [trees[index] for index in group]

    def inputs(self, trees: Sequence[Tree]) -> dict[str, Tensor]:
        """Return the arrays of a batch as tensors."""
        sentences, length = len(trees), max(len(tree.words) for tree in trees)
        kinds: dict[str, int] = {}
        which = np.zeros((sentences, length), np.int64)
        turn = np.arange(sentences * length).reshape(sentences, length)
        mask = np.zeros((sentences, length), bool)
        for row, tree in enumerate(trees):
            count = len(tree.words)
            which[row, :count] = [kinds.setdefault(word, len(kinds)) for word in tree.words]
            turn[row, :count] = turn[row, :count][::-1].copy()
            mask[row, :count] = True
        styles = self.shape.sources
        source = np.array([styles.index(tree.source if tree.source in styles else "new") for tree in trees])
        arrays = {**self._features(list(kinds)), "which": which, "turn": turn, "mask": mask, "source": source}
        return {name: torch.from_numpy(array) for name, array in arrays.items()}

    def gold(self, trees: Sequence[Tree]) -> Tensor:
        """Return heads, relations, tags (-100 where unknown) and parts of speech, (4, sentences, words)."""
        gold = np.zeros((4, len(trees), max(len(tree.words) for tree in trees)), np.int64)
        for row, tree in enumerate(trees):
            count = len(tree.words)
            gold[0, row, :count] = tree.heads
            gold[1, row, :count] = [self._relations[relation] for relation in tree.relations]
            gold[2, row, :count] = [
                -100 if tree.features[place] == "?" else self._tags.get(tag(tree, place), -100) for place in range(count)
            ]
            gold[3, row, :count] = [self._parts[part] for part in tree.parts]
        return torch.from_numpy(gold)


def words_of(model: Model, batch: dict[str, Tensor], rate: float = 0.0) -> Tensor:
    """Encode the words of a batch; in training the form of some is hidden, the whole kind at a time."""
    form = batch["form"]
    if rate:
        form = torch.where((torch.rand(form.shape) < rate) & (form > 1), torch.ones_like(form), form)
    encoded = model.words(batch["vector"], form, batch["affix"], batch["characters"])
    return torch.nn.functional.embedding(batch["which"], encoded) * batch["mask"][:, :, None]


def varied(tree: Tree, rng: random.Random) -> Tree:
    """Return a tree now and then without its full stop, or beginning in lower case: so are headings and items of lists."""
    if len(tree.words) > 3 and tree.words[-1] == "." and rng.random() < 0.12 and len(tree.words) not in tree.heads:
        tree = Tree(
            tree.words[:-1],
            tree.lemmas[:-1],
            tree.parts[:-1],
            tree.features[:-1],
            tree.heads[:-1],
            tree.relations[:-1],
            tree.spaces[:-1],
            tree.source,
            tree.name,
        )
    if rng.random() < 0.05 and tree.parts[0] != "PROPN" and tree.words[0].istitle():
        tree = replace(tree, words=(tree.words[0].lower(), *tree.words[1:]))
    return tree


def predict(model: Model, batches: Batches, trees: Sequence[Tree], style: str = "new") -> list[Tree]:
    """Parse trees anew; returns them in the order given."""
    found: dict[int, Tree] = {}
    order = sorted(range(len(trees)), key=lambda index: len(trees[index].words))
    model.eval()
    with torch.inference_mode():
        for start in range(0, len(order), 48):
            chosen = order[start : start + 48]
            batch = batches.inputs([replace(trees[index], source=style) for index in chosen])
            arcs, relations, tags = (x.numpy() for x in model.parser(words_of(model, batch), batch["turn"], batch["source"]))
            for row, index in enumerate(chosen):
                tree, count = trees[index], len(trees[index].words)
                heads = decode(arcs[row, :count, : count + 1])
                names = [batches.shape.tags[value] for value in tags[row, :count]]
                found[index] = replace(
                    tree,
                    heads=tuple(int(head) for head in heads),
                    relations=tuple(batches.shape.relations[value] for value in relations[row, np.arange(count), heads]),
                    parts=tuple(name.partition(" ")[0] for name in names),
                    features=tuple(name.partition(" ")[2] for name in names),
                )
    return [found[index] for index in range(len(trees))]


def score(gold: Sequence[Tree], found: Sequence[Tree]) -> dict[str, float]:
    """Return UAS and LAS without punctuation and the accuracy of parts of speech and features, in per cent."""
    count = unlabelled = labelled = words = parts = features = 0
    for one, other in zip(gold, found, strict=True):
        for place, relation in enumerate(one.relations):
            words += 1
            parts += one.parts[place] == other.parts[place]
            features += tag(one, place) == tag(other, place)
            if relation != "punct":
                same = one.heads[place] == other.heads[place]
                count, unlabelled, labelled = count + 1, unlabelled + same, labelled + (same and relation == other.relations[place])
    return {"UAS": 100 * unlabelled / count, "LAS": 100 * labelled / count, "UPOS": 100 * parts / words, "features": 100 * features / words}


def begin_from(model: Model, forms: Sequence[str], alphabet: Sequence[str], folder: Path) -> None:
    """Take over the weights of an earlier training: embeddings by what they stand for, others where the shape is the same."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    old, new = torch.load(folder / "best.pt"), model.state_dict()
    rows = {
        "words.form.weight": (["", "", *meta["forms"]], ["", "", *forms]),
        "words.character.weight": (["", "", "", "", *meta["alphabet"]], ["", "", "", "", *alphabet]),
        "parser.tagger.1.weight": (meta["shape"]["tags"], list(model.parser.shape.tags)),
        "parser.tagger.1.bias": (meta["shape"]["tags"], list(model.parser.shape.tags)),
    }
    for name, weights in new.items():
        if name in rows:
            before = {value: row for row, value in enumerate(rows[name][0]) if value}
            for row, value in enumerate(rows[name][1]):
                if value in before or (not value and row < 4):
                    weights[row] = old[name][before.get(value, row)]
        elif name in old and old[name].shape == weights.shape:
            weights.copy_(old[name])
        else:
            print("fresh:", name, flush=True)
    model.load_state_dict(new)


class Average:
    """A running mean of the weights, which scores better than the last ones."""

    def __init__(self, model: Model, decay: float) -> None:
        self._decay = decay
        self._step = 0
        self.model = Model(model.parser.shape)
        self.model.load_state_dict(model.state_dict())

    def update(self, model: Model) -> None:
        """Take in the weights after a step."""
        self._step += 1
        decay = min(self._decay, (1 + self._step) / (10 + self._step))
        with torch.no_grad():
            for kept, new in zip(self.model.parameters(), model.parameters(), strict=True):
                kept.lerp_(new, 1 - decay)


class Trainer:
    """Trains a model until its time or its steps are over.

    Args:
        model: the model.
        batches: turns trees into arrays.
        arguments: the command's arguments.
    """

    def __init__(self, model: Model, batches: Batches, arguments: argparse.Namespace) -> None:
        self._model = model
        self._batches = batches
        self._given = arguments
        self._rng = random.Random(arguments.seed)
        self._optimizer = torch.optim.Adam(model.parameters(), lr=arguments.rate, betas=(0.9, 0.95))
        self._started = time.monotonic()
        self._step = 0
        self._best = 0.0
        self.average = Average(model, 0.998)

    def share(self) -> float:
        """Return how much of the training is over, 0 to 1: the learning rate falls with it."""
        if self._given.steps:
            return min(1.0, self._step / int(self._given.steps))
        return min(1.0, (time.monotonic() - self._started) / (60 * float(self._given.minutes)))

    def run(self, trees: Sequence[Tree], dev: Sequence[Tree]) -> None:
        """Train; the mean of the weights is written after every pass over the trees."""
        while self.share() < 1:
            losses, seen, begun = [], 0, time.monotonic()
            for group in self._batches.order([varied(tree, self._rng) for tree in trees], self._given.batch, self._rng):
                done = self.share()
                if done >= 1:
                    break
                losses.append(self._update(group, done))
                seen += sum(len(tree.words) for tree in group)
            note = self._keep(dev)
            speed = seen / max(0.1, time.monotonic() - begun)
            elapsed = time.monotonic() - self._started
            print(f"step {self._step} {elapsed:.0f}s loss {np.mean(losses):.3f} {speed:.0f} words/s {note}", flush=True)

    def _update(self, group: Sequence[Tree], done: float) -> float:
        for parameters in self._optimizer.param_groups:
            parameters["lr"] = self._given.rate * min(1, (self._step + 1) / 100) * (1 - done)
        self._model.train()
        parser, batch = self._model.parser, self._batches.inputs(group)
        states = parser.encode(words_of(self._model, batch, parser.shape.word_dropout), batch["turn"], batch["source"])
        loss = parser.loss(states, batch["mask"], self._batches.gold(group))
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 5.0)
        self._optimizer.step()
        self.average.update(self._model)
        self._step += 1
        return float(loss.item())

    def _keep(self, dev: Sequence[Tree]) -> str:
        """Write the weights, and apart those that score best on the development set; returns its scores."""
        torch.save(self.average.model.state_dict(), self._given.out / "last.pt")
        if not dev:
            return ""
        scores = score(dev, predict(self.average.model, self._batches, dev))
        note = " ".join(f"{name} {value:.2f}" for name, value in scores.items())
        if scores["LAS"] <= self._best:
            return note
        self._best = scores["LAS"]
        torch.save(self.average.model.state_dict(), self._given.out / "best.pt")
        return note + " *"


def main() -> None:
    """Train and keep the weights."""
    given = _arguments()
    torch.set_num_threads(given.threads)
    torch.manual_seed(given.seed)
    vectors = load_vectors()
    trees = [tree for path in given.train for tree in read(path) if len(tree.words) <= LONGEST]
    trees += list(generate(given.templates))
    words = sorted({word.lower() for tree in trees for word in tree.words})
    shape, forms, alphabet = shape_of(trees, vectors.size)
    scale = float(1 / np.sqrt((vectors(words) ** 2).mean()))
    given.out.mkdir(parents=True, exist_ok=True)
    meta = {"shape": asdict(shape), "forms": forms, "alphabet": alphabet, "scale": scale, "seed": given.seed}
    (given.out / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), "utf-8")
    model = Model(shape)
    if given.begin:
        begin_from(model, forms, alphabet, given.begin)
    print(
        f"{len(trees)} trees, {sum(len(t.words) for t in trees)} words, {sum(p.numel() for p in model.parameters())} parameters", flush=True
    )
    dev = [tree for path in given.dev for tree in read(path)]
    Trainer(model, Batches(WordFeatures(forms, alphabet, vectors, scale), shape), given).run(trees, dev)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", nargs="+", type=Path, required=True, help="CoNLL-U files; a name up to '-' is the annotation style")
    parser.add_argument("--templates", type=int, default=0, help="sentences made of each pattern of our own")
    parser.add_argument("--dev", nargs="*", type=Path, default=[])
    parser.add_argument("--begin", type=Path, help="folder of an earlier training to go on from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--steps", type=int, default=0, help="stop after this many steps instead of --minutes: repeatable")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=2e-3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
