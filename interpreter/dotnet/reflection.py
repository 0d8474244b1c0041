"""System.Type as scripts see it: names, kinds, base types, and what members a type has (found by _members.py)."""

from typing import Any

from perdure.interpreter.dotnet import _members as found
from perdure.interpreter.dotnet._faults import argument, invalid, null
from perdure.interpreter.dotnet._invoking import run
from perdure.interpreter.dotnet._members import PRIMITIVES, Reflected, by_ref, is_by_ref
from perdure.interpreter.dotnet._serializable import is_serializable
from perdure.interpreter.dotnet.assemblies import Module, assembly_of
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.memberinfo import MethodGroup
from perdure.interpreter.members_invoke import construct
from perdure.interpreter.overloads_plan import plan_for, prepare
from perdure.interpreter.type_names import full_name, qualified_name, resolve_text
from perdure.interpreter.typesys import NetType, Prop, array_of, close, define, find_type, type_of
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enums import EnumValue, enum_value, named

BOOL, STRING, TYPE = "System.Boolean", "System.String", "System.Type"
_R = "System.Reflection."
FLAGS = _R + "BindingFlags bindingAttr"


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


# ---- members -----------------------------------------------------------------------------------------------------------


def number(flags: Any) -> int:
    """Gives BindingFlags as a number; without Public, Instance and Static nothing is found."""
    return found.USUAL if flags is None else int(flags.value if isinstance(flags, EnumValue) else flags)


def listed(look: Any, element: str) -> Any:
    """Makes GetMethods() and its like: every member of a kind, for the flags."""

    def get(self: NetType, flags: Any = None) -> TypedArray:
        return TypedArray(_R + element, look(self, number(flags)))

    return get


def get_method(self: NetType, name: str, *more: Any) -> Any:
    """Gives the one method of a name, parameter types and flags standing behind it in any of .NET's orders."""
    if name is None:
        raise null("name")
    flags = next((m for m in more if isinstance(m, EnumValue)), None)
    types = next((list(m) for m in more if isinstance(m, list)), None)
    hits = found.named(found.methods(self, number(flags)), name, number(flags))
    return single(self, hits, types)


def single(self: NetType, hits: list[Any], types: list[Any] | None) -> Any:
    if types is not None:
        return found.best(hits, types)
    if len(hits) < 2:
        return hits[0] if hits else None
    raise throw_dotnet(_R + "AmbiguousMatchException", f"Ambiguous match found for '{hits[0].owner.name} {hits[0]}'.")


def get_property(self: NetType, name: str, *more: Any) -> Any:
    if name is None:
        raise null("name")
    flags = next((m for m in more if isinstance(m, EnumValue)), None)
    types = next((list(m) for m in more if isinstance(m, list)), None)
    hits = found.named(found.properties(self, number(flags)), name, number(flags))
    return single(self, hits, types)


def get_field(self: NetType, name: str, flags: Any = None) -> Any:
    if name is None:
        raise null("name")
    hits = found.named(found.fields(self, number(flags)), name, number(flags))
    return hits[0] if hits else None


def get_members(self: NetType, name: str, *more: Any) -> TypedArray:
    flags = next((m for m in more if isinstance(m, EnumValue)), None)
    return TypedArray(_R + "MemberInfo", found.named(found.everything(self, number(flags)), name, number(flags)))


def get_constructor(self: NetType, *more: Any) -> Any:
    types = next((list(m) for m in more if isinstance(m, list)), [])
    return found.best(found.constructors(self), types)


def get_interface(self: NetType, name: str, ignore_case: bool = False) -> Any:
    for face in self.all_interfaces():
        for own in (face.short, face.name):
            if own == name or (ignore_case and own.lower() == name.lower()):
                return face
    return None


