"""Inline Markdown, and how to say it plainly."""

import re

LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+\"[^\"]*\")?\)")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
STRONG = re.compile(r"(?<![\\*\w])(\*{1,3})(?=[^\s*])([^*\n]*[^\s*\\])\1(?![\w*])")
UNDERSCORED = re.compile(r"(?<![\\_\w])(_{1,2})(?=[^\s_])([^_\n]*[^\s_\\])\1(?![\w_])")


# Of HTML, only what stands within a paragraph: other words between `<` and `>` may be said.
# `x<sup>2</sup>` keeps its tags: without them it would be another number.
TAG = re.compile(
    r"</?(?:a|abbr|b|br|cite|code|em|font|i|mark|s|small|span|strong|u)"
    r"(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)


# One sign is found in a text in a tenth of the time that two take.


def without_links(text: str) -> str:
    """Text without links, escapes and tags, which are markup in whatever a text is written."""
    if "]" in text and "](" in text:
        text = LINK.sub(r"\1", text)
    if "<" in text and ">" in text:
        text = TAG.sub("", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return text.strip()


def inline(text: str) -> str:
    """Text without the marks of inline Markdown; code keeps its backticks."""
    if "]" in text and "](" in text:
        text = LINK.sub(r"\1", text)
    if "*" in text:
        text = STRONG.sub(r"\2", text)
    if "_" in text:
        text = UNDERSCORED.sub(r"\2", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return text.strip()
