"""Objects as the XML of ConvertTo-Xml: `<Object>` with `<Property>`s, types as attributes."""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.members_list import properties_of, property_value
from perdure.interpreter.type_names import full_name
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import NetObject, PSCustomObject, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.timespan import TimeSpan
from perdure.interpreter.xml_write import escape_attribute, escape_text

PLAIN: tuple[type, ...] = (str, int, float, DateTime, TimeSpan, Guid, EnumValue)


class Objects:
    """Writes objects; `depth` levels of them keep their properties, `types` says whether types are named."""

    def __init__(self, depth: int, types: bool, scope: Any) -> None:
        self.depth, self.types, self.scope = depth, types, scope

    def object(self, value: Any, level: int) -> list[str]:
        """Gives the lines of one object."""
        return self.element("Object", None, value, level, self.depth)

    def element(self, tag: str, name: str | None, value: Any, level: int, depth: int) -> list[str]:
        """Gives the lines of one element."""
        plain = unwrap(value)
        before = "  " * level
        head = f"<{tag}" + ("" if name is None else f' Name="{escape_attribute(name)}"') + self.type_text(plain)
        if plain is None:
            return [f"{before}{head} />"]
        inside = self.inside(value, plain, level + 1, depth)
        if inside is None:
            text = escape_text(to_string(value) if not isinstance(plain, PSCustomObject) else net_or_text(value))
            return [f"{before}{head}>{text}</{tag}>" if text else f"{before}{head}></{tag}>"]
        if not inside:
            return [f"{before}{head} />"]
        return [f"{before}{head}>", *inside, f"{before}</{tag}>"]

    def type_text(self, plain: Any) -> str:
        """Gives the attribute that names the type."""
        if not self.types:
            return ""
        kind = "System.Object" if plain is None else full_name(type_of(plain))
        return f' Type="{escape_attribute(kind)}"'

    def inside(self, value: Any, plain: Any, level: int, depth: int) -> list[str] | None:
        """Gives the lines of what an object holds; None for one that is text."""
        if isinstance(plain, PLAIN) or not isinstance(plain, NetObject | list):
            return None
        if isinstance(plain, Dictionary):
            lines: list[str] = []
            for key, item in plain.items():
                lines += self.element("Property", "Key", key, level, depth - 1)
                lines += self.element("Property", "Value", item, level, depth - 1)
            return lines
        items = enumerate_value(plain)
        if items is not None:
            return [line for item in items for line in self.element("Property", None, item, level, depth - 1)]
        if depth <= 0:
            return None
        lines = []
        for entry in properties_of(value, self.scope):
            try:
                held = property_value(value, entry, self.scope)
            except Exception:  # noqa: BLE001 - a getter that fails gives an empty property, as PowerShell writes it
                held = None
            lines += self.element("Property", entry.name, held, level, depth - 1)
        return lines


def net_or_text(value: Any) -> str:
    """Gives a custom object's text beyond the depth."""
    return to_string(value) or net_text(value)
