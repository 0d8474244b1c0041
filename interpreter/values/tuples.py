"""System.Tuple and System.ValueTuple of any length."""

from typing import Any

from perdure.interpreter.values.base import NetObject


class Tuple(NetObject):
    """System.Tuple`n (`value_type` False) or System.ValueTuple`n: `items` and the names of their types."""

    __slots__ = ("items", "meta", "value_type", "net")
    items: tuple[Any, ...]

    def __init__(self, items: tuple[Any, ...], meta: tuple[str, ...] | None = None, value_type: bool = False) -> None:
        self.items, self.value_type = items, value_type
        self.meta = meta if meta is not None else ("System.Object",) * len(items)
        self.net = f"System.{'ValueTuple' if value_type else 'Tuple'}`{len(items)}"

    def __str__(self) -> str:
        from perdure.interpreter.convert_text import net_text

        return f"({', '.join(net_text(item) for item in self.items)})"

    def __eq__(self, other: object) -> bool:
        return type(other) is Tuple and other.value_type == self.value_type and other.items == self.items

    def __hash__(self) -> int:
        return hash(("Tuple", tuple(map(str, self.items))))
