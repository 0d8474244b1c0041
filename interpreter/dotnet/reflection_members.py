"""System.Reflection: MethodInfo, ConstructorInfo, PropertyInfo, FieldInfo, ParameterInfo and what they share."""

from typing import Any

from perdure.interpreter.dotnet import _members as found
from perdure.interpreter.dotnet._faults import argument, invalid
from perdure.interpreter.dotnet._invoking import argument_for, invoke, run
from perdure.interpreter.dotnet._members import Constructor, Field, Method, Parameter, Property, Reflected
from perdure.interpreter.dotnet.assemblies import Module, assembly_of
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.memberinfo import Overload
from perdure.interpreter.typesys import NetType, Prop, define, find_type
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.delegates import Delegate
from perdure.interpreter.values.enums import named

_R = "System.Reflection."
_FLAGS = _R + "BindingFlags invokeAttr, object binder"


def kind_of_member(word: str) -> Any:
    def get(_member: Any) -> Any:
        return named(find_type(_R + "MemberTypes"), word)

    return get


def none_found(*_args: Any) -> list[Any]:
    """Gives no attributes: the declared tables keep none."""
    return []


_COMMON: dict[str, Any] = {
    "Name -> string": lambda m: m.name,
    "DeclaringType -> type": lambda m: m.owner,
    "ReflectedType -> type": lambda m: m.seen,
    f"Module -> {_R}Module": lambda m: Module(assembly_of(m.owner)),
    "CustomAttributes -> object": none_found,
    "GetCustomAttributes(bool inherit) -> object[]": none_found,
    "GetCustomAttributes(type attributeType, bool inherit) -> object[]": none_found,
    "IsDefined(type attributeType, bool inherit) -> bool": lambda *_a: False,
    "ToString() -> string": str,
}
define(_R + "MemberInfo", abstract=True, members=_COMMON, interfaces=[_R + "ICustomAttributeProvider"])
define(_R + "ICustomAttributeProvider", None, kind="interface")


def parameters(member: Reflected) -> TypedArray:
    return TypedArray(_R + "ParameterInfo", [Parameter(member, p, i) for i, p in enumerate(member.info.params)])


def is_accessor(member: Reflected) -> bool:
    return member.name.startswith(("get_", "set_", "add_", "remove_", "op_")) or member.name == ".ctor"


def close_method(m: Method, types: Any) -> Method:
    """Gives MakeGenericMethod."""
    if not m.info.generics:
        raise invalid(f"{m} is not a GenericMethodDefinition. MakeGenericMethod may only be called on a method for which "
                      "MethodBase.IsGenericMethodDefinition is true.")  # fmt: skip
    if len(types) != len(m.info.generics):
        raise argument(
            f"The type or method has {len(m.info.generics)} generic parameter(s), but {len(types)} generic argument(s) were "
            "provided. A generic argument must be provided for each generic parameter."
        )
    made = Method(m.owner, m.info, m.seen)
    made.types = tuple(types)
    return made


def make_delegate(m: Method, kind: NetType, target: Any = None) -> Delegate:
    """Gives CreateDelegate: an instance method is bound to its object."""
    if m.info.static:
        return Delegate(kind, m.info.call, m)
    return Delegate(kind, lambda *args: m.info.call(target, *args), m)


