"""Checking quotations against what was said."""

from pathlib import Path
from typing import TYPE_CHECKING

from searcher.archive.reading import Reading

if TYPE_CHECKING:
    from corpus.source import Source
    from searcher.verify.verdict import Checked, Verdict


class Checking(Reading):
    """The calls of an archive that give verdicts on quotations."""

    def verify(self, text: str, speaker: str | None = None) -> "Verdict":
        """The verdict on a quotation: whether these words were said, by whom and where.

        Args:
            text: the quotation. An ellipsis leaves something out, and what stands in square
                brackets was added by its author.
            speaker: who is claimed to have said it; a last name is enough.

        Raises:
            RequestError: the quotation has no word or too many, or the speaker has no name.

        >>> import searcher
        >>> with searcher.open("my-index") as archive:
        ...     verdict = archive.verify("iron forgives a lot", "Pellow")
        >>> verdict.ruling.value
        'verbatim'
        """
        # A search does not need it.
        from searcher.verify.judge import judge

        return self._answer(lambda engine: judge(text, speaker, engine.candidates))

    def verify_draft(self, draft: "Path | Source", fewest: int = 3) -> "Checked":
        """The verdicts on the quotations of an article, and those that were not checked.

        Args:
            draft: a file: text, Markdown, HTML, Word, OpenDocument, RTF or PDF; or its content.
            fewest: quotations with fewer words are not checked.

        Raises:
            corpus.errors.CorpusError: the draft cannot be read.

        >>> import pathlib, searcher
        >>> draft = pathlib.Path("draft.md")
        >>> _ = draft.write_text("“Iron forgives a lot,” said Pellow. “It forgives all,” she said.")
        >>> with searcher.open("my-index") as archive:
        ...     for verdict in archive.verify_draft(draft).verdicts:
        ...         print(verdict.ruling.value, verdict.claimed, verdict.text)
        verbatim Pellow Iron forgives a lot,
        not found Pellow It forgives all,
        """
        # As above.
        from corpus.prose import read_prose
        from corpus.source import Source
        from searcher.verify.check import check, names
        from searcher.verify.draft import quotations

        source = draft if isinstance(draft, Source) else Source.open(draft)
        paragraphs = read_prose(source)
        known = names((person.name, person.labels) for person in self.speakers())
        found = quotations(paragraphs, known)
        return check(found, self.verify, source.path.name, fewest)
