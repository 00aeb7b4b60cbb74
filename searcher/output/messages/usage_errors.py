"""An error in the use of the command, such as a wrong option, as one line."""

import re

import click

_EXTRA = re.compile(r"Got unexpected extra arguments? \((?P<words>.*)\)", re.DOTALL)
_NOT_A_NUMBER = re.compile(
    r"(?P<value>'.*'|-?[\d.]+(?:e[+-]?\d+)?|-?inf|nan) is not (?:.* range|a valid)\b", re.DOTALL
)


def line(error: click.ClickException) -> str:
    """The option or the argument, what is wrong with it, and the next step."""
    message = " ".join((_message(error).rstrip("."), *getattr(error, "__notes__", ())))
    context = getattr(error, "ctx", None)
    if not isinstance(error, click.UsageError) or context is None:
        return message
    end = "" if message.endswith("?") else "."
    return f"{message}{end} See {context.command_path} --help"


def _message(error: click.ClickException) -> str:
    match error:
        case click.exceptions.NoArgsIsHelpError() | click.UsageError(message="Missing command."):
            return _command_is_missing(error)
        case click.NoSuchOption():
            return _unknown_option(error)
        case click.MissingParameter(param=param) if param is not None:
            name = param.make_metavar(error.ctx) if error.ctx else param.human_readable_name
            name = name.strip("[]") if name.startswith("[") else name
            # The value of an option has a name of its own, which nobody types.
            typed = f"{_name(param, error.ctx)} " if isinstance(param, click.Option) else ""
            return f"{typed}{name} is missing"
        case click.BadParameter(param=param):
            name = str(error.param_hint or (_name(param, error.ctx) if param else ""))
            return f"{name}: {_reason(error.message, param)}".lstrip(": ")
        case click.BadOptionUsage():
            reason = re.sub(r"^Option '[^']*' ", "", error.message)
            return f"{error.option_name}: {reason}"
    message = error.format_message()
    if match := _EXTRA.match(message):
        command = (
            error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        )
        return f"{command or 'the command'} takes no more words: {match['words']}"
    # An argument (`QUOTE`) keeps its capitals.
    return message if message[1:2].isupper() else message[:1].lower() + message[1:]


def _command_is_missing(error: click.UsageError) -> str:
    """Which commands there are; click's own message may be the whole help."""
    context = error.ctx
    if context is None or not isinstance(context.command, click.Group):
        return "a command is missing"
    names = context.command.list_commands(context)
    return f"{context.command_path} needs a command: {', '.join(names)}"


def _unknown_option(error: click.NoSuchOption) -> str:
    # Click's own message begins with "No such option".
    if not error.message.startswith("No such option"):
        return error.message
    near = error.possibilities or ()
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"there is no option {error.option_name}{hint}"


def _name(param: click.Parameter, context: click.Context | None) -> str:
    """The option as it is typed in full, or the argument as the help shows it."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(context) if context else param.human_readable_name


def _reason(message: str, param: click.Parameter | None) -> str:
    """What is wrong with a value, without click's notation of ranges."""
    if param is None or not isinstance(param.type, click.IntRange | click.FloatRange):
        return message
    match = _NOT_A_NUMBER.match(message)
    if match is None:
        return message
    low, high = param.type.min, param.type.max
    limits = f"of {low:,} or more" if high is None else f"from {low:,} to {high:,}"
    whole = "whole " if isinstance(param.type, click.IntRange) else ""
    return f"it must be a {whole}number {limits}, not {match['value']}"
