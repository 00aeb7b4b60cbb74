"""Labels that say only that somebody asks or answers: `Q`, `Question`, `Antwort`."""

from collections.abc import Mapping, Sequence

from corpus.labels.label_shape import key, shape
from corpus.labels.line_grammar import Candidate

# How a question and its answer are labelled, in the same order.
PAIRS = (
    "question q frage pregunta p domanda vraag pergunta 問 问 otázka pytanie вопрос".split(),
    "answer a antwort respuesta r risposta antwoord resposta 答 答 odpověď odpowiedź ответ".split(),
)
ANSWERS = frozenset(PAIRS[1]) | {"réponse"}
QUESTIONS = frozenset(PAIRS[0])
ASKING = QUESTIONS | ANSWERS
# So many lines that begin with `Q` are no coincidence.
FEWEST_ASKED = 3


def are_asked_and_answered(taken: Sequence[Candidate]) -> bool:
    """Whether all that is labelled is questions, each with its answer as the next label."""
    keys = [key(c.label) for c in taken]
    pairs = set(zip(*PAIRS, strict=True))
    asked = all(c.rest.rstrip().endswith("?") or "? " in c.rest for c in taken[::2])
    return (
        asked
        and all(pair in pairs for pair in zip(keys[::2], keys[1::2], strict=False))
        and (len(keys) % 2 == 0)
    )


def is_press(group: list[Candidate], groups: Mapping[str, list[Candidate]]) -> bool:
    """Whether the press asks behind `Q` and is answered by people who are named."""
    if key(group[0].label) != "q" or len(group) < FEWEST_ASKED:
        return False
    named = [g for g in groups.values() if g[0].form.startswith("Name: text") and len(g) > 1]
    return any(shape(g[0].label) == "person" for g in named)


def is_asked(group: list[Candidate], groups: Mapping[str, list[Candidate]]) -> bool:
    """Whether a label says that somebody asks or answers: so do most labels that recur.

    `Question:` may also introduce what the speaker asks. It does not where questions are
    answered, recur, or are set in capitals as the other labels are.
    """
    asked, answered = (any(groups.get(name) for name in names) for names in PAIRS)
    if asked and answered:
        return True
    long = sum(1 for c in group if len(c.rest.split()) > 3 or not c.rest or not c.rest.isascii())
    if len(group) > 1:
        return long >= 0.5 * len(group)
    capitals = (g[0].label.isupper() for g in groups.values() if len(g) > 1)
    return bool(long) and group[0].label.isupper() and any(capitals)


def answered_pair(likely: Mapping[str, list[Candidate]]) -> set[str]:
    """The labels of one question and its answer, where nothing else is said."""
    for asks, answers in zip(*PAIRS, strict=True):
        if asks in likely and answers in likely and likely[asks][0].line < likely[answers][0].line:
            return {asks, answers}
    return set()
