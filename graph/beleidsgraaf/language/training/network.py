"""The network: words to vectors, three BiLSTM layers, a tagger and biaffine scores of heads and relations.

Deep biaffine attention is from Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing", ICLR 2017; an embedding of the
treebank a sentence comes from is from Stymne et al., "Parser Training with Heterogeneous Treebanks", ACL 2018 (P18-2098).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional

from beleidsgraaf.language.features import AFFIXES


@dataclass(frozen=True)
class Shape:
    """Sizes of the network and the lists of what it tells apart.

    Args:
        forms, characters: number of word forms and of characters with an embedding.
        relations: names of the relations.
        tags: parts of speech with their features, ``NOUN Number=Plur``.
        sources: annotation styles of the training data.
        vector: dimensions of the given word vectors.
    """

    forms: int
    characters: int
    relations: tuple[str, ...]
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    vector: int
    word: int = 100
    convolution: int = 96
    affix: int = 24
    source: int = 12
    hidden: int = 200
    layers: int = 3
    tag_layer: int = 2
    arc: int = 256
    relation: int = 64
    dropout: float = 0.33
    word_dropout: float = 0.25
    parts_of_speech: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts_of_speech", tuple(sorted({tag.split(" ")[0] for tag in self.tags})))


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a sentence."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Drop features in training."""
        if not self.training:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= self.rate
        return x * keep / (1 - self.rate)


class Layer(nn.Module):
    """A linear layer, a leaky rectifier, dropout."""

    def __init__(self, inputs: int, outputs: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)
        self.drop = SharedDropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        return self.drop(functional.leaky_relu(self.linear(x), 0.1))


