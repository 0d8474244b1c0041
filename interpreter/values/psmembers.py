"""Members as values: what `$x.Method` without parentheses, `$x.PSObject` and `$x.PSObject.Properties` give.

Each is a view that holds its object and a name; looking members up and reading them is members.py's work, which fills
in `get` and `put`. Knows nothing of the adapters.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import Member, NetObject
from perdure.interpreter.values.collections import ListObject


class PSMethod(NetObject):
    """A .NET method group taken as a value: `group` a memberinfo.MethodGroup, `target` the object or the type."""

    __slots__ = ("target", "group", "name")
    net = "System.Management.Automation.PSMethod"

    def __init__(self, target: Any, group: Any, name: str) -> None:
        self.target, self.group, self.name = target, group, name


class PSMemberSet(NetObject):
    """`$x.PSObject`: the view of an object's members."""

    __slots__ = ("target",)
    net = "System.Management.Automation.PSMemberSet"

    def __init__(self, target: Any) -> None:
        self.target = target


class MemberView(NetObject):
    """One member of an object, or one made by a script (`[psnoteproperty]::new`) and not yet added anywhere.

    `kind` is its member type (NoteProperty, Property, ScriptMethod ...), `get()` and `put(value)` reach the object.
    """

    __slots__ = ("name", "kind", "get", "put", "member", "type_name", "target")

    def __init__(
        self, name: str, kind: str, get: Callable[[], Any], put: Callable[[Any], None] | None = None,
        member: Member | None = None, type_name: str | None = None, target: Any = None,
    ) -> None:  # fmt: skip
        self.name, self.kind, self.get, self.put = name, kind, get, put
        self.member = member
        self.type_name = type_name
        self.target = target

    @property
    def net_type(self) -> Any:
        return find_type("System.Management.Automation." + VIEW_TYPES.get(self.kind, "PSProperty"))


VIEW_TYPES = {
    "NoteProperty": "PSNoteProperty",
    "Property": "PSProperty",
    "AliasProperty": "PSAliasProperty",
    "ScriptProperty": "PSScriptProperty",
    "CodeProperty": "PSCodeProperty",
    "ParameterizedProperty": "PSParameterizedProperty",
    "Method": "PSMethod",
    "ScriptMethod": "PSScriptMethod",
    "CodeMethod": "PSCodeMethod",
    "PropertySet": "PSPropertySet",
    "MemberSet": "PSMemberSet",
}


class MemberCollection(NetObject):
    """`$x.PSObject.Properties`, `.Methods`, `.Members`: `views()` makes the members anew at every look."""

    __slots__ = ("target", "which", "views")
    net = "System.Management.Automation.PSMemberInfoIntegratingCollection`1"

    def __init__(self, target: Any, which: str, views: Callable[[], list[MemberView]]) -> None:
        self.target, self.which, self.views = target, which, views

    @property
    def meta(self) -> tuple[str, ...]:
        name = {"Properties": "PSPropertyInfo", "Methods": "PSMethodInfo"}.get(self.which, "PSMemberInfo")
        return ("System.Management.Automation." + name,)

    def net_enumerate(self) -> Iterable[MemberView]:
        return self.views()


class TypeNameList(ListObject):
    """`$x.PSObject.TypeNames`: every change goes back to the object through `store`."""

    __slots__ = ("store", "counted")
    net = "System.Collections.ObjectModel.Collection`1"

    def __init__(self, items: Iterable[Any], store: Callable[[list[Any]], None]) -> None:
        self.store = store
        self.counted = -1
        super().__init__(items, ("System.String",))

    @property
    def version(self) -> int:
        return self.counted

    @version.setter
    def version(self, value: int) -> None:
        self.counted = value
        if value > 0:
            self.store(list(self.items))