_METHOD_BASE: dict[str, Any] = {
    "IsStatic -> bool": lambda m: m.info.static and m.name != ".ctor",
    "IsPublic -> bool": lambda m: True,
    "IsPrivate -> bool": lambda m: False,
    "IsFamily -> bool": lambda m: False,
    "IsAssembly -> bool": lambda m: False,
    "IsAbstract -> bool": lambda m: m.owner.kind == "interface",
    "IsVirtual -> bool": lambda m: not m.info.static and m.name in ("ToString", "Equals", "GetHashCode"),
    "IsFinal -> bool": lambda m: False,
    "IsHideBySig -> bool": lambda m: True,
    "IsSpecialName -> bool": is_accessor,
    "IsConstructor -> bool": lambda m: m.name == ".ctor",
    "IsGenericMethod -> bool": lambda m: bool(m.info.generics),
    "IsGenericMethodDefinition -> bool": lambda m: bool(m.info.generics) and not getattr(m, "types", ()),
    "ContainsGenericParameters -> bool": lambda m: bool(m.info.generics) and not getattr(m, "types", ()),
    f"GetParameters() -> {_R}ParameterInfo[]": parameters,
    "Invoke(object obj, object[] parameters) -> object": invoke,
    f"Invoke(object obj, {_FLAGS}, object[] parameters, cultureinfo culture) -> object": (
        lambda m, o, _f, _b, a, _c: invoke(m, o, a)
    ),
}
define(_R + "MethodBase", _R + "MemberInfo", abstract=True, members=_METHOD_BASE)
define(_R + "MethodInfo", _R + "MethodBase", abstract=True, members={
    f"MemberType -> {_R}MemberTypes": kind_of_member("Method"),
    "ReturnType -> type": found.returned,
    "GetGenericArguments() -> type[]": lambda m: TypedArray(
        "System.Type", list(m.types) or [found.generic_parameter(g) for g in m.info.generics]
    ),
    f"GetGenericMethodDefinition() -> {_R}MethodInfo": lambda m: Method(m.owner, m.info, m.seen),
    f"MakeGenericMethod(params type[] typeArguments) -> {_R}MethodInfo": close_method,
    f"GetBaseDefinition() -> {_R}MethodInfo": lambda m: m,
    "CreateDelegate(type delegateType) -> delegate": make_delegate,
    "CreateDelegate(type delegateType, object target) -> delegate": make_delegate,
})  # fmt: skip
define(_R + "RuntimeMethodInfo", _R + "MethodInfo", py=Method)
define(_R + "ConstructorInfo", _R + "MethodBase", abstract=True, members={
    f"MemberType -> {_R}MemberTypes": kind_of_member("Constructor"),
    "Invoke(object[] parameters) -> object": lambda m, args: invoke(m, None, args),
})  # fmt: skip
define(_R + "RuntimeConstructorInfo", _R + "ConstructorInfo", py=Constructor)


# ---- properties and fields ----------------------------------------------------------------------------------------------


def accessor(prefix: str) -> Any:
    def get(member: Property, *_non_public: Any) -> Any:
        info = member.info
        if isinstance(info, Overload):
            return Method(member.owner, info, member.seen) if prefix == "get_" else None
        for over in found.accessors(member.owner, info):
            if over.name.startswith(prefix):
                return Method(member.owner, over, member.seen)
        return None

    return get


def accessor_list(member: Property, *_non_public: Any) -> TypedArray:
    both = [accessor("get_")(member), accessor("set_")(member)]
    return TypedArray(_R + "MethodInfo", [m for m in both if m is not None])


def read(member: Property, target: Any, *more: Any) -> Any:
    """Gives GetValue(); `more` ends with an indexer's arguments."""
    index = list(more[-1] or []) if more and isinstance(more[-1], list) else []
    if isinstance(member.info, Overload):
        return invoke(Method(member.owner, member.info), target, index)
    getter = accessor("get_")(member)
    return invoke(getter, target, [])


def write(member: Property, target: Any, value: Any, *_index: Any) -> None:
    setter = accessor("set_")(member)
    if setter is None:
        raise argument("Property set method not found.")
    invoke(setter, target, [value])


def index_parameters(member: Property) -> TypedArray:
    return parameters(member) if isinstance(member.info, Overload) else TypedArray(_R + "ParameterInfo", [])


