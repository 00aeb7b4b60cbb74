"""Data as a script: a page that was opened from a disk may load scripts, and nothing else."""

import json
from pathlib import Path


def write(folder: Path, name: str, data: object) -> int:
    """Write data as a script that gives it to the search; the size of the file in bytes.

    Args:
        folder: where the file is written.
        name: its name without the suffix; the search asks for the data by it.
        data: values of JSON.
    """
    # U+2028 ends a line in old scripts; `<` could end the element that a script stands in.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    content = f"searcherData({json.dumps(name)},{text});\n".encode(errors="replace")
    (folder / f"{name}.js").write_bytes(content)
    return len(content)
