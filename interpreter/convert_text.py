"""Values to text: .NET's ToString() (`net_text`) and PowerShell's own conversion (`text`), which strings are built by.

They differ for numbers (15 digits), sequences (joined by $OFS), custom objects (@{a=1}) and types ([int] is `int`).
"""

from decimal import Decimal
from typing import Any

from perdure.interpreter.number_format import decimal_text, default_text, double_g15, single_text
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.numbers import Single


def net_text(value: Any) -> str:
    """Gives what the .NET method ToString() gives, without arguments."""
    if type(value) is PSObject:
        value = value.base
    if value is None or value is NOTHING:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, (int, float, Decimal)):
        return default_text(value)
    if isinstance(value, list):
        return type_of(value).name
    if isinstance(value, PSCustomObject):
        return ""
    return _object_text(value)


def _object_text(value: Any) -> str:
    if isinstance(value, ScriptBlock):
        return value.text()
    if isinstance(value, NetType):
        return value.name
    net_type = type_of(value)
    own: Any = type(value).__str__
    if own is not object.__str__ and net_type.assembly != "script":
        return str(value)
    declared = declared_method(net_type, "tostring", 0)
    if declared is not None:
        return str(declared(value))
    if own is not object.__str__:
        return str(value)
    kind = type(value).__name__
    if kind == "ErrorRecord":
        return str(value.message)
    if kind == "NetException":
        return _exception_text(value)
    if kind == "PSMethod":
        from perdure.interpreter.members_list import method_signatures

        return ", ".join(method_signatures(value, value.name))
    return net_type.name


def declared_method(net_type: NetType, low: str, count: int) -> Any:
    """Gives the method that a type declares with so many parameters, None where only System.Object has it."""
    from perdure.interpreter.memberinfo import MethodGroup, find_instance

    group = find_instance(net_type, low)
    for over in group.overloads if isinstance(group, MethodGroup) else ():
        if len(over.params) == count and over.owner.name != "System.Object":
            return over.call
    return None


def _exception_text(value: Any) -> str:
    head = f"{value.type_name}: {value.message}" if value.message else str(value.type_name)
    if value.inner is not None:
        head += f"\n ---> {_exception_text(value.inner)}\n   --- End of inner exception stack trace ---"
    return head + ("\n" + value.stack if value.stack else "")


def type_name_of(value: Any) -> str:
    """Gives the first of a value's type names, as error messages say it."""
    if value is None:
        return "null"
    names = getattr(value, "type_names", None)
    if names:
        return str(names[0])
    return type_of(value).name


def text(value: Any, ofs: str = " ", recurse: bool = True) -> str:
    """Gives a value as PowerShell puts it into a string; inside of sequences and objects nothing is taken apart."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return repr(value)
    if kind is float:
        return double_g15(value)
    if kind is Char:
        return str(value)
    if kind is Single:
        return single_text(value, 7)
    if kind is Decimal:
        return decimal_text(value)
    if value is None or value is NOTHING:
        return ""
    if isinstance(value, NetObject):
        if value.ext is not None:
            own = _own_method(value)
            if own is not None:
                return own
        if isinstance(value, PSObject):
            return text(value.base, ofs, recurse)
        if isinstance(value, PSCustomObject):
            return _custom_object(value) if recurse else ""
        if isinstance(value, NetType):
            return _type_text(value)
    if recurse:
        items = enumerate_value(value)
        if items is not None:
            return ofs.join([text(item, ofs, False) for item in items])
    return net_text(value)


def _own_method(value: Any) -> str | None:
    """Gives the text that a deserialized object came with, or what an added ToString script method gives."""
    stored = value.ext.get("\0text")
    if stored is not None:
        return str(stored.value)
    for member in value.ext.values():
        if member.name.lower() == "tostring" and member.kind == "ScriptMethod":
            from perdure.interpreter.members import invoke

            return text(invoke(value, "ToString", []), " ", False)
    return None


def _custom_object(value: PSCustomObject) -> str:
    if not value.props:
        return ""
    parts = []
    for name, prop in value.props.items():
        if type(prop) is Member:
            from perdure.interpreter.members import get

            prop = get(value, name)
        parts.append(f"{name}={text(prop, ' ', False)}")
    return "@{" + "; ".join(parts) + "}"


def _type_text(value: NetType) -> str:
    from perdure.interpreter.type_names import display_name

    return str(display_name(value))
