"""Values of options as the config file has them."""

from typing import Any

import click

from searcher.safe_text import one_line


def built_in(option: click.Option) -> Any:
    """The default of an option without any settings; None if it has none."""
    if option.is_flag:
        return False
    default = option.default
    return default if isinstance(default, str | int | float) else None


def toml(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, str):
        # What JSON escapes, TOML escapes in the same way.
        import json

        return json.dumps(one_line(value), ensure_ascii=False)
    return str(value)
