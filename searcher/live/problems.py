"""An error of a session as one line; `None` for a defect, which is not hidden."""

from searcher.errors import PassageUnknown, QueryError, SearcherError
from searcher.live.answers import Problem
from searcher.output.messages import system_errors
from searcher.safe_text import one_line, shortened

#: How much of a message is shown.
LONGEST = 400


def problem_of(error: BaseException) -> Problem | None:
    """What is wrong, and what to do."""
    match error:
        case QueryError():
            reason = one_line(error.reason).rstrip(".")
            example = f"; for example: {one_line(error.plain_example)}"
            return Problem(shortened(f"{reason}{example}", LONGEST), error.place)
        case PassageUnknown():
            return Problem(shortened(error.reason, LONGEST))
        case SearcherError():
            return Problem(shortened(str(error), LONGEST))
        case OSError():
            return Problem(shortened(system_errors.line(error), LONGEST))
        case MemoryError():
            return Problem("there is not enough memory; close other programs")
    return None
