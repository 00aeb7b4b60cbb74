"""An option that this command does not have, and another one has."""

import click

#: So many commands are named.
_MOST = 2


def commands_with(option: str) -> str:
    """Which other commands have an option, as the end of a message; empty if none has.

    Args:
        option: the option as it was typed, such as `--plot`.
    """
    context = click.get_current_context(silent=True)
    group = context.find_root().command if context else None
    if context is None or not isinstance(group, click.Group):
        return ""
    having = [
        name
        for name in group.list_commands(context)
        if (command := group.get_command(context, name))
        and command is not context.command
        and any(option in param.opts for param in command.params)
    ]
    if not having:
        return ""
    others = ", ".join(f"searcher {name}" for name in having[:_MOST])
    if len(having) > _MOST:
        others += f" and {len(having) - _MOST} more"
    verb = "has" if len(having) == 1 else "have"
    return f"there is no option {option} in {context.command_path}; {others} {verb} it"
