"""What all nodes have in common: slots, freezing, walking; and the decorator that makes a class a node.

A node is an attrs class in all that its users see (`attrs.fields`, `attrs.evolve`, frozen, slotted, keywords). attrs itself
is loaded when it is first asked of, and a class's `__init__` is compiled when its first node is made: a script that comes
from the cache starts 25 ms sooner for it (docs/adr/0003-nodes-are-lazy-attrs-classes.md). Serves ast.py.
"""

from collections.abc import Iterator
from typing import Any, TypeVar, dataclass_transform

from perdure.grammar.source import Span

C = TypeVar("C")


class Fields:
    """The class attribute by which attrs knows its classes, made when it is first asked for."""

    def __get__(self, instance: Any, owner: type) -> Any:
        """Gives attrs' description of a class's fields."""
        if not owner.__dict__.get("__slots__"):
            raise AttributeError("__attrs_attrs__")
        import attrs

        made = attrs.make_class(
            owner.__name__, {name: attrs.field() for name in owner.__dict__["__slots__"]}, frozen=True, slots=True
        )
        owner.__attrs_attrs__ = attrs.fields(made)  # type: ignore[attr-defined]
        return owner.__attrs_attrs__  # type: ignore[attr-defined]


class Node:
    """The base of all nodes."""

    __slots__ = ()
    __attrs_attrs__ = Fields()
    span: Span

    def __init__(self, *values: Any, **named: Any) -> None:
        compile_init(type(self))
        self.__init__(*values, **named)  # type: ignore[misc]

    def __setattr__(self, name: str, value: Any) -> None:
        from attrs.exceptions import FrozenInstanceError

        raise FrozenInstanceError

    def __delattr__(self, name: str) -> None:
        from attrs.exceptions import FrozenInstanceError

        raise FrozenInstanceError

    def __reduce__(self) -> Any:
        return type(self), tuple(getattr(self, name) for name in self.fields())

    def __repr__(self) -> str:
        inner = ", ".join(f"{n}={getattr(self, n)!r}" for n in self.fields() if n != "span")
        return f"{type(self).__name__}({inner})"

    def fields(self) -> tuple[str, ...]:
        """Gives the names of the node's fields, `span` last."""
        return type(self).__slots__

    def children(self) -> Iterator["Node"]:
        """Gives the nodes right below this one, in the order of the text."""
        for name in self.fields():
            if name != "span":
                yield from nodes_in(getattr(self, name))

    def walk(self) -> Iterator["Node"]:
        """Gives this node and all below it, parents first, in the order of the text."""
        stack: list[Node] = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(reversed(list(here.children())))


def nodes_in(value: Any) -> Iterator[Node]:
    """Gives the nodes that a field holds."""
    if isinstance(value, Node):
        yield value
    elif type(value) is tuple:
        for item in value:
            yield from nodes_in(item)


@dataclass_transform(frozen_default=True, eq_default=False)
def node(cls: type[C]) -> type[C]:
    """Makes a class a node: slotted, frozen, equal only to itself; its fields are its annotated names, in order."""
    names = tuple(cls.__annotations__)
    space = {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")}
    space["__slots__"] = space["__match_args__"] = names
    return type(cls.__name__, cls.__bases__, space)


def compile_init(cls: type) -> None:
    """Gives a class the `__init__` that sets its fields."""
    names = cls.__dict__["__slots__"]
    setters = {f"_{name}": cls.__dict__[name].__set__ for name in names}
    lines = [f"def __init__(self, {', '.join(names)}):", *(f"    _{name}(self, {name})" for name in names)]
    exec("\n".join(lines), setters)  # noqa: S102 - the names are those of ast.py
    cls.__init__ = setters["__init__"]  # type: ignore[misc]
