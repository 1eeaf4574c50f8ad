"""Writes trained weights as ONNX: ``python -m beleidsgraaf.language.training.export FOLDER WEIGHTS TARGET``.

The numbers stay 32-bit floats. Quantised on the fly to 8-bit integers the parser is half as large and a half faster, but the scale of a
batch then depends on all sentences in it, and a sentence's tree on its neighbours: 0.7 % of the words changed head or relation.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from beleidsgraaf.language.features import CHARACTERS
from beleidsgraaf.language.training.network import Parser, Shape
from beleidsgraaf.language.training.train import Model

STYLE = "new"
"""The annotation style that sentences are parsed in."""
NEVER = -1e9
"""Score of an arc that is none: from a word to itself, and to a word that is not there."""


class ForStyle(torch.nn.Module):
    """The parser with the annotation style fixed, one layer of both directions for two, and the best heads found inside."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser
        self.style = parser.shape.sources.index(STYLE)
        pairs = zip(parser.forward_layers, parser.backward_layers, strict=True)
        self.layers = torch.nn.ModuleList(_joined(onward, back) for onward, back in pairs)

    def forward(self, words: Tensor, counts: Tensor) -> tuple[Tensor, ...]:
        """Return what ``beleidsgraaf.language.parser`` reads.

        Args:
            words: encoded words, (sentences, words, size).
            counts: words of each sentence, (sentences,).

        Returns:
            Scores of arcs (sentences, words, words + 1); the best head, its best relation and the best tag of every word; both
            factors of the scores of relations.
        """
        parser, shape = self.parser, self.parser.shape
        source = torch.full((words.shape[0],), self.style, dtype=torch.int64)
        x = torch.cat([words, parser.source(source)[:, None, :].expand(-1, words.shape[1], -1)], 2)
        for_tags = x
        for depth, layer in enumerate(self.layers):
            packed = torch.nn.utils.rnn.pack_padded_sequence(x, counts, batch_first=True)
            x = torch.nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True)[0]
            if depth + 1 == shape.tag_layer:
                for_tags = x
        tag_habit, tree_habit = parser.habit(source)[:, None, :].chunk(2, 2)
        arcs, dependents, heads = parser.scores(x + tree_habit)
        place = torch.arange(arcs.shape[2])
        outside = (place[None, :] > counts[:, None])[:, None, :] | (place[None, :] == place[1:, None])[None, :, :]
        arcs = arcs.masked_fill(outside, NEVER)
        best = arcs.argmax(2)
        chosen = heads.gather(1, best[:, :, None].expand(-1, -1, heads.shape[2]))
        by_relation = dependents.reshape(words.shape[0], -1, len(shape.relations), heads.shape[2])
        relations = (by_relation @ chosen[:, :, :, None])[:, :, :, 0].argmax(2)
        return arcs, best, relations, parser.tags(for_tags + tag_habit), by_relation, heads


def _joined(onward: torch.nn.Module, back: torch.nn.Module) -> torch.nn.LSTM:
    """Return two layers of one direction each as a layer of both."""
    assert isinstance(onward, torch.nn.LSTM)
    both = torch.nn.LSTM(onward.input_size, onward.hidden_size, batch_first=True, bidirectional=True)
    weights = onward.state_dict() | {f"{name}_reverse": value for name, value in back.state_dict().items()}
    both.load_state_dict(weights)
    return both


def load(folder: Path, weights: str) -> tuple[Model, dict[str, Any]]:
    """Return a trained model and its description."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in meta["shape"].items()}
    fields.pop("parts_of_speech")
    model = Model(Shape(**fields))
    model.load_state_dict(torch.load(folder / weights))
    model.eval()
    return model, meta


def export(folder: Path, weights: str, target: Path) -> None:
    """Write ``words.onnx``, ``parser.onnx`` and ``parser.json`` into a folder."""
    model, meta = load(folder, weights)
    target.mkdir(parents=True, exist_ok=True)
    shape = model.parser.shape
    whole = {"dtype": torch.int64}
    words = (torch.zeros(3, shape.vector), torch.ones(3, **whole), torch.ones(3, 2, **whole), torch.ones(3, CHARACTERS, **whole))
    names = ["vector", "form", "affix", "characters"]
    batch = (torch.zeros(2, 5, model.words.size), torch.tensor([5, 4]))
    axes = {name: {0: "words"} for name in [*names, "encoded"]}
    settings: dict[str, Any] = {"opset_version": 17, "dynamo": False}
    more: dict[str, Any] = {"input_names": names, "output_names": ["encoded"], "dynamic_axes": axes}
    torch.onnx.export(model.words, words, str(target / "words.onnx"), **settings, **more)
    outputs = ["arcs", "heads", "relations", "tags", "dependents", "factors"]
    axes = {name: {0: "sentences", 1: "words"} for name in ["encoded", *outputs]} | {"counts": {0: "sentences"}}
    axes["arcs"] |= {2: "heads"}
    settings |= {"input_names": ["encoded", "counts"], "output_names": outputs, "dynamic_axes": axes}
    torch.onnx.export(ForStyle(model.parser).eval(), batch, str(target / "parser.onnx"), **settings)
    kept = {
        "relations": shape.relations,
        "tags": shape.tags,
        "scale": meta["scale"],
        "alphabet": "".join(meta["alphabet"]),
        "forms": meta["forms"],
    }
    (target / "parser.json").write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    for file in sorted(target.iterdir()):
        print(file.name, f"{file.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    export(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
