"""Classes and enums that scripts define: made into NetTypes before the script's first statement runs.

A class's members become ordinary Members, so overload resolution, errors and member look-up are those of all types.
Source: about_Classes, about_Classes_Inheritance, about_Enum.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.class_instances import base_class, copy_state, instance_class, zero
from perdure.interpreter.class_methods import method_runner
from perdure.interpreter.compile.core import Unit
from perdure.interpreter.compile.parameters import any_step, attribute_name
from perdure.interpreter.convert import convert
from perdure.interpreter.errors import make_error
from perdure.interpreter.memberinfo import Members, MethodGroup, Overload, Param, PropertyInfo
from perdure.interpreter.members import construct
from perdure.interpreter.members_constructors import constructor_group
from perdure.interpreter.type_names import add_script_type, resolve
from perdure.interpreter.typesys import NetType, find_type
from perdure.interpreter.validation import METADATA, Invalid
from perdure.interpreter.values.base import NOTHING, SCRIPT_METHODS
from perdure.interpreter.values.enums import EnumInfo


def define_types(unit: Unit, body: ast.ScriptBlock, scope: Any) -> None:
    """Defines every class and enum of a text in a scope; enums first, then classes, bases before derived ones."""
    text = unit.source.text.lower()
    if "class" not in text and "enum" not in text:
        return
    nodes = [n for n in body.walk() if isinstance(n, (ast.ClassDefinition, ast.EnumDefinition))]
    for node in nodes:
        if isinstance(node, ast.EnumDefinition):
            add_script_type(scope, make_enum(unit, node, scope))
    classes = [ScriptClass(unit, n, scope) for n in nodes if isinstance(n, ast.ClassDefinition)]
    for made in classes:
        add_script_type(scope, made.kind)
    waiting = list(classes)
    by_name = {c.node.name.lower(): c for c in classes}
    while waiting:
        ready = [c for c in waiting if not any(by_name.get(b.name.lower()) in waiting for b in c.node.bases)]
        for made in ready or waiting[:1]:
            made.derive()
            waiting.remove(made)
    for made in classes:
        made.fill()


ENUM_RANGES = {
    "byte": "System.Byte", "sbyte": "System.SByte", "int16": "System.Int16", "short": "System.Int16",
    "uint16": "System.UInt16", "ushort": "System.UInt16", "int32": "System.Int32", "int": "System.Int32",
    "uint32": "System.UInt32", "uint": "System.UInt32", "int64": "System.Int64", "long": "System.Int64",
    "uint64": "System.UInt64", "ulong": "System.UInt64",
}  # fmt: skip


def make_enum(unit: Unit, node: ast.EnumDefinition, scope: Any) -> NetType:
    """Makes a script's enum type."""
    names: dict[str, int] = {}
    following = 0
    seen: dict[str, int] = {}
    for member in node.members:
        if member.value is not None:
            if isinstance(member.value, ast.String) and member.value.value.lower() in seen:
                following = seen[member.value.value.lower()]
            else:
                scope_value = unit.expression(member.value)(scope)
                number: Any = getattr(scope_value, "value", scope_value)
                following = int(number)
        names[member.name] = seen[member.name.lower()] = following
        following += 1
    flags = any(attribute_name(a) == "flags" for a in node.attributes)
    short = node.underlying.name.lower().removeprefix("system.") if node.underlying is not None else "int"
    made = NetType(node.name, "System.Enum", kind="enum")
    made.data = EnumInfo(names, flags, ENUM_RANGES.get(short, "System.Int32"))
    made.assembly = "script"
    return made


class Field:
    """A property of a script class."""

    __slots__ = ("name", "type", "default", "static", "hidden", "steps")

    def __init__(self, name: str, type_: NetType | None, default: Any, static: bool, hidden: bool) -> None:
        self.name, self.type, self.default, self.static, self.hidden = name, type_, default, static, hidden
        self.steps: list[Any] = []