class WordEncoder(nn.Module):
    """What a word looks like, whatever stands around it: one vector a word form, so that running can keep it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.dropout = shape.word_dropout
        self.project = nn.Linear(shape.vector, shape.word)
        self.form = nn.Embedding(shape.forms + 2, shape.word, padding_idx=0)
        self.character = nn.Embedding(shape.characters + 4, 32, padding_idx=0)
        self.convolve = nn.Conv1d(32, shape.convolution, 3, padding=1)
        self.prefix = nn.Embedding(AFFIXES, shape.affix)
        self.suffix = nn.Embedding(AFFIXES, shape.affix)
        self.size = shape.word + shape.convolution + 2 * shape.affix
        nn.init.normal_(self.form.weight, std=0.1)
        nn.init.normal_(self.prefix.weight, std=0.3)
        nn.init.normal_(self.suffix.weight, std=0.3)

    def forward(self, vector: Tensor, form: Tensor, affix: Tensor, characters: Tensor) -> Tensor:
        """Encode words (types, features) to (types, size)."""
        read = self.convolve(self.character(characters).transpose(1, 2)).amax(2)
        own = self.form(form)
        return torch.cat([self.project(vector) + own, torch.relu(read), self.prefix(affix[:, 0]), self.suffix(affix[:, 1])], 1)


class Parser(nn.Module):
    """Sentences of encoded words to scores of heads, relations and tags."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        wide, inputs = 2 * shape.hidden, WordEncoder(shape).size + shape.source
        self.source = nn.Embedding(len(shape.sources), shape.source)
        self.habit = nn.Embedding(len(shape.sources), 2 * wide)
        self.forward_layers = nn.ModuleList(_lstm(wide if depth else inputs, shape.hidden) for depth in range(shape.layers))
        self.backward_layers = nn.ModuleList(_lstm(wide if depth else inputs, shape.hidden) for depth in range(shape.layers))
        self.drop = SharedDropout(shape.dropout)
        self.root = nn.Parameter(torch.zeros(1, 1, wide))
        self.arc_dependent, self.arc_head = (Layer(wide, shape.arc, shape.dropout) for _ in range(2))
        self.relation_dependent, self.relation_head = (Layer(wide, shape.relation, shape.dropout) for _ in range(2))
        self.tagger = nn.Sequential(Layer(wide, 150, shape.dropout), nn.Linear(150, len(shape.tags)))
        self.arcs = nn.Parameter(torch.zeros(shape.arc + 1, shape.arc))
        self.relations = nn.Parameter(torch.zeros(shape.relation + 1, len(shape.relations) * (shape.relation + 1)))
        nn.init.zeros_(self.habit.weight)
        parts = torch.tensor([shape.parts_of_speech.index(tag.split(" ")[0]) for tag in shape.tags])
        self.register_buffer("group", functional.one_hot(parts).float(), persistent=False)

    def encode(self, words: Tensor, turn: Tensor, source: Tensor) -> tuple[Tensor, Tensor]:
        """Run the BiLSTM.

        Args:
            words: encoded words, (sentences, words, size).
            turn: place in the flattened batch of each word when every sentence is read backwards, (sentences, words).
            source: annotation style of each sentence, (sentences,).

        Returns:
            The states for the tagger and those for the tree, (sentences, words, 2 x hidden) each.
        """
        sentences, length = words.shape[0], words.shape[1]
        order = turn.reshape(-1)

        def turned(x: Tensor) -> Tensor:
            return x.reshape(-1, x.shape[2]).index_select(0, order).reshape(sentences, length, -1)

        x = torch.cat([words, self.source(source)[:, None, :].expand(-1, length, -1)], 2)
        for_tags = x
        for depth, (onward, back) in enumerate(zip(self.forward_layers, self.backward_layers, strict=True)):
            x = self.drop(x)
            x = torch.cat([onward(x)[0], turned(back(turned(x))[0])], 2)
            if depth + 1 == self.shape.tag_layer:
                for_tags = x
        tag_habit, tree_habit = self.habit(source)[:, None, :].chunk(2, 2)
        return self.drop(for_tags + tag_habit), self.drop(x + tree_habit)

    def scores(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores of arcs (sentences, words, words + 1), and both factors of the scores of relations."""
        heads = torch.cat([self.root.expand(states.shape[0], -1, -1), states], 1)
        arcs = _with_one(self.arc_dependent(states)) @ self.arcs @ self.arc_head(heads).transpose(1, 2)
        return arcs, _with_one(self.relation_dependent(states)) @ self.relations, _with_one(self.relation_head(heads))

    def loss(self, states: tuple[Tensor, Tensor], mask: Tensor, gold: Tensor) -> Tensor:
        """Return the mean loss over words.

        Args:
            states: what ``encode`` returned.
            mask: which places hold a word, (sentences, words).
            gold: heads, relations, tags (-100 where unknown) and parts of speech, (4, sentences, words).
        """
        arcs, dependents, heads = self.scores(states[1])
        held = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        arcs = arcs.masked_fill(~held[:, None, :], -1e4)
        chosen = heads.gather(1, gold[0][:, :, None].expand(-1, -1, heads.shape[2]))
        relations = (dependents[mask].reshape(-1, len(self.shape.relations), heads.shape[2]) @ chosen[mask][:, :, None])[:, :, 0]
        tags = functional.log_softmax(self.tagger(states[0])[mask], 1)
        parts = (tags.exp() @ self.group).clamp_min(1e-9).log()
        cross = functional.cross_entropy
        labelled = cross(arcs[mask], gold[0][mask]) + cross(relations, gold[1][mask], label_smoothing=0.03)
        tagged = functional.nll_loss(tags, gold[2][mask], ignore_index=-100, reduction="sum") / mask.sum()
        return labelled + 0.5 * functional.nll_loss(parts, gold[3][mask]) + 0.3 * tagged

    def forward(self, words: Tensor, turn: Tensor, source: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return arc scores, the best relation of every arc (both (sentences, words, words + 1)) and the best tag of every word."""
        for_tags, states = self.encode(words, turn, source)
        arcs, dependents, heads = self.scores(states)
        sentences, length = states.shape[0], states.shape[1]
        count = len(self.shape.relations)
        relations = dependents.reshape(sentences, length * count, -1) @ heads.transpose(1, 2)
        best = relations.reshape(sentences, length, count, -1).argmax(2)
        return arcs, best, self.tags(for_tags)

    def tags(self, states: Tensor) -> Tensor:
        """Return the best tag of every word: the likeliest part of speech, then the likeliest of its features."""
        tags = torch.softmax(self.tagger(states), 2)
        part = (tags @ self.group).argmax(2)
        return (tags + self.group.t()[part]).argmax(2)


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[:, :, :1])], 2)


def _lstm(inputs: int, hidden: int) -> nn.LSTM:
    """One direction only: it runs in a fused kernel and exports without packed sequences."""
    layer = nn.LSTM(inputs, hidden, batch_first=True)
    for name, weights in layer.named_parameters():
        if "weight_hh" in name:
            for gate in range(4):
                nn.init.orthogonal_(weights.data[gate * hidden : (gate + 1) * hidden])
        elif "weight_ih" in name:
            nn.init.xavier_uniform_(weights)
        else:
            nn.init.zeros_(weights)
    layer.bias_ih_l0.data[hidden : 2 * hidden] = 1.0
    return layer
