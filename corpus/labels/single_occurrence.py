"""Labels that occur only once: what tells them from other words before a colon.

A member of a parliament who asks one question is no other label's words. One line cannot
tell; the labels that recur can, since who speaks once is written and placed as they are.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from corpus.draft import UNNAMED
from corpus.labels.clauses import is_unspaced_clause
from corpus.labels.honorifics import OFFICES
from corpus.labels.label_shape import ARTICLES, WHO, is_voice, key, shape
from corpus.labels.line_grammar import ALONE, BULLETED, Candidate

ARTICLE = ARTICLES | frozenset(("the", "a", "an"))
# Whose thing it is, "My point": nobody's label.
POSSESSIVE = frozenset("my our your his her their mein meine unser unsere mon ma notre mi".split())
LONGEST_INITIALS = 4
LINKED = re.compile(r"\W{0,3}(?:https?:|www\.|!?\[[^\[\]]*\]\()")
ADDRESS = re.compile(
    r"\W{0,3}(?:(?:https?://|www\.)\S{1,1000}|[^\s@]{1,60}@[^\s@]{1,60}\.[a-z]{2,12})"
)
# Behind a key and its value stands another one, as in a line about the program.
KEY_BEHIND = re.compile(r"\s[^\W\d_]{1,8}[：:]\S")
#: The longest name of a script that puts no space between words.
LONGEST_UNSPACED = 14
ONLY_ONCE = "it stands only once"
#: So many turns tell how turns begin.
FEWEST_TURNS = 4


@dataclass(frozen=True, slots=True)
class Habits:
    """How the surest labels of a document are written and placed, as shares of them.

    Attributes:
        first: the line of the first of them.
        count: how many lines they begin.
        forms: in which forms they are written.
        alone: on lines of their own.
        after_blank: with a blank line above.
        upper: in capitals, of those that are longer than initials.
        capital: with a capital or a sign, and no small letter, behind the colon.
        initials: as initials.
        articles: with an article before an office.
    """

    first: int
    count: int
    forms: frozenset[str]
    alone: float
    after_blank: float
    upper: float
    capital: float
    initials: float
    articles: float

    @classmethod
    def of(cls, core: Collection[Candidate]) -> "Habits":
        """The habits of the candidates of the surest labels, of which there is one at least."""
        count = len(core)
        rests = [c.rest for c in core if c.rest]
        long = [c for c in core if len(c.label) > LONGEST_INITIALS]
        return cls(
            first=min(c.line for c in core),
            count=count,
            forms=frozenset(c.form for c in core),
            alone=sum(c.form.endswith(ALONE) for c in core) / count,
            after_blank=sum(c.after_blank for c in core) / count,
            upper=sum(c.label.isupper() for c in long) / max(1, len(long)),
            capital=sum(not rest[0].islower() for rest in rests) / max(1, len(rests)),
            initials=sum(shape(c.label) == "initial" or is_short(c.label) for c in core) / count,
            articles=sum(starts_with_article(c.label) for c in core) / count,
        )

    def place(self, one: Candidate) -> bool:
        """Whether a candidate is written and placed as the surest are."""
        if one.form not in self.forms or (self.alone >= 0.9 and not one.form.endswith(ALONE)):
            return False
        if self.after_blank >= 0.9 and not one.after_blank:
            return False
        return self.capital < 0.9 or not one.rest or not one.rest[0].islower()


def refusal_reason(
    one: Candidate, *, dense: bool, habits: Habits | None, is_word: Callable[[str], bool]
) -> str | None:
    """Why a label that stands only once is none, or None where it is one.

    Args:
        one: where it stands.
        dense: most paragraphs start with a label.
        habits: of the surest labels; None where there are none.
        is_word: whether the text has a word in lower case, as any other word.
    """
    form = shape(one.label)
    if ADDRESS.fullmatch(one.rest):
        return "an address stands behind it, and nothing is said"
    if habits is not None and one.line < habits.first and not one.marked and _is_value(one.rest):
        return "a value stands behind it, above the talk"
    if one.marked and (dense or habits is not None):
        return None
    if habits is not None and one.rest and reads_like_title(one.rest):
        return "it reads like a title"
    words = len(one.label.split())
    if habits is not None and form == "handle" and words > 1 and not _is_voice(one.label):
        return "it is words in lower case"
    if form == "handle" and one.form == BULLETED:
        return ONLY_ONCE
    if dense:
        return ONLY_ONCE if habits is not None and _is_in_list(one, habits) else None
    if habits is None or not habits.place(one) or LINKED.match(one.rest):
        return ONLY_ONCE
    first = one.label.split()[0].casefold()
    if first in POSSESSIVE:
        return ONLY_ONCE
    if starts_with_article(one.label) and not one.label.endswith(")"):
        alike = habits.articles > 0 or (one.label.isupper() and habits.upper >= 0.9)
        return None if alike or _is_voice(one.label) else ONLY_ONCE
    # Above the first of the surest stand the title and what is said of the program.
    if one.line < habits.first and form != "person" and one.form not in (BULLETED,):
        return ONLY_ONCE
    if form == "person":
        spaced = one.after_blank or habits.after_blank < 0.5
        return None if spaced or one.form.endswith(ALONE) else ONLY_ONCE
    if _is_unspaced(one.label):
        fits = len(one.label) <= LONGEST_UNSPACED and not is_unspaced_clause(one.label)
        fits = fits and not (one.line < habits.first and KEY_BEHIND.search(one.rest[:60]))
        return None if fits else ONLY_ONCE
    if form == "initial" or is_short(one.label):
        return None if habits.initials >= 0.5 else ONLY_ONCE
    if habits.upper >= 0.9 and not one.label.isupper():
        return ONLY_ONCE
    if habits.upper <= 0.1 and one.label.isupper():
        return ONLY_ONCE
    if form == "name":
        return "the text has it as a word, too" if is_word(key(one.label)) else None
    return None if _is_voice(one.label) else ONLY_ONCE


def starts_with_article(label: str) -> bool:
    """Whether a label begins with an article, as offices do."""
    first, _, rest = label.partition(" ")
    return bool(rest) and first.casefold() in ARTICLE


def _is_in_list(one: Candidate, habits: Habits) -> bool:
    """Whether a line may be an item that somebody reads out, such as `Miller: one chair`.

    It begins with a small letter, as no turn does. A few turns have no habits.
    """
    goes_on = one.rest[:1].islower() and not (one.marked or one.after_blank)
    return goes_on and habits.count >= FEWEST_TURNS and habits.capital >= 0.9


def is_short(label: str) -> bool:
    """Whether a label is a short form in capitals, as of a name: `BWL`."""
    return label.isalpha() and label.isupper() and len(label) <= LONGEST_INITIALS


def _is_voice(label: str) -> bool:
    """Whether a label says what somebody is who is not named: `audience member`, `The Clerk`."""
    words = key(label).split()
    held = any(w in WHO or w in OFFICES or w.removesuffix("s") in WHO for w in words)
    return held or is_voice(label)


def _is_unspaced(label: str) -> bool:
    return not any(c.isupper() or c.islower() for c in label)


def _is_value(rest: str) -> bool:
    """Whether text is a date, a time, a place or names rather than something said."""
    if not any(c.isalpha() for c in rest):
        return bool(rest)
    if rest.rstrip().endswith(ENDS) and " . ." not in rest:
        return False
    words = [word for word in rest.split() if word[0].isalpha()]
    few = len(words) <= 8 or " . ." in rest
    return few and len(rest.split()) > 1 and all(w[0].isupper() or len(w) < 4 for w in words)


def reads_like_title(rest: str) -> bool:
    """Whether text is `A Subtitle` rather than something said."""
    words = [word for word in rest.split() if word[0].isalpha()]
    if len(words) < 2 or len(words) > 12 or rest.rstrip().endswith(ENDS):
        return False
    if not rest.isascii() and _is_unspaced(rest):
        return False
    return all(word[0].isupper() or len(word) <= 4 for word in words) and words[-1][0].isupper()


ENDS = tuple('.!?…:,;"”’)]-')


# Whose relation somebody is: `Oscar's wife`, `Tom's older brother`.
RELATION = re.compile(
    r"[A-ZÀ-Þ][\w.-]{0,30}['’]s?(?: \w{1,12}){0,2} (?:aunt|boss|boy|brother|child|colleague|cousin"
    r"|dad|daughter|father|friend|girlfriend|boyfriend|girl|grandfather|grandmother|husband"
    r"|lawyer|mother|mom|mum|neighbor|neighbour|partner|sister|son|uncle|widow|wife)",
)
SHAPE_REASONS = frozenset(
    ("it is not shaped like a name", "it is words in lower case", "it is a word in lower case")
)
FEWEST_SINGLE = 3
MOST_VOICE_WORDS = 4


def between_turns(
    candidates: Collection[Candidate],
    starts: Collection[Candidate],
    lines: list[str],
    refused: Mapping[str, str],
) -> list[Candidate]:
    """Lines such as `words: text` that begin a turn where every other line begins one.

    Their labels are refused for their shape only. Whoever speaks there is not who spoke in the
    line above: a relation (`Oscar's wife`) has a name, all others have none, and no word of
    their lines is left out.

    Args:
        candidates: every line that could start a turn.
        starts: the candidates that do.
        lines: the text.
        refused: for each label that is none, the reason.
    """
    begin = {one.line for one in starts}
    filled = [number for number, line in enumerate(lines) if line and not line.isspace()]
    if len(begin) < FEWEST_SINGLE or not any(c.label in refused for c in candidates):
        return []
    places = {number: at for at, number in enumerate(filled)}
    first = places.get(min(begin), 0)
    if len(begin) < 0.7 * (len(filled) - first) or any(one.marked for one in starts):
        return []
    spaced = sum(one.after_blank for one in starts) >= 0.9 * len(starts)
    found: list[Candidate] = []
    for one in candidates:
        if one.line in begin or one.form != "Name: text" or one.line not in places:
            continue
        if refused.get(one.label) not in SHAPE_REASONS or (spaced and not one.after_blank):
            continue
        at = places[one.line]
        above, below = filled[at - 1 : at] if at else [], filled[at + 1 : at + 2]
        led = not above or (above[0] in begin and lines[above[0]].rstrip().endswith(ENDED))
        followed = below[0] in begin if below else bool(above)
        is_relation = RELATION.fullmatch(one.label) is not None
        short = len(one.label.split()) <= MOST_VOICE_WORDS and one.rest.endswith(ENDED)
        if led and followed and (is_relation or short) and not LINKED.match(one.rest):
            text = one.rest if is_relation else lines[one.line].strip()
            found.append(replace(one, label=one.label if is_relation else UNNAMED, rest=text))
    return found


ENDED = tuple('.!?…"”’)]')