def invoke_member(self: NetType, name: str, flags: Any, _binder: Any, target: Any, args: Any, *_more: Any) -> Any:
    """Gives InvokeMember: a late-bound call, its arguments chosen among overloads."""
    wanted, given = number(flags), list(args or [])
    if wanted & 512:
        return construct(self, given)
    if wanted & 256:
        hits = found.named(found.methods(self, found.USUAL | found.FLATTEN), name, wanted)
        if hits:
            return late_bound(hits, target, given)
    if wanted & (1024 | 4096):
        for member in found.named([*found.properties(self), *found.fields(self)], name, wanted):
            return run(member.info.get, [] if member.info.static else [target])
    if wanted & (2048 | 8192):
        for member in found.named(found.properties(self), name, wanted):
            if member.info.set is not None:
                return run(member.info.set, given if member.info.static else [target, *given])
    raise throw_dotnet("System.MissingMethodException", f"Method '{self.name}.{name}' not found.")


def late_bound(hits: list[Reflected], target: Any, given: list[Any]) -> Any:
    overloads = [m.info for m in hits if m.info.static == (target is None)]
    group = MethodGroup(hits[0].name, overloads or [m.info for m in hits], target is None, hits[0].owner)
    plan = plan_for(group, given)
    ready = prepare(plan, group.name, given)
    return run(plan.call, ready if plan.over.static else [target, *ready], plan.over.returns)


# ---- enums, generics, arrays ----------------------------------------------------------------------------------------------


def enum_info(self: NetType) -> Any:
    if self.kind != "enum":
        raise argument("Type provided must be an Enum.", "enumType")
    return self.data


def enum_names(self: NetType) -> TypedArray:
    return TypedArray(STRING, [name for name, _ in enum_info(self).ordered()])


def enum_values(self: NetType) -> TypedArray:
    return TypedArray(self.name, [enum_value(self, n) for _, n in enum_info(self).ordered()])


def enum_name(self: NetType, value: Any) -> str | None:
    names = enum_info(self).by_value
    found_name: str | None = names.get(value.value if isinstance(value, EnumValue) else int(value))
    return found_name


def is_enum_defined(self: NetType, value: Any) -> bool:
    info = enum_info(self)
    if isinstance(value, str):
        return value in info.names
    return (value.value if isinstance(value, EnumValue) else int(value)) in info.by_value


def generic_definition(self: NetType) -> NetType:
    if self.definition is None and not self.parameters:
        raise invalid("This operation is only valid on generic types.")
    return self.definition or self


def make_generic(self: NetType, args: Any) -> NetType:
    if not self.parameters:
        raise invalid(f"{self.name} is not a GenericTypeDefinition. MakeGenericType may only be called on a type for which "
                      "Type.IsGenericTypeDefinition is true.")  # fmt: skip
    if len(args) != len(self.parameters):
        raise argument("The number of generic arguments provided doesn't equal the arity of the generic type definition.",
                       "instantiation")  # fmt: skip
    return close(self, tuple(args))


def generic_arguments(self: NetType) -> TypedArray:
    return type_array(self.args or [found.generic_parameter(p) for p in self.parameters])


def array_rank(self: NetType) -> int:
    if self.element is None:
        raise argument("Must be an array type.")
    return self.rank


def element_type(self: NetType) -> NetType | None:
    return self.data if is_by_ref(self) else self.element


def by_text(name: str | None, must: bool = False, _ignore_case: bool = False) -> NetType | None:
    """Gives Type.GetType: a full name, with or without its assembly."""
    if name is None:
        raise null("TypeName")
    text = name.partition(",")[0].strip() if "[[" not in name else name
    kind = resolve_text(text) if "[" in text else find_type(text)
    if kind is None and must:
        raise throw_dotnet(
            "System.TypeLoadException", f"Could not load type '{name}' from assembly 'System.Management.Automation'."
        )
    return kind


def type_code(kind: NetType | None) -> EnumValue | None:
    """Gives Type.GetTypeCode."""
    codes = find_type("System.TypeCode")
    if kind is not None and kind.kind == "enum":
        kind = find_type(kind.data.underlying)
    if kind is None:
        return named(codes, "Empty")
    known = named(codes, kind.short) if kind.namespace == "System" else None
    return known or named(codes, "Object")


