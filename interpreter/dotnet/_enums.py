"""Declaring enums in one line each. Serves the tables of enums."""

from perdure.interpreter.typesys import define
from perdure.interpreter.values.enums import EnumInfo


def enums(table: dict[str, str], flags: bool = False, underlying: str = "System.Int32", assembly: str = "") -> None:
    """Declares enums: full name -> `A B=4 C` (names count up unless they say their number)."""
    for name, names in table.items():
        define(name, "System.Enum", kind="enum", data=EnumInfo(names, flags, underlying), assembly=assembly)
