"""Values with named fields, as frozen dataclasses are, for classes made at every start.

`dataclass` writes and compiles the methods of a class whenever its module is
imported: 0.7 ms a class, and the trees of a search have two dozen of them.
"""

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """Named fields, given in their order or by name; equal where class and fields are.

    The fields are the annotations of the class. The field `place` says where
    something was typed: it is for messages, and is not compared.
    """

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc]

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
        # Another process hashes text differently.
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
            # A tree is looked up many times in what a search knows, with all of its parts.
            self.__dict__["_hash"] = known
        return known

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({fields})"

    def _compared(self: Self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__ if name != "place")