def is_public(_kind: NetType) -> bool:
    return True


def nothing(_kind: NetType, *_given: Any) -> None:
    return None


def _shape() -> dict[str, Any]:
    """Gives the properties that tell what a type is."""
    tests: dict[str, Any] = {
        "IsEnum": lambda self: self.kind == "enum",
        "IsValueType": lambda self: self.is_value,
        "IsClass": lambda self: self.kind in ("class", "static", "delegate"),
        "IsInterface": lambda self: self.kind == "interface",
        "IsArray": lambda self: self.element is not None,
        "IsSZArray": lambda self: self.element is not None and self.rank == 1,
        "IsByRef": is_by_ref,
        "HasElementType": lambda self: self.element is not None or is_by_ref(self),
        "IsPointer": lambda self: False,
        "IsCOMObject": lambda self: False,
        "IsAbstract": lambda self: self.abstract,
        "IsSealed": lambda self: self.is_value or self.kind in ("static", "delegate") or self.name == STRING
        or self.element is not None,
        "IsPublic": lambda self: "+" not in self.name,
        "IsNotPublic": lambda self: False,
        "IsVisible": is_public,
        "IsNested": lambda self: "+" in self.name,
        "IsNestedPublic": lambda self: "+" in self.name,
        "IsSerializable": is_serializable,
        "IsPrimitive": lambda self: self.short in PRIMITIVES and self.namespace == "System",
        "IsGenericType": lambda self: bool(self.args or self.parameters),
        "IsGenericTypeDefinition": lambda self: bool(self.parameters) and not self.args,
        "IsConstructedGenericType": lambda self: bool(self.args),
        "ContainsGenericParameters": lambda self: bool(self.parameters) and not self.args,
        "IsGenericParameter": lambda self: False,
        "IsAutoLayout": is_public,
    }  # fmt: skip
    return {f"{name} -> bool": test for name, test in tests.items()}


def _looks() -> dict[str, Any]:
    """Gives the methods that find members."""
    types = "type[] types"
    binder = f"{FLAGS}, object binder, {types}, object modifiers"
    table: dict[str, Any] = {}
    for word, look, element in (
        ("Methods", found.methods, "MethodInfo"), ("Properties", found.properties, "PropertyInfo"),
        ("Fields", found.fields, "FieldInfo"), ("Members", found.everything, "MemberInfo"),
        ("Constructors", found.constructors, "ConstructorInfo"), ("Events", lambda k, f: [], "EventInfo"),
    ):  # fmt: skip
        table[f"Get{word}() -> {_R}{element}[]"] = listed(look, element)
        table[f"Get{word}({FLAGS}) -> {_R}{element}[]"] = listed(look, element)
    for tail in ("", f", {FLAGS}", f", {types}", f", {FLAGS}, {types}", f", {binder}"):
        table[f"GetMethod(string name{tail}) -> {_R}MethodInfo"] = get_method
    for tail in ("", f", {FLAGS}", ", type returnType", f", {types}", f", type returnType, {types}"):
        table[f"GetProperty(string name{tail}) -> {_R}PropertyInfo"] = get_property
    for tail in ("", f", {FLAGS}"):
        table[f"GetField(string name{tail}) -> {_R}FieldInfo"] = get_field
        table[f"GetMember(string name{tail}) -> {_R}MemberInfo[]"] = get_members
        table[f"GetEvent(string name{tail}) -> {_R}EventInfo"] = nothing
        table[f"GetNestedType(string name{tail}) -> type"] = lambda self, name, *_f: find_type(f"{self.name}+{name}")
    table[f"GetConstructor({types}) -> {_R}ConstructorInfo"] = get_constructor
    table[f"GetConstructor({FLAGS}, {types}) -> {_R}ConstructorInfo"] = get_constructor
    table[f"GetConstructor({binder}) -> {_R}ConstructorInfo"] = get_constructor
    table["GetNestedTypes() -> type[]"] = lambda self: type_array([])
    call = f"string name, {_R}BindingFlags invokeAttr, object binder, object target, object[] args"
    table[f"InvokeMember({call}) -> object"] = invoke_member
    table[f"InvokeMember({call}, cultureinfo culture) -> object"] = invoke_member
    return table


