"""What the tests of pages share: sites of archives, asked in this process."""

import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pytest
from lxml import html

from corpus.model import Participant, Program, Turn
from searcher.archive import Archive
from searcher.web.exchange.answer import Answer
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.routes import Site
from tests.searcher.test_typed_oracle import indexed

BASE = "http://localhost:8765"


class Page:
    """An answer, as a browser sees it."""

    def __init__(self, answer: Answer) -> None:
        self.status = answer.status
        self.media_type = answer.media_type
        self.headers = dict(answer.headers)
        self.body = body_of(answer)
        is_binary = "openxmlformats" in answer.media_type
        self.text = "" if is_binary else self.body.decode()
        if "html" in self.media_type and "content-disposition" not in self.headers:
            # It raises on the first error.
            html5lib.HTMLParser(strict=True).parse(self.text)
        self._tree: html.HtmlElement | None = None

    @property
    def tree(self) -> html.HtmlElement:
        """The page as a tree."""
        if self._tree is None:
            self._tree = html.fromstring(self.body)
        return self._tree

    def words(self, path: str) -> list[str]:
        """The texts of the elements at an XPath, on one line each."""
        return [" ".join(each.text_content().split()) for each in self.tree.xpath(path)]

    def links(self, path: str = "//a") -> dict[str, str]:
        """The links of some elements: what they say, and where they lead."""
        return {
            " ".join(each.text_content().split()): each.get("href")
            for each in self.tree.xpath(path)
        }


Get = Callable[[str], Page]


def body_of(answer: Answer) -> bytes:
    """The body of an answer, also of one that is written bit by bit."""
    if isinstance(answer.body, bytes):
        return answer.body
    out = io.BytesIO()
    answer.body(out)
    return out.getvalue()


def asking(site: Site) -> Get:
    """What asks a site for an address."""

    def get(address: str) -> Page:
        path, _, query = address.partition("#")[0].partition("?")
        return Page(site.answer(Request("GET", unquote(path), query, base=BASE)))

    return get


@pytest.fixture(scope="session")
def get(samples_index: Path) -> Iterator[Get]:
    """A site of the samples."""
    with Site(Settings((str(samples_index),), title="Samples")) as site:
        yield asking(site)


#: What nobody should ever obey.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea></title><svg/onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "\x1b[31mred\x00 \x07bell\ufffe",
    "\u202eright to left\u202c \u2066x",
    "<!-- --> ]]> &amp; &#0; &lt;",
    "../../etc/passwd?x=1#y",
    "w" * 12_000,
    "مرحبا بالعالم",
    "'\";--",
)


def hostile_programs() -> list[Program]:
    """Programs whose every text is hostile."""
    programs = []
    for number, text in enumerate(HOSTILE):
        others = HOSTILE[number:] + HOSTILE[:number]
        turns = tuple(
            Turn(place, name, name, f"said {said}", role=others[place % 12], section=said)
            for place, (name, said) in enumerate(pairwise(others), 1)
        )
        programs.append(
            Program(
                id=f"{number}/{text[:60]}".replace("\x00", "").replace("..", "_"),
                title=text,
                path="/home/somebody/secret/talk.txt",
                format="labelled",
                series=others[1],
                date="2019-02" if number % 2 else None,
                topics=(others[2], others[3]),
                description=others[4],
                participants=tuple(Participant(name, (name,), others[5]) for name in others),
                language="ar" if number % 2 else '"><script>',
                url=others[6],
                media_url=others[7],
                turns=(*turns, Turn(len(turns) + 1, None, "Speaker", "said by nobody")),
            )
        )
    return programs


class SiteOf(Site):
    """A site of an archive that is open already."""

    def __init__(self, archive: Archive, title: str) -> None:
        super().__init__(Settings(("unused",), title=title))
        self._opened = archive

    @property
    def archive(self) -> Archive:
        """The archive."""
        return self._opened


@pytest.fixture(scope="session")
def hostile() -> Iterator[Get]:
    """A site of programs whose every text is hostile."""
    with indexed(hostile_programs()) as archive:
        yield asking(SiteOf(archive, "<b>Hostile</b>"))
