"""Conversions that need a type's members: Parse, constructors of one argument, cast operators, objects from properties.

The last steps of PowerShell's order, for types that have no rule elsewhere. NOTHING stands for 'no such way'.
"""

from decimal import Decimal
from typing import Any

from perdure.interpreter.convert import convert, to_string, try_convert
from perdure.interpreter.convert_errors import cast_error, failed, impossible
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.errors import NetException, ScriptError
from perdure.interpreter.memberinfo import (
    MethodGroup,
    Overload,
    PropertyInfo,
    find_instance,
    find_static,
    members_of,
    type_from_table,
)
from perdure.interpreter.members import construct, properties_of, property_value, set_member
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.ranks import constructor_for, is_enumerable
from perdure.interpreter.typesys import NetType, find_type, type_of
from perdure.interpreter.values.base import NOTHING, PSCustomObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import Dictionary, TypedArray
from perdure.interpreter.values.delegates import Delegate
from perdure.interpreter.values.enumerate import enumerate_value


def by_members(value: Any, net_type: NetType, cx: Any) -> Any:
    """Converts by what the type's member table offers; NOTHING where it offers nothing."""
    if type(value) is str:
        made = _by_parse(value, net_type)
        if made is not NOTHING:
            return made
    source = type_of(value)
    if constructor_for(source, net_type):
        return _guarded(value, net_type, "InvalidCastConstructorException", lambda: construct(net_type, [value]))
    made = _by_cast(value, source, net_type)
    if made is not NOTHING:
        return made
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and net_type.assembly != "script":
        made = _through_text(value, net_type, cx)
        if made is not NOTHING:
            return made
    elif isinstance(value, (bool, Char)) or source.name == "System.DateTime":
        reason = f"Invalid cast from '{source.name}' to '{net_type.name}'."
        raise failed(net_text(value), net_type.name, reason, "InvalidCastIConvertible", "System.InvalidCastException")
    elif isinstance(value, Dictionary) and _is_made_empty(net_type):
        return from_properties(value.items(), net_type)
    made = _from_sequence(value, net_type, cx)
    if made is NOTHING and isinstance(value, PSCustomObject) and _is_made_empty(net_type):
        pairs = [(entry.name, property_value(value, entry)) for entry in properties_of(value)]
        return _from_custom(value, pairs, net_type)
    return made


def _guarded(value: Any, net_type: NetType, error_id: str, make: Any) -> Any:
    """Runs a way of conversion; what it throws becomes the cast's error."""
    try:
        return make()
    except RAISED as thrown:
        inner = dotnet_exception(thrown)
    except ScriptError as error:
        inner = error.record.exception
        if inner.type_name.endswith("MethodInvocationException") and inner.inner is not None:
            inner = inner.inner
    raise failed(net_text(value), net_type.name, inner.message, error_id, inner.type_name)


def _by_parse(text: str, net_type: NetType) -> Any:
    group = find_static(net_type, "parse")
    if not isinstance(group, MethodGroup):
        return NOTHING
    with_provider = _overload(group, ("string", "iformatprovider"))
    if with_provider is not None:
        error_id = "InvalidCastParseTargetInvocationWithFormatProvider"
        return _guarded(text, net_type, error_id, lambda: with_provider.call(text, None))
    plain = _overload(group, ("string",))
    if plain is None:
        return NOTHING
    return _guarded(text, net_type, "InvalidCastParseTargetInvocation", lambda: plain.call(text))


def _overload(group: MethodGroup, wanted: tuple[str, ...]) -> Overload | None:
    for over in group.overloads:
        given = tuple(param.text.rpartition(".")[2].lower() for param in over.params)
        if given == wanted and (len(wanted) > 1 or over.required == 1):
            return over
    return None


def _by_cast(value: Any, source: NetType, net_type: NetType) -> Any:
    for owner in (net_type, source):
        for low, name in (("op_implicit", "op_Implicit"), ("op_explicit", "op_Explicit")):
            group = members_of(owner).static.get(low)
            for over in group.overloads if isinstance(group, MethodGroup) else ():
                fits = source.is_a(over.kinds()[0])
                if fits and (owner is net_type or over.returns in (net_type.name, net_type.short)):
                    call = over.call
                    error_id = "InvalidCastTargetInvocationException" + name
                    return _guarded(value, net_type, error_id, lambda call=call: call(value))
    return NOTHING


def _through_text(value: Any, net_type: NetType, cx: Any) -> Any:
    """A number goes to such types through its text, where text can be converted at all."""
    from perdure.interpreter.ranks import NONE, rank

    string = find_type("System.String")
    if string is None or net_type.element is not None or rank(string, net_type) == NONE:
        return NOTHING
    return convert(to_string(value), net_type, cx=cx)


