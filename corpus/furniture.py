"""What stands in a transcript and is not speech: disclaimers, sponsors, page parts.

A paragraph is furniture for what it says, not for where it stands: sites paste
their disclaimer before, behind and in the middle of a conversation.
"""

import re

DISCLAIMER = re.compile(
    r"\b(?:opinions|views) expressed\b.{0,120}\b(?:not necessarily|do not|are those of)\b"
    r"|\bnot (?:a|intended as a|meant as a) substitute for\b.{0,60}\b(?:advice|care|treatment)\b"
    r"|\bfor (?:informational|educational|information)(?: and educational)? purposes only\b"
    r"|\bno editorial control\b",
    re.IGNORECASE | re.DOTALL,
)
CREDIT = re.compile(
    r"^(?:this is an? .{1,80} (?:program|podcast|series|production)\b"
    r"|this (?:program|podcast|episode|series) (?:is|was) (?:produced|sponsored|supported|made)\b"
    r"|(?:we|our) (?:thank|are grateful to)\b|(?:sponsored|supported|produced) by\b)",
    re.IGNORECASE,
)
LINK_LINE = re.compile(
    r"^(?:view more programs|produced in association with|join our community|read our latest"
    r"|register for events|share this|subscribe (?:to|now)|sign up|transcribed by"
    r"|all rights reserved|copyright\b|©|page last updated|published on|topics? include)",
    re.IGNORECASE,
)
STAGE_DIRECTION = re.compile(
    r"\[[^\[\]]{1,60}\]"
    r"|\((?:[a-z][^()]{0,40}|[A-Z][a-z]* (?:music|plays?|break)[^()]{0,20})\)"
    r"|\*[^*]{1,40}\*"
)
PAGE_NUMBER = re.compile(r"\d{1,3}|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?", re.IGNORECASE)
RULE = re.compile(r"[-–—=_*~#.\s]{3,}")


def is_disclaimer(paragraph: str) -> bool:
    """Whether a paragraph says who is not responsible for what is said."""
    return len(paragraph) < 1500 and DISCLAIMER.search(paragraph) is not None


def is_credit(paragraph: str) -> bool:
    """Whether a paragraph says who made a program or paid for it."""
    return CREDIT.match(paragraph) is not None


def is_page_part(paragraph: str) -> bool:
    """Whether a paragraph is a link or a date of the page around a transcript."""
    return LINK_LINE.match(paragraph) is not None


def is_marker(paragraph: str) -> bool:
    """Whether a paragraph is a page number, a rule or a stage direction by itself."""
    return any(
        pattern.fullmatch(paragraph) is not None for pattern in (PAGE_NUMBER, RULE, STAGE_DIRECTION)
    )


def spoken(paragraphs: list[str]) -> list[str]:
    """The paragraphs under a label that were said.

    What stands right behind the label is speech whatever it reads like: a host
    may read out a disclaimer, and an answer may be a number.
    """
    return paragraphs[:1] + [
        paragraph
        for paragraph in paragraphs[1:]
        if not (is_disclaimer(paragraph) or is_marker(paragraph))
    ]
