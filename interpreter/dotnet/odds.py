"""Small types that scripts name now and then: WeakReference`1, EventArgs, HashCode, ReadOnlyDictionary, ExceptionDispatchInfo ..."""

from typing import Any

from perdure.interpreter.dotnet._compare import hash_code
from perdure.interpreter.dotnet._enums import enums
from perdure.interpreter.dotnet._faults import null, unsupported
from perdure.interpreter.dotnet._items import meta_of
from perdure.interpreter.dotnet.dictionaries import TYPED
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject, Reference
from perdure.interpreter.values.generic import GenericDictionary

enums({
    "System.ConsoleKey": (
        "None=0 Backspace=8 Tab=9 Clear=12 Enter=13 Pause=19 Escape=27 Spacebar=32 PageUp PageDown End Home LeftArrow UpArrow "
        "RightArrow DownArrow Select Print Execute PrintScreen Insert Delete Help D0=48 D1 D2 D3 D4 D5 D6 D7 D8 D9 A=65 B C D E F "
        "G H I J K L M N O P Q R S T U V W X Y Z LeftWindows RightWindows Applications Sleep=95 NumPad0 NumPad1 NumPad2 NumPad3 "
        "NumPad4 NumPad5 NumPad6 NumPad7 NumPad8 NumPad9 Multiply Add Separator Subtract Decimal Divide F1 F2 F3 F4 F5 F6 F7 F8 "
        "F9 F10 F11 F12"
    ),
    "System.Diagnostics.TraceLevel": "Off Error Warning Info Verbose",
    "System.Security.Authentication.SslProtocols": "None=0 Ssl2=12 Ssl3=48 Tls=192 Default=240 Tls11=768 Tls12=3072 Tls13=12288",
    "System.Management.Automation.ValidateRangeKind": "Positive NonNegative Negative NonPositive",
})  # fmt: skip


class TypedWeakReference(NetObject):
    """WeakReference`1; it holds its target for good, as a session's values are not collected behind its back."""

    __slots__ = ("meta", "target")
    net = "System.WeakReference`1"

    def __init__(self, meta: Any, target: Any) -> None:
        self.meta, self.target = meta, target


def try_target(w: TypedWeakReference, result: Reference) -> bool:
    result.set(w.target)
    return w.target is not None


define("System.WeakReference`1", parameters="T", members={
    "new(T target)": lambda kind, target: TypedWeakReference(meta_of(kind), target),
    "new(T target, bool trackResurrection)": lambda kind, target, _t: TypedWeakReference(meta_of(kind), target),
    "SetTarget(T target) -> void": lambda w, target: setattr(w, "target", target),
    "TryGetTarget(out T target) -> bool": try_target,
})  # fmt: skip


class EventArgs(NetObject):
    __slots__ = ()
    net = "System.EventArgs"


define(EventArgs.net, py=EventArgs, members={"new()": EventArgs, "static Empty -> System.EventArgs": EventArgs()})


def combined(_types: Any, *values: Any) -> int:
    """Gives HashCode.Combine; .NET's own numbers differ from process to process."""
    found = 17
    for value in values:
        found = (found * 31 + (0 if value is None else hash_code(value))) & 0xFFFFFFFF
    return found - 2**32 if found >= 2**31 else found


_TYPES = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"]
define("System.HashCode", "System.ValueType", kind="struct", members={
    f"static Combine<{', '.join(_TYPES[:n])}>({', '.join(f'{t} value{i + 1}' for i, t in enumerate(_TYPES[:n]))}) -> int": combined
    for n in range(1, 9)
})  # fmt: skip


class ReadOnlyMap(GenericDictionary):
    """ReadOnlyDictionary: a view of a dictionary that refuses changes."""

    __slots__ = ()
    net = "System.Collections.ObjectModel.ReadOnlyDictionary`2"


def read_only(kind: Any, source: Any) -> ReadOnlyMap:
    if source is None:
        raise null("dictionary")
    made = ReadOnlyMap(meta_of(kind), source.fold)
    made.data = source.data
    return made


def refuse(*_args: Any) -> None:
    raise unsupported("Collection is read-only.")


_CHANGES = ("Add", "Remove", "Clear", "TryAdd", "set_Item", "EnsureCapacity", "TrimExcess", "new", "GetAlternate")
define(ReadOnlyMap.net, parameters="TKey TValue",
       interfaces=["System.Collections.Generic.IReadOnlyDictionary`2[TKey,TValue]", "System.Collections.IDictionary",
                   "System.Collections.ICollection", "System.Collections.IEnumerable"],
       members={
    **{k: v for k, v in TYPED.items() if not k.startswith(_CHANGES)},
    "new(System.Collections.Generic.IDictionary[TKey,TValue] dictionary)": read_only,
    "IsReadOnly -> bool": lambda d: True,
    "Add(TKey key, TValue value) -> void": refuse,
    "Remove(TKey key) -> bool": refuse,
    "Clear() -> void": refuse,
    "set_Item(TKey key, TValue value) -> void": refuse,
})  # fmt: skip


class DispatchInfo(NetObject):
    """ExceptionDispatchInfo: an exception kept to be thrown later."""

    __slots__ = ("source",)
    net = "System.Runtime.ExceptionServices.ExceptionDispatchInfo"

    def __init__(self, source: Any) -> None:
        if source is None:
            raise null("source")
        self.source = source


def throw(info: DispatchInfo) -> None:
    raise DotNetThrow(info.source)


define(DispatchInfo.net, py=DispatchInfo, members={
    f"static Capture(System.Exception source) -> {DispatchInfo.net}": DispatchInfo,
    "static Throw(System.Exception source) -> void": lambda error: throw(DispatchInfo(error)),
    "SourceException -> System.Exception": lambda i: i.source,
    "Throw() -> void": throw,
})  # fmt: skip
define("System.Runtime.CompilerServices.RuntimeHelpers", kind="static", members={
    "static GetHashCode(object o) -> int": hash_code,
    "static Equals(object o1, object o2) -> bool": lambda a, b: a is b,
})  # fmt: skip
