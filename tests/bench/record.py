"""A run as it is kept: figures, date, versions and the kind of machine, as JSON."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.bench import sqlite_utils_peer
from tests.bench.measure import Row
from tests.bench.turns import Corpus
from tests.bench.web import servers

RESULTS = Path(__file__).parent / "results"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Record:
    """What a run found out.

    Attributes:
        date: when it ended, ISO 8601.
        versions: of the engines and of what they stand on.
        machine: what kind it is: cores, memory, CPU; nothing that tells which one.
        corpus: its name, and how much it holds.
        rows: the figures.
    """

    date: str
    versions: dict[str, str]
    machine: dict[str, Any]
    corpus: dict[str, Any]
    rows: tuple[Row, ...]

    def as_json(self) -> str:
        """The record as JSON text."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"

    def write(self, folder: Path = RESULTS) -> Path:
        """Keep the record under its date; a second one of a day replaces the first."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.date[:10]}.json"
        path.write_text(self.as_json(), "utf-8")
        return path


def record(corpus: Corpus, engines: dict[str, str], rows: list[Row]) -> Record:
    """The record of a run that ends now."""
    held = {
        "name": corpus.name,
        "programs": corpus.program_count,
        "turns": corpus.turn_count,
        "words": corpus.word_count,
        "megabytes": round(corpus.megabytes, 1),
    }
    date = datetime.now(UTC).isoformat(timespec="seconds")
    return Record(date, _versions(engines), _machine(), held, tuple(rows))


def _versions(engines: dict[str, str]) -> dict[str, str]:
    versions = {**engines, "Python": platform.python_version()}
    versions["numpy"] = metadata.version("numpy")
    if (peer := sqlite_utils_peer.version()) is not None:
        versions["sqlite-utils"] = peer
    if (web := servers.datasette_version()) is not None:
        versions["Datasette"] = web
    return versions


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "system": platform.system(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
    }


def _cpu() -> str:
    """The model of the CPU; `platform` knows only its family on Linux."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
