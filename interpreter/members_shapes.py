"""Which values share their members by name: the keys of the quick tables in members_*.py.

Most Python classes stand for one .NET type, so the class is the key; a typed list's or an enum's type hangs on an
attribute, so class and attribute are. Values that answer by their content (XML) or carry members of their own as a rule
(PSCustomObject, PSObject) have no key. Members that were added to one object, and the session's type data, are for the
tables' users to ask about.
"""

from types import MemberDescriptorType
from typing import Any

from perdure.interpreter.typesys import NetType, of_script, own_type, type_of
from perdure.interpreter.values.base import PSCustomObject, PSObject
from perdure.interpreter.values.collections import Grid, TypedArray

# class -> the attribute that its values' type hangs on; filled as such values are met
VARIES: dict[type, str] = {}
_ASKED: frozenset[type] = frozenset([PSCustomObject, PSObject, Grid])
LIMIT = 5000  # entries of a table: a script that makes ever new types must not fill the memory


def shape_of(value: Any) -> Any:
    """Gives a value's key; None where every value must be asked."""
    cls = type(value)
    varies = VARIES.get(cls)
    if varies is None:
        if cls in _ASKED or hasattr(cls, "net_member"):
            return None
        type_of(value)  # so that own_type knows the class
        if own_type(cls) is not None or isinstance(cls.__dict__.get("net_type"), NetType):
            return cls
        varies = _attribute(cls)
        if varies is None:
            return None
        VARIES[cls] = varies
    key = (cls, getattr(value, varies))
    if isinstance(key[1], NetType) or key in _KNOWN:
        return key
    if not isinstance(key[1], (str, tuple)) or of_script(type_of(value)):
        return None
    if len(_KNOWN) < LIMIT:
        _KNOWN.add(key)
    return key


_KNOWN: set[Any] = set()  # keys that name no script's type


def _attribute(cls: type) -> str | None:
    """Gives the attribute that tells the type of such values; None where there is no plain one."""
    if cls is TypedArray:
        return "element"
    if type(getattr(cls, "net_type", None)) in (MemberDescriptorType, property):
        return "net_type"
    return (
        "meta"
        if "`" in str(getattr(cls, "net", "")) and hasattr(cls, "meta") and not hasattr(cls, "net_type")
        else None
    )
