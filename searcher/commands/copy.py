"""`searcher copy`: an index on this machine into a cluster, without reading the files again."""

from contextlib import closing
from pathlib import Path

import click

from index.errors import after_commit
from searcher import safe_text
from searcher.commands.arguments import Command
from searcher.commands.index_options import wait_option


@click.command("copy", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("url")
@click.option("--shards", type=click.IntRange(1, 1024), default=4, show_default=True,
              help="The shards of a new index.")  # fmt: skip
@click.option("--replicas", type=click.IntRange(0, 16), default=1, show_default=True,
              help="The copies of each shard of a new index.")  # fmt: skip
@wait_option
def command(folder: Path, url: str, shards: int, replicas: int, wait: float) -> int:
    """Copy an index to an OpenSearch cluster, in place of what is there under that name.

    The files are not read again. The corrections of speakers and the synonyms are copied, too.
    Later changes are made by `searcher index --engine URL PATH`, or by copying again.

    \b
    searcher copy my-index opensearch+https://search-1:9200/hansard
    """  # noqa: D301 - click prints the lines after \b as they are
    # `--help` starts without the engine.
    from index.opensearch.address import refuse_without_client

    refuse_without_client(url)
    from index.opensearch.cluster import Cluster

    with closing(Cluster.of(url, shards=shards, replicas=replicas)) as cluster:
        copied = cluster.copy(folder, wait)
        with after_commit():
            cluster.close()
            click.echo(
                f"{safe_text.counted(copied.programs, 'program')}, "
                f"{safe_text.counted(copied.turns, 'turn')} "
                f"copied to {safe_text.one_line(str(cluster))}"
            )
            if copied.withheld:
                left_out = safe_text.counted(copied.withheld, "program")
                safe_text.warn(f"{left_out} left out: something of each may not be shown")
    return 0
