"""Endpoints are as `docs/api.md` says: its examples and tables are those of today."""

import json
import re

from searcher.web.api import ENDPOINTS
from tests.searcher.web.api.conftest import Asked
from tests.searcher.web.api.document import DOCUMENT, written


def test_the_document_is_of_today(api: Asked) -> None:
    """`python -m tests.searcher.web.api.document` writes it."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert written(text, api) == text


def test_the_document_has_examples(api: Asked) -> None:
    """Answers, an error and lines; every address."""
    text = DOCUMENT.read_text(encoding="utf-8")
    examples = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert len(examples) == 4
    kinds = [json.loads(one) for one in examples if one.startswith("{\n")]
    assert [*kinds[0]] == ["results", "summary"]
    assert kinds[0]["results"][0]["type"] == "quote"
    assert kinds[-1]["status"] == 400
    assert kinds[-1]["place"] == 0
    for endpoint in ENDPOINTS:
        assert f"`/api/v1{endpoint.path}`" in text


def test_what_the_document_tells_a_program(api: Asked) -> None:
    """Its program in Python reads what is answered."""
    (program,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    asked: list[str] = []

    class Lines:
        def __init__(self, address: str) -> None:
            asked.append(address)

        def __enter__(self) -> list[bytes]:
            return api.get("/search", asked[0].partition("?")[2]).body.splitlines()

        def __exit__(self, *_: object) -> None:
            """Nothing to end."""

    told: list[tuple[object, ...]] = []
    code = program.replace("from urllib.request import urlopen\n", "")
    exec(code, {"urlopen": Lines, "print": lambda *one: told.append(one)})
    assert asked[0].startswith("http://127.0.0.1:8765/api/v1/search?q=M+protein")
    assert len(told) == 5
    assert {speaker for speaker, *_ in told} == {"Dr. Samuel Adeyinka"}
