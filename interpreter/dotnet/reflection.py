"""System.Type as scripts see it: names, kinds, base types, and what members a type has."""

from typing import Any

from perdure.interpreter.memberinfo import MethodGroup, PropertyInfo, members_of
from perdure.interpreter.type_names import assembly_name, full_name, qualified_name, resolve_text
from perdure.interpreter.typesys import NetType, Prop, close, define, find_type, type_of
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enums import enum_value

BOOL, STRING, TYPE = "System.Boolean", "System.String", "System.Type"


PRIMITIVES = {
    "Boolean",
    "Byte",
    "SByte",
    "Int16",
    "UInt16",
    "Int32",
    "UInt32",
    "Int64",
    "UInt64",
    "Char",
    "Double",
    "Single",
}


class MemberInfo(NetObject):
    """What GetMethods(), GetProperties() and their like give: `info` a MethodGroup's overload or a PropertyInfo."""

    __slots__ = ("owner", "info", "kind")
    net = "System.Reflection.MemberInfo"

    def __init__(self, owner: NetType, info: Any, kind: str) -> None:
        self.owner, self.info, self.kind = owner, info, kind

    def __str__(self) -> str:
        return str(self.info.name)


class Assembly(NetObject):
    """The assembly that a type belongs to, by name only."""

    __slots__ = ("name",)
    net = "System.Reflection.RuntimeAssembly"

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def parent(self: NetType) -> NetType | None:
    """Gives BaseType."""
    if self.element is not None:
        return find_type("System.Array")
    base: Any = self.base
    if base is None or self.kind == "interface":
        return None
    return base if isinstance(base, NetType) else find_type(base)


def type_array(types: Any) -> TypedArray:
    return TypedArray(TYPE, types)


def is_subclass(self: NetType, other: NetType) -> bool:
    return self is not other and other in self.parents()


def methods(self: NetType, *_flags: Any) -> TypedArray:
    """Gives every public method, inherited ones too."""
    found = []
    for here in self.parents():
        table = members_of(here)
        for group in [*table.instance.values(), *table.static.values()]:
            if isinstance(group, MethodGroup):
                found += [MemberInfo(here, o, "Method") for o in group.overloads]
    return TypedArray("System.Reflection.MethodInfo", found)


def properties(self: NetType, *_flags: Any) -> TypedArray:
    found = []
    for here in self.parents():
        table = members_of(here)
        for info in [*table.instance.values(), *table.static.values()]:
            if isinstance(info, PropertyInfo) and not info.is_field:
                found.append(MemberInfo(here, info, "Property"))
    return TypedArray("System.Reflection.PropertyInfo", found)


def all_members(self: NetType, *flags: Any) -> TypedArray:
    return TypedArray("System.Reflection.MemberInfo", [*methods(self, *flags), *properties(self, *flags)])


def one_method(self: NetType, name: str, *_given: Any) -> Any:
    for found in methods(self):
        if found.info.name == name:
            return found
    return None


def one_property(self: NetType, name: str, *_given: Any) -> Any:
    for found in properties(self):
        if found.info.name == name:
            return found
    return None


def enum_names(self: NetType) -> TypedArray:
    return TypedArray(STRING, [name for name, _ in self.data.ordered()])


def enum_values(self: NetType) -> TypedArray:
    return TypedArray(self.name, [enum_value(self, number) for _, number in self.data.ordered()])


def assembly_of(self: NetType) -> Assembly:
    return Assembly(assembly_name(self))


def generic_definition(self: NetType) -> Any:
    return self.definition or self


def make_generic(self: NetType, args: Any) -> NetType:
    return close(self, tuple(args))


def get_value(self: MemberInfo, target: Any, *_index: Any) -> Any:
    return self.info.get() if self.info.static else self.info.get(target)


def set_value(self: MemberInfo, target: Any, value: Any, *_index: Any) -> None:
    if self.info.static:
        self.info.set(value)
    else:
        self.info.set(target, value)


def call(self: MemberInfo, target: Any, args: Any) -> Any:
    given = list(args or ())
    return self.info.call(*given) if self.info.static else self.info.call(target, *given)


SERIALIZABLE = frozenset(
    [
        "Object",
        "String",
        "Decimal",
        "DateTime",
        "TimeSpan",
        "Guid",
        "Version",
        "Uri",
        "DateTimeOffset",
        "Random",
        "Tuple",
        "Nullable`1",
        "List`1",
        "Dictionary`2",
        "HashSet`1",
        "Queue`1",
        "Stack`1",
        "SortedList`1",
        "SortedDictionary`2",
        "LinkedList`1",
        "KeyValuePair`2",
        "ArrayList",
        "Hashtable",
        "SortedList",
        "Queue",
        "Stack",
        "BitArray",
        "DictionaryEntry",
        "OrderedDictionary",
        "StringBuilder",
        "CultureInfo",
        "PSObject",
        "ErrorRecord",
        "PSCredential",
        "IntPtr",
        "DBNull",
        "BigInteger",
        "Complex",
        "Collection`1",
        "ReadOnlyCollection`1",
        "NameValueCollection",
        "ListDictionary",
        "Encoding",
        "UTF8Encoding",
        "Comparer",
        "StringComparer",
        "StringReader",
        "StringWriter",
        "MemoryStream",
        "TimeZoneInfo",
    ]
)