define(_R + "IReflect", None, kind="interface")
define(_R + "EventInfo", _R + "MemberInfo", abstract=True)
define(_R + "TypeInfo", TYPE, abstract=True)
define(
    TYPE,
    _R + "MemberInfo",
    abstract=True,
    interfaces=[_R + "IReflect"],
    members={
        "static EmptyTypes -> type[]": type_array([]),
        "static Delimiter -> char": Prop(lambda: Char(".")),
        "static Missing -> object": None,
        "static GetType(string typeName) -> type": by_text,
        "static GetType(string typeName, bool throwOnError) -> type": by_text,
        "static GetType(string typeName, bool throwOnError, bool ignoreCase) -> type": by_text,
        "static GetTypeCode(type type) -> System.TypeCode": type_code,
        "static GetTypeArray(object[] args) -> type[]": lambda args: type_array([type_of(a) for a in args]),
        "static GetTypeFromProgID(string progID) -> type": lambda _id: None,
    },
)
define(
    "System.RuntimeType",
    _R + "TypeInfo",
    py=NetType,
    members=lambda: {
        "Name": Prop(lambda self: self.short, None, STRING),
        "FullName": Prop(full_name, None, STRING),
        "Namespace": Prop(lambda self: self.namespace or None, None, STRING),
        "AssemblyQualifiedName": Prop(qualified_name, None, STRING),
        f"Assembly -> {_R}Assembly": assembly_of,
        f"Module -> {_R}Module": lambda self: Module(assembly_of(self)),
        f"MemberType -> {_R}MemberTypes": lambda self: named(find_type(_R + "MemberTypes"), "TypeInfo"),
        "BaseType": Prop(parent, None, TYPE),
        "DeclaringType -> type": lambda self: find_type(self.name.rpartition("+")[0]) if "+" in self.name else None,
        "ReflectedType -> type": lambda self: find_type(self.name.rpartition("+")[0]) if "+" in self.name else None,
        "UnderlyingSystemType": Prop(lambda self: self, None, TYPE),
        **_shape(),
        "GenericTypeArguments -> type[]": lambda self: type_array(self.args),
        "GetGenericArguments() -> type[]": generic_arguments,
        "GetGenericTypeDefinition() -> type": generic_definition,
        "MakeGenericType(params type[] typeArguments) -> type": make_generic,
        "MakeArrayType() -> type": array_of,
        "MakeArrayType(int rank) -> type": array_of,
        "MakeByRefType() -> type": by_ref,
        "GetElementType() -> type": element_type,
        "GetArrayRank() -> int": array_rank,
        "GetInterface(string name) -> type": get_interface,
        "GetInterface(string name, bool ignoreCase) -> type": get_interface,
        "GetInterfaces() -> type[]": lambda self: type_array(self.all_interfaces()),
        "IsAssignableFrom(type c) -> bool": lambda self, c: c is not None and c.is_a(self),
        "IsAssignableTo(type targetType) -> bool": lambda self, c: c is not None and self.is_a(c),
        "IsSubclassOf(type c) -> bool": is_subclass,
        "IsInstanceOfType(object o) -> bool": lambda self, o: o is not None and type_of(o).is_a(self),
        "IsEquivalentTo(type other) -> bool": lambda self, o: self is o,
        "Equals(type o) -> bool": lambda self, o: self is o,
        **_looks(),
        "IsEnumDefined(object value) -> bool": is_enum_defined,
        "GetEnumName(object value) -> string": enum_name,
        "GetEnumNames() -> string[]": enum_names,
        "GetEnumValues() -> array": enum_values,
        "GetEnumUnderlyingType() -> type": lambda self: find_type(enum_info(self).underlying),
        "GetTypeInfo() -> System.Reflection.TypeInfo": lambda self: self,
        "ToString() -> string": lambda self: self.name,
    },
)
