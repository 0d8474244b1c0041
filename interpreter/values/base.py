"""What all values share: the 'no output' value, the base of .NET-like objects, extended members and their kinds.

A value is a Python object. Python's own types carry the common ones (int Int32, float Double, str String, bool, None
$null, list Object[]); everything else is a class derived from NetObject whose `net` names its .NET type. Knows nothing
of conversion, members' lookup or output.
"""

from collections.abc import Callable
from typing import Any


class _Nothing:
    """'No output' (AutomationNull.Value): $null to scripts, but a pipeline gets no object from it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOTHING"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "NOTHING"


NOTHING = _Nothing()


class NetObject:
    """The base of every .NET-like reference object. `ext` holds members added to this very object (see `Member`)."""

    __slots__ = ("ext", "__weakref__")
    net: str = "System.Object"  # full .NET type name; a NetType finds its members by it
    ext: dict[str, "Member"] | None

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        self = _new(cls)
        self.ext = None
        return self


_new: Any = object.__new__  # not by super(): every object of a script is made here
HIDDEN = "hidden"
SCRIPT_METHODS: set[str] = (
    set()
)  # lower-case names of methods that script code answers, of classes and of added members


class Member:
    """A member of an object: `kind` is NoteProperty, ScriptProperty, AliasProperty, ScriptMethod, CodeProperty ...

    NoteProperty: `value` is the value. ScriptProperty: `value` the getter script block, `second` the setter or None.
    AliasProperty: `value` the referenced name, `second` a type name or None. ScriptMethod: `value` a script block.
    CodeProperty: `value` a Python callable(object) -> value. PropertySet: `value` a list of names. A NoteProperty whose
    `second` is HIDDEN can be read but is listed nowhere.
    """

    __slots__ = ("name", "kind", "value", "second")

    def __init__(self, name: str, kind: str, value: Any, second: Any = None) -> None:
        self.name, self.kind, self.value, self.second = name, kind, value, second
        if kind == "ScriptMethod":
            SCRIPT_METHODS.add(name.lower())

    def __repr__(self) -> str:
        return f"Member({self.name!r}, {self.kind}, {self.value!r})"


class PSCustomObject(NetObject):
    """System.Management.Automation.PSCustomObject: `props` maps names (case as written) to values, in order.

    A prop that is no plain note property holds a Member (so a value must never be a bare Member). `type_names` are the
    names inserted before the standard ones (PSTypeNames), most specific first.
    """

    __slots__ = ("props", "type_names")
    net = "System.Management.Automation.PSCustomObject"
    props: dict[str, Any]
    type_names: list[str] | None

    def __init__(self, props: dict[str, Any] | None = None, type_names: list[str] | None = None) -> None:
        self.props = {} if props is None else props
        self.type_names = type_names

    def key_of(self, name: str) -> str | None:
        """Gives the property's name as it is stored, found without regard to case; None where there is none."""
        props = self.props
        if name in props:
            return name
        low = name.lower()
        for key in props:
            if key.lower() == low:
                return key
        return None


class PSObject(NetObject):
    """A wrapper that carries added members or type names for a value that can't hold them itself (a string, a number,
    an array). Operators and conversions look through it: `unwrap`.
    """

    __slots__ = ("base", "type_names")
    net = "System.Management.Automation.PSObject"
    base: Any
    type_names: list[str] | None

    def __init__(self, base: Any, type_names: list[str] | None = None) -> None:
        self.base = base
        self.type_names = type_names


def unwrap(value: Any) -> Any:
    """Gives what a PSObject wraps; any other value itself; None for 'no output'."""
    if type(value) is PSObject:
        return value.base
    return None if value is NOTHING else value


class NullString(NetObject):
    """[NullString]::Value: given for a string parameter it is null, where $null would be the empty string."""

    __slots__ = ()
    net = "System.Management.Automation.Language.NullString"

    def __str__(self) -> str:
        return ""


NULL_STRING = NullString()


class Reference(NetObject):
    """[ref]: gets and sets a variable (or holds a value of its own when made by `[ref] 5`)."""

    __slots__ = ("get", "set")
    net = "System.Management.Automation.PSReference"

    def __init__(self, get: Callable[[], Any], set_: Callable[[Any], None]) -> None:
        self.get, self.set = get, set_