class ScriptClass:
    """A class of a script: its tree, its type and what an instance starts with."""

    def __init__(self, unit: Unit, node: ast.ClassDefinition, scope: Any) -> None:
        self.unit, self.node, self.scope = unit, node, scope
        self.kind = NetType(node.name, "System.Object")
        self.kind.data = self
        self.kind.assembly = "script"
        self.fields: list[Field] = []
        self.statics: dict[str, Any] = {}
        self.static_run: Any = None  # the static constructor's body
        self.started = False  # static members have their first values
        self.known: dict[str, NetType] = {self.kind.name: self.kind}  # types that its members name
        self.base: NetType | None = None
        self.hidden: set[str] = set()
        self.python: Any = None

    @property
    def base_script(self) -> "ScriptClass | None":
        data = self.base.data if self.base is not None else None
        return data if isinstance(data, ScriptClass) else None

    def derive(self) -> None:
        """Finds the base class and the interfaces."""
        interfaces = []
        for i, name in enumerate(self.node.bases):
            found = resolve(name, self.scope)
            if i == 0 and found.kind != "interface":
                self.base = found
                self.kind.base = found
            else:
                interfaces.append(found.name)
        self.kind.interfaces = tuple(interfaces)
        names = {m.name.lower() for m in self.node.members if isinstance(m, ast.MethodMember) and not m.static}
        self.python = instance_class(self.kind, base_class(self.base), names)

    def fill(self) -> None:
        """Makes the type's members from the tree."""
        table = Members()
        self.kind.table = table
        for member in self.node.members:
            if isinstance(member, ast.PropertyMember):
                self.add_property(table, member)
        for member in self.node.members:
            if isinstance(member, ast.MethodMember):
                self.add_method(table, member)
        if not table.constructors:
            table.constructors.append(Overload("new", [], self.default_constructor(), True, (), "", self.kind))
            table.constructors[0].types = ()
        for field in self.fields:
            if field.static:
                self.statics[field.name.lower()] = zero(field.type)
        self.started = self.static_run is None and not any(f.static and f.default is not None for f in self.fields)

    def start(self) -> None:
        """Gives static properties their first values and runs the static constructor, at the first use of the class."""
        if self.started:
            return
        self.started = True
        base = self.base_script
        if base is not None:
            base.start()
        for field in self.fields:
            if field.static and field.default is not None:
                self.statics[field.name.lower()] = self.fit(field, field.default(self.scope))
        if self.static_run is not None:
            self.static_run(None)

    # -- properties ------------------------------------------------------------------------------------------------------

    def add_property(self, table: Members, node: ast.PropertyMember) -> None:
        type_node = next((a for a in reversed(node.attributes) if isinstance(a, ast.TypeName)), None)
        kind = resolve(type_node, self.scope) if type_node is not None else None
        default = self.unit.expression(node.default) if node.default is not None else None
        field = Field(node.name, kind, default, node.static, node.hidden)
        for a in node.attributes:
            if isinstance(a, ast.Attribute) and attribute_name(a) != "hidden":
                step = any_step(a, self.unit, self.scope)
                if step is not None and not getattr(step, "transforms", False):  # properties don't transform
                    field.steps.append(step)
        self.fields.append(field)
        low = node.name.lower()
        if node.hidden:
            self.hidden.add(low)
        type_name = kind.name if kind is not None else "System.Object"
        if kind is not None:
            self.known[kind.name] = kind
        if node.static:
            table.static[low] = PropertyInfo(
                node.name, self.static_getter(low), self.static_setter(field), type_name, True, self.kind
            )
        else:
            table.instance[low] = PropertyInfo(node.name, getter(low), self.setter(field), type_name, False, self.kind)

    def fit(self, field: Field, value: Any) -> Any:
        """Gives a value in a property's type, checked by its attributes."""
        value = None if value is NOTHING else value
        if field.type is not None and not (value is None and field.type.kind not in ("struct", "enum")):
            value = convert(value, field.type, cx=self.scope.cx)
        elif field.type is not None and field.type.name == "System.String" and value is None:
            value = None
        for step in field.steps:
            try:
                value = step(value)
            except Invalid as refused:
                raise refused.thrown or make_error(
                    refused.text, refused.error_id, "MetadataError", None, METADATA
                ) from None
        return value

    def static_getter(self, low: str) -> Any:
        def get() -> Any:
            self.start()
            return self.statics.get(low)

        return get

    def static_setter(self, field: Field) -> Any:
        def put(value: Any) -> None:
            self.start()
            self.statics[field.name.lower()] = self.fit(field, value)

        return put

    def setter(self, field: Field) -> Any:
        low = field.name.lower()

        def put(instance: Any, value: Any) -> None:
            instance.fields[low] = self.fit(field, value)

        return put

    # -- methods ---------------------------------------------------------------------------------------------------------

    def add_method(self, table: Members, node: ast.MethodMember) -> None:
        params = []
        types = []
        for p in node.parameters:
            type_node = next((a for a in reversed(p.attributes) if isinstance(a, ast.TypeName)), None)
            kind = resolve(type_node, self.scope) if type_node is not None else find_type("System.Object")
            assert kind is not None
            types.append(kind)
            self.known[kind.name] = kind
            params.append(Param(p.variable.name, kind.name, "", False, None, self.kind))
        is_constructor = node.name.lower() == self.node.name.lower()
        run = method_runner(self, node, types)
        returns = "System.Void"
        if node.return_type is not None:
            result = resolve(node.return_type, self.scope)
            self.known[result.name] = result
            returns = result.name
        if is_constructor and not node.static:
            made = Overload("new", params, self.constructor(node, run), True, (), "", self.kind)
            made.types = tuple(types)
            table.constructors.append(made)
            return
        if is_constructor:
            self.static_run = run
            return
        made = Overload(
            node.name, params, self.static_call(run) if node.static else run, node.static, (), returns, self.kind
        )
        made.types = tuple(types)
        where = table.static if node.static else table.instance
        group = where.get(node.name.lower())
        if not isinstance(group, MethodGroup):
            group = where[node.name.lower()] = MethodGroup(node.name, [], node.static, self.kind)
        group.overloads.append(made)
        SCRIPT_METHODS.add(node.name.lower())
        if node.hidden:
            self.hidden.add(node.name.lower())

    def static_call(self, run: Any) -> Any:
        """Makes what a static method's call does."""

        def call(*args: Any) -> Any:
            if not self.started:
                self.start()
            return run(None, *args)

        return call

    def blank(self) -> Any:
        """Makes an instance with no field set."""
        if not self.started:
            self.start()
        made = self.python.__new__(self.python)
        made.fields = {}
        return made

    def start_fields(self, instance: Any) -> None:
        """Gives an instance its fields' first values, the base class's first."""
        base = self.base_script
        if base is not None:
            base.start_fields(instance)
        for field in self.fields:
            if not field.static:
                instance.fields[field.name.lower()] = zero(field.type)
        inner = None
        for field in self.fields:
            if field.static or field.default is None:
                continue
            if inner is None:
                inner = this_scope(self.scope, instance)
            instance.fields[field.name.lower()] = self.fit(field, field.default(inner))

    def default_constructor(self) -> Any:
        def make(*_args: Any) -> Any:
            made = self.blank()
            self.start_fields(made)
            self.construct_base(made, [])
            return made

        return make

    def constructor(self, node: ast.MethodMember, run: Any) -> Any:
        """Makes what `new(...)` of one constructor does."""
        base_codes = None if node.base_arguments is None else [self.unit.expression(a) for a in node.base_arguments]

        def initialize(instance: Any, args: tuple[Any, ...]) -> None:
            given = []
            if base_codes is not None:
                inner = this_scope(self.scope, instance)
                for p, value in zip(node.parameters, args, strict=False):
                    inner.vars[p.variable.name.lower()] = value
                for code in base_codes:
                    value = code(inner)
                    given.append(None if value is NOTHING else value)
            self.construct_base(instance, given)
            run(instance, *args)

        def make(*args: Any) -> Any:
            made = self.blank()
            self.start_fields(made)
            initialize(made, args)
            return made

        make.initialize = initialize  # type: ignore[attr-defined]
        return make

    def construct_base(self, instance: Any, args: list[Any]) -> None:
        """Runs the base class's constructor on an instance."""
        base = self.base_script
        if base is not None:
            base.initialize(instance, args)
        elif self.base is not None and self.base.name != "System.Object" and not bare(self.base):
            copy_state(construct(self.base, args, self.scope), instance, self.kind)

    def initialize(self, instance: Any, args: list[Any]) -> None:
        """Runs the constructor that fits on an instance of a derived class."""
        table = self.kind.table
        fitting = [o for o in table.constructors if len(o.params) == len(args)]
        if not fitting:
            raise make_error(
                f'Cannot find an overload for "{self.node.name}" and the argument count: "{len(args)}".',
                "MethodCountCouldNotFindBest",
                "NotSpecified",
                None,
                "System.Management.Automation.MethodException",
            )
        chosen = fitting[0]
        run = getattr(chosen.call, "initialize", None)
        if run is None:
            self.construct_base(instance, [])
            return
        kinds = chosen.types or ()
        cx = self.scope.cx
        run(instance, tuple([convert(a, k, cx=cx) for a, k in zip(args, kinds, strict=True)]))


def bare(kind: NetType) -> bool:
    """Tells whether a .NET base class is abstract and keeps no state: its constructor has nothing to do."""
    return kind.abstract and not constructor_group(kind).overloads


def getter(low: str) -> Any:
    def get(instance: Any) -> Any:
        return instance.fields.get(low)

    get.field = low  # type: ignore[attr-defined] # generated functions read the field itself
    return get


def this_scope(scope: Any, instance: Any) -> Any:
    """Makes the scope of code that belongs to an instance."""
    made = type(scope)(scope, scope.cx, scope.module, "function")
    made.vars["this"] = instance
    return made
