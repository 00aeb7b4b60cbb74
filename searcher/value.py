"""A base class of immutable values with named fields, faster to import than a dataclass.

`dataclass` compiles the methods of each class when its module is imported. This takes 0.7 ms per
class, and the trees of a search have two dozen classes.
"""

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """An immutable value. Two values are equal if their classes and fields are.

    The annotations of the class are its fields, in the order of the arguments. The field `place`
    is the place of something in the search. It is for messages and is not compared.
    """

    __match_args__: ClassVar[tuple[str, ...]] = ()
    #: Returns the fields that are compared. Trees are compared and hashed often.
    _values: ClassVar[Callable[[object], object]] = type

    def __init_subclass__(cls) -> None:
        cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc]
        if compared := [name for name in cls.__match_args__ if name != "place"]:
            cls._values = attrgetter(*compared)

    def __init__(self, *given: Any, **named: Any) -> None:
        names = self.__match_args__
        if named or len(given) != len(names):
            fields = dict(zip(names, given, strict=False)) | named
            missing = [name for name in names if name not in fields and not hasattr(self, name)]
            if missing or len(given) > len(names) or fields.keys() - names:
                raise TypeError(f"{type(self).__name__} has the fields {names}")
            self.__dict__.update(fields)
        else:
            self.__dict__.update(zip(names, given, strict=True))

    def replaced(self, **changed: Any) -> Self:
        """The same value with some of its fields changed."""
        return type(self)(**{name: getattr(self, name) for name in self.__match_args__} | changed)

    def __getstate__(self) -> dict[str, Any]:
        # The hash of a text is different in another process.
        return {name: value for name, value in self.__dict__.items() if name != "_hash"}

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return type(other) is type(self) and self._compared() == other._compared()

    def __hash__(self) -> int:
        known: int | None = self.__dict__.get("_hash")
        if known is None:
            known = hash((type(self).__name__, *self._compared()))
            # A tree is often looked up in dictionaries, and its hash needs those of all its parts.
            self.__dict__["_hash"] = known
        return known

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"

    def _repr_html_(self) -> str | None:
        """What Jupyter shows of the value in place of its `repr`; None for the `repr`.

        The output knows the values, and these know no output: it is looked up when it is needed.
        """
        html: str | None = import_module("searcher.output.notebook").html(self)
        return html

    def _compared(self: Self) -> tuple[Any, ...]:
        return (type(self)._values(self),)
