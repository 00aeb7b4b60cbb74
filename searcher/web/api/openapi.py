"""`/api/v1/openapi.json`: the description of the API, from its parameters and its shapes."""

from collections.abc import Sequence
from typing import Any

from searcher import __version__
from searcher.parameters.parameter import REQUIRED, Kind, Parameter, schema
from searcher.parameters.shape import Shape
from searcher.web.api import shapes
from searcher.web.api.endpoint import ROOT, Endpoint, Posted
from searcher.web.exchange.answer import JSON, JSON_LINES, PROBLEM, TEXT, Answer, as_json
from searcher.web.exchange.handler import Call

#: The shapes that have a name of their own, by which others refer to them.
_NAMED: dict[str, Shape] = {
    "Quote": shapes.QUOTE,
    "ProgramOfQuote": shapes.PROGRAM_OF_QUOTE,
    "Turn": shapes.TURN,
    "SearchSummary": shapes.SEARCH_SUMMARY,
    "Program": shapes.PROGRAM,
    "Passage": shapes.PASSAGE,
    "Speaker": shapes.SPEAKER,
    "ListSummary": shapes.LIST_SUMMARY,
    "Kwic": shapes.KWIC,
    "KwicSummary": shapes.KWIC_SUMMARY,
    "Count": shapes.COUNT,
    "Comparison": shapes.COMPARISON,
    "Talk": shapes.TALK,
    "Said": shapes.SAID,
    "Asked": shapes.ASKED,
    "Dispersion": shapes.DISPERSION,
    "StatsSummary": shapes.STATS_SUMMARY,
    "Verdict": shapes.VERDICT,
    "VerifySummary": shapes.VERIFY_SUMMARY,
    "Mark": shapes.MARK,
    "Problem": shapes.PROBLEM,
    "Health": shapes.HEALTH,
    "ProblemKind": shapes.PROBLEM_KIND,
}
_NAMES = {id(shape): name for name, shape in _NAMED.items()}

_ABOUT = """\
Who said what, in which program, in answer to which question. The objects are those of `--json`, \
which docs/json.md documents; docs/api.md has examples.

An answer is one document: `results` with `summary`, or a single object. With the header \
`Accept: application/jsonl`, or with `all=true`, it is JSON Lines: each object on a line, the \
summary last.

An answer with an `ETag` depends on its address and the index only: sent back as `If-None-Match`, \
it is answered with 304 until the index changes. What was asked before may be answered from \
memory, with the time that the search took then; `Cache-Control: no-cache` has it made anew. \
Errors are problem details (RFC 9457).\
"""


def describing(endpoints: Sequence[Endpoint]) -> Endpoint:
    """The endpoint that describes others, and itself."""

    def answer(call: Call) -> Answer:
        call.exactly(())
        return as_json(description((*endpoints, itself)))

    itself = Endpoint(
        "/openapi.json",
        "This description",
        "The API as OpenAPI 3.1.",
        answer,
        {"type": "object", "required": ["openapi", "info", "paths"]},
    )
    return itself


