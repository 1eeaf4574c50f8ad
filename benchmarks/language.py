"""How fast the language core is: ``python benchmarks/language.py FILE [--words N] [--spacy PIPELINE] [--no-frog]``.

One process, one thread, CPU seconds; documents are taken from the file until there are enough words. Each component is timed apart, then
text to statements, once as it is and once with every sentence parsed; at last Frog (Debian packages ``frog`` and ``frogdata``) with its
parser, on the first documents only because it is slow. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from unittest import mock

from beleidsgraaf import Document, pipeline, read_documents
from beleidsgraaf.language import load_analyser, mid_sentence_capitals, propose_names
from beleidsgraaf.language.tokens import plain

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Return what work gives, and the CPU seconds it took."""
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun


def take(path: str, words: int) -> list[Document]:
    """Return the first documents of a file that hold that many words together."""
    chosen, count = [], 0
    for document in read_documents([path]):
        chosen.append(document)
        count += len(document.text.split())
        if count >= words:
            break
    return chosen


def components(documents: Sequence[Document], spacy_pipeline: str) -> int:
    """Print the speed of each component of the language core; returns the number of words."""
    analyser, seconds = timed(load_analyser)
    print(f"load the language model: {seconds:.2f} s")
    segmented, seconds = timed(lambda: [analyser.segment(document) for document in documents])
    count = sum(len(sentence.tokens) for sentences in segmented for sentence in sentences)
    report("cut into sentences and words", count, seconds)
    _, seconds = timed(lambda: [propose_names(s, capitals) for row in segmented for capitals in [mid_sentence_capitals(row)] for s in row])
    report("propose names", count, seconds)
    _, seconds = timed(lambda: [analyser.parse(sentences) for sentences in segmented])
    report("words to trees, lemmas included", count, seconds)
    _, again = timed(lambda: [analyser.parse(sentences) for sentences in segmented])
    report("words to trees, words seen before", count, again)
    if spacy_pipeline:
        import spacy  # noqa: PLC0415
        from spacy.tokens import Doc  # noqa: PLC0415

        nlp = spacy.load(spacy_pipeline)
        docs = [Doc(nlp.vocab, words=[plain(t.text) for t in s.tokens]) for sentences in segmented for s in sentences]
        _, seconds = timed(lambda: list(nlp.pipe(docs, batch_size=64)))
        report(f"words to trees by {spacy_pipeline}", count, seconds)
        _, seconds = timed(lambda: list(nlp.pipe((document.text[:900_000] for document in documents), batch_size=64)))
        report(f"text to trees by {spacy_pipeline}", count, seconds)
    return count


def whole(documents: Sequence[Document], count: int) -> float:
    """Print the speed from text to statements, with and without choosing sentences before parsing; returns the CPU seconds of the first."""
    tools = pipeline.load_toolkit()
    found, seconds = timed(lambda: [pipeline.extract(document, tools).statements for document in documents])
    report(f"text to {sum(map(len, found))} statements", count, seconds)
    with mock.patch.object(pipeline, "_may_state", lambda sentence, *_: sentence.kind not in pipeline._UNREAD):
        every, longer = timed(lambda: [pipeline.extract(document, tools).statements for document in documents])
    report(f"text to {sum(map(len, every))} statements, every sentence parsed", count, longer)
    print(f"choosing first is {longer / seconds:.2f} times as fast; the statements are {'the same' if found == every else 'NOT the same'}")
    return seconds


def frog(documents: Sequence[Document], words: int) -> float:
    """Print the speed of Frog with its parser, without its start; returns words per second."""
    few, short = frog_once(documents, words // 10)
    many, long = frog_once(documents, words)
    report("Frog with its parser, start left out", many - few, long - short)
    return (many - few) / (long - short)


def frog_once(documents: Sequence[Document], words: int) -> tuple[int, float]:
    """Return the words that Frog read, and the CPU seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        text, out = Path(folder) / "text.txt", Path(folder) / "out.txt"
        chosen = "\n\n".join(document.text for document in documents).split(" ")[:words]
        text.write_text(" ".join(chosen), "utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["frog", "--threads=1", "-t", str(text), "-o", str(out)], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        count = sum(1 for line in out.read_text("utf-8").splitlines() if line.strip())
    return count, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(what: str, count: int, seconds: float) -> None:
    """Print a line."""
    print(f"{what:60} {count / seconds:10,.0f} words/s  ({seconds:.1f} s)", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", help="texts, for example prose.jsonl.gz")
    parser.add_argument("--words", type=int, default=200_000, help="words to read")
    parser.add_argument("--spacy", default="", help="a spaCy pipeline to time beside ours")
    parser.add_argument("--frog-words", type=int, default=20_000, help="words that Frog reads")
    parser.add_argument("--no-frog", action="store_true")
    given = parser.parse_args()
    documents = take(given.file, given.words)
    count = components(documents, given.spacy)
    print(f"memory of this process so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    seconds = whole(documents, count)
    if not given.no_frog and shutil.which("frog"):
        other = frog(documents, given.frog_words)
        print(f"text to statements is {count / seconds / other:.1f} times as fast as Frog")
    print(f"memory of this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
