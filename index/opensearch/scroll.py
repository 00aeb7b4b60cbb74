"""All documents that match a query, read page by page from one state of an index."""

from collections.abc import Iterator, Sequence
from typing import Any

from index.opensearch.client import Client

#: The documents of a page.
PAGE = 5_000
#: How long the cluster keeps the state between two pages.
_KEPT = "2m"


def scrolled(
    client: Client,
    index: str,
    query: dict[str, Any],
    *,
    fields: Sequence[str] | None = None,
    page: int = PAGE,
    sort: str = "_doc",
) -> Iterator[dict[str, Any]]:
    """The documents that match a query, each as a hit.

    Args:
        client: of the cluster.
        index: its name.
        query: what they match.
        fields: the fields that are read; None for all.
        page: how many are read at once.
        sort: a field by which they are sorted; the order of the index is fastest.

    Raises:
        ClusterProblem: a page cannot be read whole.
    """
    opened = client.request(
        "POST", f"/{index}/_search/point_in_time", keep_alive=_KEPT,
        allow_partial_pit_creation="false",
    )  # fmt: skip
    point = opened["pit_id"]
    after: list[Any] | None = None
    try:
        while True:
            body: dict[str, Any] = {
                "query": query,
                "size": page,
                "pit": {"id": point, "keep_alive": _KEPT},
                "sort": [{sort: "asc"}],
                "track_total_hits": False,
            }
            if fields is not None:
                body["_source"] = list(fields)
            if after is not None:
                body["search_after"] = after
            answer = client.request("POST", "/_search", body, allow_partial_search_results="false")
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < page:
                return
            after = hits[-1]["sort"]
    finally:
        client.request("DELETE", "/_search/point_in_time", {"pit_id": [point]}, ignore=(404,))