define(_R + "PropertyInfo", _R + "MemberInfo", abstract=True, members={
    f"MemberType -> {_R}MemberTypes": kind_of_member("Property"),
    "PropertyType -> type": found.value_type,
    "IsSpecialName -> bool": lambda m: False,
    "CanRead -> bool": lambda m: True,
    "CanWrite -> bool": lambda m: accessor("set_")(m) is not None,
    f"GetMethod -> {_R}MethodInfo": accessor("get_"),
    f"SetMethod -> {_R}MethodInfo": accessor("set_"),
    f"GetAccessors() -> {_R}MethodInfo[]": accessor_list,
    f"GetAccessors(bool nonPublic) -> {_R}MethodInfo[]": accessor_list,
    f"GetGetMethod() -> {_R}MethodInfo": accessor("get_"),
    f"GetGetMethod(bool nonPublic) -> {_R}MethodInfo": accessor("get_"),
    f"GetSetMethod() -> {_R}MethodInfo": accessor("set_"),
    f"GetSetMethod(bool nonPublic) -> {_R}MethodInfo": accessor("set_"),
    f"GetIndexParameters() -> {_R}ParameterInfo[]": index_parameters,
    "GetValue(object obj) -> object": read,
    "GetValue(object obj, object[] index) -> object": read,
    "SetValue(object obj, object value) -> void": write,
    "SetValue(object obj, object value, object[] index) -> void": write,
})  # fmt: skip
define(_R + "RuntimePropertyInfo", _R + "PropertyInfo", py=Property)


def field_value(member: Field, target: Any) -> Any:
    return member.info.get() if member.info.static else member.info.get(target)


def set_field(member: Field, target: Any, value: Any) -> None:
    if member.info.set is None:
        raise throw_dotnet("System.FieldAccessException",
                           f"Cannot set a constant field: '{member.owner.name}.{member.name}'.")  # fmt: skip
    ready = argument_for(value, found.value_type(member))
    run(member.info.set, [ready] if member.info.static else [target, ready])


def is_literal(member: Field) -> bool:
    """Tells whether a field is a constant: an enum's name, or of a simple type."""
    if member.owner.kind == "enum":
        return bool(member.info.static)
    return found.value_type(member).short in found.PRIMITIVES


define(_R + "FieldInfo", _R + "MemberInfo", abstract=True, members={
    f"MemberType -> {_R}MemberTypes": kind_of_member("Field"),
    "FieldType -> type": found.value_type,
    "IsStatic -> bool": lambda m: m.info.static,
    "IsPublic -> bool": lambda m: True,
    "IsPrivate -> bool": lambda m: False,
    "IsLiteral -> bool": is_literal,
    "IsInitOnly -> bool": lambda m: not is_literal(m) and m.info.set is None and m.info.static,
    "IsSpecialName -> bool": lambda m: m.name == "value__",
    "GetValue(object obj) -> object": field_value,
    "GetRawConstantValue() -> object": lambda m: getattr(m.info.get(), "value", m.info.get()),
    "SetValue(object obj, object value) -> void": set_field,
})  # fmt: skip
define(_R + "RtFieldInfo", _R + "FieldInfo", py=Field)


# ---- parameters ---------------------------------------------------------------------------------------------------------


def parameter_default(p: Parameter) -> Any:
    return p.param.default if p.param.optional else None


define(_R + "ParameterInfo", members={
    "Name -> string": lambda p: p.param.name,
    "ParameterType -> type": lambda p: found.parameter_types(p.member)[p.at],
    "Position -> int": lambda p: p.at,
    "IsOptional -> bool": lambda p: p.param.optional,
    "IsOut -> bool": lambda p: p.param.kind == "out",
    "IsIn -> bool": lambda p: False,
    "IsRetval -> bool": lambda p: False,
    "HasDefaultValue -> bool": lambda p: p.param.optional,
    "DefaultValue -> object": parameter_default,
    "RawDefaultValue -> object": parameter_default,
    f"Member -> {_R}MemberInfo": lambda p: p.member,
    "CustomAttributes -> object": none_found,
    "GetCustomAttributes(bool inherit) -> object[]": none_found,
    "ToString() -> string": str,
})  # fmt: skip
define(_R + "RuntimeParameterInfo", _R + "ParameterInfo", py=Parameter)
define(_R + "Missing", members={"static Value -> object": Prop(lambda: None)})
