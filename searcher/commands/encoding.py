"""The option `--meaning` of `searcher index`: the vectors of an index, with a progress bar."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import after_commit, after_part
from searcher import safe_text

if TYPE_CHECKING:
    # `--help` starts without the engine.
    from index.meaning.encoder import Encoder
    from index.update.encode import Encoded

#: The name of the installed model, where a folder would be.
INSTALLED = "installed"


def encode(where: Path, model: str | None, wait: float) -> int:
    """Encode what is new in an index, and say what was done; the exit status.

    Args:
        where: the index.
        model: the folder of a model, or `INSTALLED`; None for that of the vectors of the index.
        wait: seconds to wait for another process that writes it.

    Raises:
        IndexProblem: the index cannot be read or written.
        MeaningProblem: the model cannot be used.
    """
    # `--help` starts without the engine, and an index without vectors without the model.
    from index.meaning.encoder import OnnxEncoder
    from index.meaning.model import read_model
    from index.update.encode import model_of

    folder = model_of(where)
    if model is not None:
        folder = None if model == INSTALLED else Path(model)
    encoder = OnnxEncoder(read_model(folder))
    done = _encode(where, encoder, wait)
    with after_part() if done.left else after_commit():
        click.echo(_report(done))
        if done.left:
            safe_text.warn(
                f"stopped: {safe_text.counted(done.left, 'passage')} not encoded; "
                "what was encoded is in the index, and the same command goes on"
            )
    return 2 if done.left else 0


def _encode(where: Path, encoder: "Encoder", wait: float) -> "Encoded":
    # As above.
    from index.update.encode import encode
    from searcher.output.streams.progress import progress_bar

    with progress_bar("passages encoded") as bar:
        return encode(where, encoder, bar.show, wait=wait)


def _report(done: "Encoded") -> str:
    turns = safe_text.counted(done.turns, "turn")
    have = "has vectors" if done.turns == 1 else "have vectors"
    if not done.passages:
        return f"No new passages; {turns} {have}"
    passages = safe_text.counted(done.passages, "passage")
    return f"{passages} encoded in {done.seconds:.1f} s; {turns} {have}"
