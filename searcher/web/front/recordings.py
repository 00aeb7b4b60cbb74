"""Recordings, which a reader has found and the process that listens sends, with ranges."""

import os
import stat
from collections.abc import Mapping

from starlette.responses import FileResponse

from searcher.web.exchange.answer import FILE


def recording(headers: Mapping[str, str]) -> FileResponse:
    """The file that an answer names.

    The reader has resolved its links. Who has put another one there since gets nothing.

    Args:
        headers: those of the answer.

    Raises:
        OSError: it is not there any more.
    """
    path = headers[FILE]
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode) or os.path.realpath(path) != path:
        raise FileNotFoundError(path)
    return FileResponse(path, media_type=headers["content-type"], stat_result=found)