def _is_made_empty(net_type: NetType) -> bool:
    """Tells whether a value of the type can be made without arguments."""
    if net_type.abstract:
        return False
    return net_type.kind == "struct" or any(not over.params for over in members_of(net_type).constructors)


# ---- objects from properties ---------------------------------------------------------------------------------------


def from_properties(pairs: Any, net_type: NetType) -> Any:
    """Makes an object without arguments and sets its properties (`[T]@{ Name = 'x' }`)."""
    try:
        made = construct(net_type, [])
        for key, item in pairs:
            _set(made, net_text(key), item, net_type)
    except ScriptError as error:
        raised = error.record.exception
        inner = raised.inner if raised.inner is not None else raised
        if error.record.error_id == "ObjectCreationError":
            raise
        raise creation_error(net_type, inner.message, inner) from None
    return made


def _set(made: Any, name: str, item: Any, net_type: NetType) -> None:
    if not any(entry.name.lower() == name.lower() for entry in properties_of(made)):
        shown = ", ".join(f"[{n} <{t}>]" for n, t in settable(made))
        tail = f"The settable properties are: {shown}." if shown else "There is no settable property available."
        reason = f"The property '{name}' was not found for the '{net_type.name}' object. {tail}"
        raise creation_error(net_type, reason, NetException("System.InvalidOperationException", reason))
    set_member(made, name, item)


def settable(value: Any) -> list[tuple[str, str]]:
    """Gives the names and type names of the properties that can be set."""
    found = []
    for entry in properties_of(value):
        if isinstance(entry.info, PropertyInfo):
            if entry.info.set is not None:
                found.append((entry.name, entry.info.type_name))
        elif entry.kind == "NoteProperty":
            found.append((entry.name, type_of(property_value(value, entry)).name))
    return found


def creation_error(net_type: NetType, reason: str, inner: NetException) -> ScriptError:
    """Makes the error of an object that could not be made from properties."""
    return cast_error(f'Cannot create object of type "{net_type.name}". {reason}', "ObjectCreationError", inner)


def _from_custom(value: Any, pairs: list[tuple[str, Any]], net_type: NetType) -> Any:
    try:
        return from_properties(pairs, net_type)
    except ScriptError as error:
        inner = error.record.exception.inner
        if (
            inner is not None
            and inner.inner is not None
            and inner.inner.type_name.endswith("InvalidOperationException")
        ):
            raise impossible(value, net_type.name) from None
        raise


# ---- collections from sequences ------------------------------------------------------------------------------------


def _from_sequence(value: Any, net_type: NetType, cx: Any) -> Any:
    """Makes a closed generic collection of a sequence, or of one value of its element type."""
    if net_type.abstract or len(net_type.args) != 1 or not is_enumerable(net_type):
        return NOTHING
    element = net_type.args[0]
    if not _takes_sequence(net_type):
        return NOTHING
    items = enumerate_value(value) if isinstance(value, list) else None
    if items is None:
        converted = [convert(value, element, cx=cx)]
    else:
        converted = [try_convert(item, element, cx=cx) for item in items]
        if any(item is NOTHING for item in converted):
            raise impossible(value, net_type.name)
    array = converted if element.name == "System.Object" else TypedArray(element.name, converted)
    return construct(net_type, [array])


def _takes_sequence(net_type: NetType) -> bool:
    wanted = ("IEnumerable[T]", "ICollection[T]", "IList[T]")
    return any(
        len(over.params) == 1 and over.params[0].text.rpartition("Generic.")[2] in wanted
        for over in members_of(net_type).constructors
    )


# ---- delegates -----------------------------------------------------------------------------------------------------


def method_delegate(value: Any, net_type: NetType) -> Any:
    """Makes a delegate of a .NET method reference (`[Func[string]] 'x'.ToUpper`)."""
    if type(value).__name__ != "PSMethod":
        return NOTHING
    from perdure.interpreter.members_invoke import invoke_method

    finish = result_of(net_type)

    def call(*args: Any) -> Any:
        result = invoke_method(value, list(args), None)
        return None if finish is None else finish(result)

    return Delegate(net_type, call, value)


def result_of(net_type: NetType) -> Any:
    """Gives the function that converts a result to what a delegate type returns, None where it returns nothing."""
    group = find_instance(net_type, "invoke")
    returns = group.overloads[0].returns if isinstance(group, MethodGroup) else "object"
    if returns == "void":
        return None
    wanted = type_from_table(returns or "object", net_type)
    if wanted.name == "System.Object":
        return lambda result: result
    return lambda result: convert(result, wanted)
