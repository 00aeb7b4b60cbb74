"""Templates: what they show is text."""

from searcher.web.exchange.handler import Call
from searcher.web.exchange.request import Request
from searcher.web.exchange.site import Settings
from searcher.web.pages.template import _environment, page


def test_every_template_can_be_read() -> None:
    """Each is compiled, and none trusts what was said."""
    environment = _environment()
    names = environment.list_templates(extensions=["html", "xml"])
    assert len(names) > 10
    for name in names:
        environment.get_template(name)
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        for trusting in ("|safe", "| safe", "autoescape false", "Markup(", " style=", " onclick="):
            assert trusting not in source, name
        assert "<style" not in source
        assert "<script>" not in source


def test_characters_that_html_forbids_are_shown() -> None:
    """A null, an escape, a lone surrogate."""
    call = Call(Settings((), title="a\x00b\x1b\ud800"), None, Request("GET", "/"))
    made = page(call, "base")
    assert isinstance(made.body, bytes)
    assert "a␀b␛\ufffd" in made.body.decode()
