"""XML of a form that no reader knows: it is refused by name, before its tags are read as text."""

from collections.abc import Iterator

from corpus.draft import Draft
from corpus.errors import CorpusError
from corpus.readers.xml.xml_tree import local, parse, root_name
from corpus.source import Source


def recognises(source: Source) -> bool:
    """Whether it is XML: the readers that know a form of XML were asked before."""
    return root_name(source) is not None


def read(source: Source) -> Iterator[Draft]:
    """Nothing.

    Raises:
        CorpusError: always, with the name of the root element.
    """
    root = local(parse(source))
    if root in ("rss", "feed"):
        reason = "it is a feed, and says only what is known of the transcripts beside it"
        raise CorpusError(source.path, reason, advice="save it beside them, and name that file")
    raise CorpusError(
        source.path,
        f"no form of transcript in XML has the root element `{root[:60]}`",
        advice="TEI, Akoma Ntoso, TTML, ELAN, EXMARaLDA, Transcriber, the debates of some"
        " parliaments, `<speech speakername>` and `<turn speaker>` are read",
    )
