"""Writes trained weights as ONNX: ``python -m beleidsgraaf.language.training.export FOLDER WEIGHTS TARGET``.

The numbers stay 32-bit floats. Quantised on the fly to 8-bit integers the parser is half as large and a half faster, but the scale of a
batch then depends on all sentences in it, and a sentence's tree on its neighbours: 0.7 % of the words changed head or relation.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from beleidsgraaf.language.features import CHARACTERS
from beleidsgraaf.language.training.network import Parser, Shape
from beleidsgraaf.language.training.train import Model

STYLE = "new"
"""The annotation style that sentences are parsed in."""


class ForStyle(torch.nn.Module):
    """The parser with the annotation style fixed, and turning done inside."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser
        self.style = parser.shape.sources.index(STYLE)

    def forward(self, words: Tensor, turn: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return arc scores, best relations and best tags."""
        source = torch.full((words.shape[0],), self.style, dtype=torch.int64)
        found: tuple[Tensor, Tensor, Tensor] = self.parser(words, turn, source)
        return found


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
    batch = (torch.zeros(2, 5, model.words.size), torch.from_numpy(np.arange(10).reshape(2, 5)))
    axes = {name: {0: "words"} for name in [*names, "encoded"]}
    settings: dict[str, Any] = {"opset_version": 17, "dynamo": False}
    more: dict[str, Any] = {"input_names": names, "output_names": ["encoded"], "dynamic_axes": axes}
    torch.onnx.export(model.words, words, str(target / "words.onnx"), **settings, **more)
    axes = {name: {0: "sentences", 1: "words"} for name in ["encoded", "turn", "tags"]}
    axes |= {name: {0: "sentences", 1: "words", 2: "heads"} for name in ["arcs", "relations"]}
    outputs = ["arcs", "relations", "tags"]
    settings |= {"input_names": ["encoded", "turn"], "output_names": outputs, "dynamic_axes": axes}
    torch.onnx.export(ForStyle(model.parser), batch, str(target / "parser.onnx"), **settings)
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
