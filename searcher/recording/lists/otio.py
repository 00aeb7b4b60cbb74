"""A timeline for OpenTimelineIO: https://opentimelineio.readthedocs.io/en/latest/tutorials/otio-serialized-schema.html."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from searcher.recording.stretch import Stretch

#: Times are whole thousandths of a second.
RATE = 1000.0


def files(stretches: Sequence[Stretch]) -> Iterator[tuple[str, str]]:
    """One timeline with one track of clips."""
    track = {
        "OTIO_SCHEMA": "Track.1",
        "name": "Quotes",
        "kind": "Audio",
        "children": [*map(_clip, stretches)],
    }
    timeline = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": "Quotes",
        "tracks": {"OTIO_SCHEMA": "Stack.1", "name": "tracks", "children": [track]},
    }
    yield "quotes.otio", json.dumps(timeline, ensure_ascii=False, indent=1) + "\n"


def _clip(stretch: Stretch) -> dict[str, Any]:
    path = stretch.recording.path
    target = stretch.recording.address if path is None else path.absolute().as_uri()
    return {
        "OTIO_SCHEMA": "Clip.2",
        "name": stretch.name,
        "source_range": {
            "OTIO_SCHEMA": "TimeRange.1",
            "start_time": _time(stretch.start),
            "duration": _time(stretch.end - stretch.start),
        },
        "media_references": {
            "DEFAULT_MEDIA": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": target}
        },
        "active_media_reference_key": "DEFAULT_MEDIA",
        "metadata": {
            "searcher": {
                "program": stretch.program.id,
                "turn": stretch.turn.number,
                "speaker": stretch.turn.speaker,
                "text": stretch.turn.text,
            }
        },
    }


def _time(seconds: float) -> dict[str, Any]:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": RATE, "value": float(round(seconds * RATE))}