def description(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The description of endpoints as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "searcher",
            "version": __version__,
            "summary": "Search over transcripts: who said what.",
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        # A server on this machine asks for no token.
        "security": [{}, {"token": []}],
        "paths": {ROOT + one.path: _operations(one) for one in endpoints},
        "components": {
            "schemas": {name: _members(shape) for name, shape in _NAMED.items()},
            "responses": {str(status): _problem(means) for status, means in _PROBLEMS.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


#: What goes wrong, by status.
_PROBLEMS: dict[int | str, str] = {
    400: "The search cannot be read (`place` says where), or a parameter is not known, is missing "
    "or has a value that it cannot have.",
    404: "The archive has no such program or turn.",
    413: "What was sent is too large.",
    415: "What was sent has another media type.",
    503: "Too many requests at once, an answer that takes too long, or an index that cannot be "
    "read; `Retry-After` says when to ask again.",
    "default": "Any other problem: the token, the name of the host, the method, the rate.",
}


def _problem(means: str) -> dict[str, Any]:
    return {"description": means, "content": {PROBLEM: {"schema": _shaped(shapes.PROBLEM)}}}


def _operations(endpoint: Endpoint) -> dict[str, Any]:
    made = {"get": _operation(endpoint, None)}
    if endpoint.posted is not None:
        made["post"] = _operation(endpoint, endpoint.posted)
    return made


def _operation(endpoint: Endpoint, posted: Posted | None) -> dict[str, Any]:
    statuses: list[int | str] = [400]
    statuses += [404] * endpoint.may_lack
    statuses += [413, 415] * (posted is not None)
    statuses += [503, "default"]
    is_kept = endpoint.is_kept and posted is None
    made: dict[str, Any] = {
        "operationId": endpoint.name + ("-post" if posted else ""),
        "summary": endpoint.title,
        "description": endpoint.means,
        "parameters": [
            *(_part(name, means) for name, means in endpoint.parts),
            *(_parameter(one) for one in endpoint.parameters if posted is None),
        ],
        "responses": {
            "200": _found(endpoint, is_kept=is_kept),
            **({"304": {"description": "It is what the client has already."}} if is_kept else {}),
            **{str(each): {"$ref": f"#/components/responses/{each}"} for each in statuses},
        },
    }
    if posted is not None:
        made["requestBody"] = _body(posted)
    return made


def _found(endpoint: Endpoint, *, is_kept: bool) -> dict[str, Any]:
    content: dict[str, Any] = {JSON: {"schema": _shaped(endpoint.shape)}}
    if endpoint.line is not None:
        content[JSON_LINES] = {
            "schema": {"type": "string", "description": "An object a line, the summary last."},
            "x-line-schema": _shaped(endpoint.line),
        }
    tag = {"ETag": {"description": "The name of the answer.", "schema": {"type": "string"}}}
    return {"description": endpoint.title, "content": content, "headers": tag if is_kept else {}}


def _part(name: str, means: str) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "maxLength": 1_000}
    return {"name": name, "in": "path", "required": True, "description": means, "schema": text}


def _parameter(one: Parameter) -> dict[str, Any]:
    values = one.schema()
    means = values.pop("description")
    if one.kind is Kind.TEXTS:
        # In an address a list is the name again for each value.
        values = values["anyOf"][1]
    return {
        "name": one.name,
        "in": "query",
        "required": one.default is REQUIRED,
        "description": means,
        "schema": _said(values),
    }


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """A text that says something: blanks alone do not."""
    if values["type"] == "array":
        return {**values, "items": _said(values["items"])}
    return {**values, "pattern": r"\S"} if values["type"] == "string" else values


def _body(posted: Posted) -> dict[str, Any]:
    members = schema(posted.parameters)
    members["properties"] = {
        name: _said(values) if "enum" not in values else values
        for name, values in members["properties"].items()
    }
    content = {JSON: {"schema": {**members, **posted.rule}}}
    text = {"type": "string", "pattern": r"\S", "description": posted.text}
    return {"required": True, "content": content | {TEXT: {"schema": text}}}


def _shaped(shape: Shape) -> Shape:
    """A shape as it is described: by its name, if it has one."""
    if name := _NAMES.get(id(shape)):
        return {"$ref": f"#/components/schemas/{name}"}
    return _members(shape)


def _members(shape: Shape) -> Shape:
    """A shape whose members may have names. Further members may come in a later version."""
    made: Shape = {}
    for key, value in shape.items():
        match key:
            case "properties":
                made[key] = {name: _shaped(member) for name, member in value.items()}
            case "items":
                made[key] = _shaped(value)
            case "anyOf":
                made[key] = [_shaped(one) for one in value]
            case "additionalProperties" if value is not False:
                made[key] = _shaped(value)
            case "additionalProperties":
                pass
            case _:
                made[key] = value
    return made