def is_serializable(self: NetType) -> bool:
    """Tells whether .NET marks the type as serializable."""
    if self.element is not None or self.kind in ("enum", "delegate") or self.short in PRIMITIVES:
        return True
    return self.short in SERIALIZABLE or any(k.name == "System.Exception" for k in self.parents())


define("System.Reflection.MemberInfo", abstract=True)
define(
    TYPE, "System.Reflection.MemberInfo", members={"static GetType(string typeName)": lambda name: resolve_text(name)}
)
define(
    "System.RuntimeType",
    TYPE,
    py=NetType,
    members={
        "Name": Prop(lambda self: self.short, None, STRING),
        "FullName": Prop(full_name, None, STRING),
        "Namespace": Prop(lambda self: self.namespace or None, None, STRING),
        "AssemblyQualifiedName": Prop(qualified_name, None, STRING),
        "Assembly": Prop(assembly_of),
        "Module": Prop(lambda self: None),
        "BaseType": Prop(parent, None, TYPE),
        "UnderlyingSystemType": Prop(lambda self: self, None, TYPE),
        "IsEnum": Prop(lambda self: self.kind == "enum", None, BOOL),
        "IsValueType": Prop(lambda self: self.is_value, None, BOOL),
        "IsClass": Prop(lambda self: self.kind == "class", None, BOOL),
        "IsInterface": Prop(lambda self: self.kind == "interface", None, BOOL),
        "IsArray": Prop(lambda self: self.element is not None, None, BOOL),
        "IsAbstract": Prop(lambda self: self.abstract, None, BOOL),
        "IsPublic": Prop(lambda self: True, None, BOOL),
        "IsSerializable": Prop(is_serializable, None, BOOL),
        "IsPrimitive": Prop(lambda self: self.short in PRIMITIVES and self.namespace == "System", None, BOOL),
        "IsGenericType": Prop(lambda self: bool(self.args or self.parameters), None, BOOL),
        "IsGenericTypeDefinition": Prop(lambda self: bool(self.parameters) and not self.args, None, BOOL),
        "IsSealed": Prop(lambda self: self.is_value or self.name == "System.String", None, BOOL),
        "GenericTypeArguments": Prop(lambda self: type_array(self.args), None, TYPE + "[]"),
        "GetGenericArguments()": lambda self: type_array(self.args),
        "GetGenericTypeDefinition()": generic_definition,
        "MakeGenericType(params System.Type[] typeArguments)": make_generic,
        "GetElementType()": lambda self: self.element,
        "GetArrayRank()": lambda self: self.rank,
        "GetInterfaces()": lambda self: type_array(self.all_interfaces()),
        "IsAssignableFrom(type c)": lambda self, c: c is not None and c.is_a(self),
        "IsAssignableTo(type c)": lambda self, c: c is not None and self.is_a(c),
        "IsSubclassOf(type c)": is_subclass,
        "IsInstanceOfType(object o)": lambda self, o: o is not None and type_of(o).is_a(self),
        "GetMethods()": methods,
        "GetMethods(object bindingAttr)": methods,
        "GetMethod(string name)": one_method,
        "GetMethod(string name, object types)": one_method,
        "GetProperties()": properties,
        "GetProperties(object bindingAttr)": properties,
        "GetProperty(string name)": one_property,
        "GetProperty(string name, object bindingAttr)": one_property,
        "GetMembers()": all_members,
        "GetEnumNames()": enum_names,
        "GetEnumValues()": enum_values,
        "GetEnumUnderlyingType()": lambda self: find_type(self.data.underlying),
        "ToString()": lambda self: self.name,
    },
)
MEMBER: dict[str, Any] = {
    "Name": Prop(lambda self: self.info.name, None, STRING),
    "MemberType": Prop(lambda self: self.kind, None, STRING),
    "DeclaringType": Prop(lambda self: self.owner, None, TYPE),
    "PropertyType": Prop(lambda self: find_type(getattr(self.info, "type_name", "System.Object")), None, TYPE),
    "IsStatic": Prop(lambda self: self.info.static, None, BOOL),
    "GetValue(object obj)": get_value,
    "SetValue(object obj, object value)": set_value,
    "Invoke(object obj, object[] parameters)": call,
    "ToString()": str,
}
define("System.Reflection.RuntimeMemberInfo", "System.Reflection.MemberInfo", members=MEMBER, py=MemberInfo)
define(
    "System.Reflection.RuntimeAssembly",
    members={
        "FullName": Prop(str, None, STRING),
        "Location": Prop(lambda self: "", None, STRING),
        "GetName()": lambda self: Assembly(self.name.split(",", 1)[0]),
        "Name": Prop(lambda self: self.name, None, STRING),
        "ToString()": str,
    },
    py=Assembly,
)
