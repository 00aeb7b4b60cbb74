"""`make opensearch`: a cluster in the foreground, until Ctrl-C.

python -m tests.opensearch --nodes 3 --snapshots FOLDER
"""

import argparse
import signal
import sys
from pathlib import Path

from tests.opensearch.cluster import MOST_NODES, Cluster
from tests.opensearch.errors import ClusterError


def main() -> int:
    """Run a cluster; the exit status: 0 when it was stopped, 2 if it could not be started."""
    parser = argparse.ArgumentParser(prog="make opensearch", description="A cluster, until Ctrl-C.")
    parser.add_argument("--nodes", type=int, default=1, help=f"how many, 1 to {MOST_NODES}")
    parser.add_argument("--port", type=int, default=9200, help="of the first node; 0: a free one")
    parser.add_argument("--snapshots", type=Path, help="a folder for repositories of snapshots")
    parser.add_argument("--stock", action="store_true", help="without the plugin of this project")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP):
        # As Ctrl-C, also while the nodes are started: what is open is closed on the way out.
        signal.signal(number, signal.default_int_handler)
    snapshots = options.snapshots and options.snapshots.resolve()
    try:
        print("Starting OpenSearch; this takes about half a minute.", file=sys.stderr)
        with Cluster(
            options.nodes, plugin=not options.stock, port=options.port, snapshots=snapshots
        ) as cluster:
            hosts = ",".join(url.removeprefix("http://") for url in cluster.urls)
            print(f"--engine opensearch+http://{hosts}/NAME", flush=True)
            pids = ", ".join(map(str, cluster.pids))
            print(f"Processes {pids}. Ctrl-C stops it.", file=sys.stderr)
            print(f"Snapshots may be in {cluster.snapshots}.", file=sys.stderr)
            cluster.watch(lambda line: print(line, file=sys.stderr, flush=True))
    except KeyboardInterrupt:
        return 0
    except ClusterError as error:
        print(f"make opensearch: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
