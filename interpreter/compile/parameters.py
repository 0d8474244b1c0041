"""A script function's parameters: from the param block's nodes to a Signature."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import validation
from perdure.interpreter.class_attributes import attribute_step
from perdure.interpreter.compile.core import Unit
from perdure.interpreter.convert import to_bool, to_string
from perdure.interpreter.errors import make_error
from perdure.interpreter.signature import ALL, Parameter, SetInfo, Signature, common_parameters
from perdure.interpreter.type_names import resolve, resolve_text
from perdure.interpreter.validation import Given

KNOWN = {
    "parameter", "pstypename", "alias", "allownull", "allowemptystring", "allowemptycollection", "cmdletbinding", "outputtype",
    "argumentcompleter", "argumentcompletions", "supportswildcards", "psdefaultvalue", "credential", "dscproperty",
    "dscresource", "dontshow", "validatedrive", "validateuserdrive", "validatetrusteddata", "experimental", "hidden",
    "suppressmessage", "psobject", "obsolete", "flags", "serializable", "argumenttotransformation", "noruntimeaffinity",
    "norunspaceaffinity", "parameterattribute", "runspaceaffinity", "excludefromcodecoverage", "debuggerhidden",
    "debuggernonusercode", "debuggerstepthrough",
}  # fmt: skip


def attribute_name(node: ast.Attribute) -> str:
    """Gives an attribute's lower-case name without namespace and the ending `Attribute`."""
    return node.type.name.lower().rpartition(".")[2].removesuffix("attribute")


def script_signature(unit: Unit, tree: ast.ScriptBlock, definition: Any, sc: Any) -> Signature:
    """Makes the signature of a function or script block; types are looked up from the scope of the first call."""
    nodes, attributes = parameter_nodes(tree, definition)
    binding = next((a for a in attributes if attribute_name(a) == "cmdletbinding"), None)
    made = [script_parameter(unit, n, sc) for n in nodes]
    advanced = binding is not None or any(
        isinstance(a, ast.Attribute) and attribute_name(a) == "parameter" for n in nodes for a in n.attributes
    )
    given = cmdlet_binding(binding, unit, sc)
    for a in attributes:
        check_attribute(a, unit, sc)
    positional = to_bool(given.get("positionalbinding", True))
    if positional and not any(i.pos is not None for p in made for i in p.sets.values()):
        number_positions(made)
    signature = Signature(
        made,
        to_string(given.get("defaultparametersetname", "")),
        advanced,
        positional,
        to_bool(given.get("supportsshouldprocess", False)),
    )
    signature.confirm_impact = to_string(given.get("confirmimpact", "Medium"))
    signature.dynamic = tree.dynamicparam is not None
    check_names(made, {c.name.lower() for c in common_parameters(signature.should_process)} if advanced else set())
    if advanced:
        return signature.with_common(common_parameters(signature.should_process))
    return signature


def check_names(made: list[Parameter], taken: set[str]) -> None:
    """Refuses parameters of a name that is taken (a common parameter's), and aliases that stand for two parameters."""
    names = {p.name.lower(): p for p in made}
    aliases: set[str] = set()
    for p in made:
        if p.name.lower() in taken:
            raise metadata_error(
                f"A parameter with the name '{p.name}' was defined multiple times for the command.",
                "ParameterNameAlreadyExistsForCommand",
            )
        for alias in p.aliases:
            if alias.lower() in aliases:
                raise metadata_error(
                    f"The parameter alias cannot be specified because an alias with the name '{alias}' was already defined "
                    "multiple times for the command.",
                    "AliasParameterNameAlreadyExistsForCommand",
                )
            if alias.lower() in names and names[alias.lower()] is not p:
                raise metadata_error(
                    f"The parameter '{names[alias.lower()].name}' cannot be specified because it conflicts with the parameter "
                    f"alias of the same name for parameter '{p.name}'.",
                    "ParameterNameConflictsWithAlias",
                )
            aliases.add(alias.lower())


def metadata_error(text: str, error_id: str) -> Exception:
    return make_error(text, error_id, "MetadataError", None, "System.Management.Automation.MetadataException")


def parameter_nodes(tree: ast.ScriptBlock, definition: Any) -> tuple[tuple[ast.Parameter, ...], tuple[Any, ...]]:
    """Gives a function's parameters and its attributes, from the parentheses behind its name or the param block."""
    if definition is not None and getattr(definition, "parameters", None) is not None:
        return definition.parameters, ()
    if tree.param is None:
        return (), ()
    return tree.param.parameters, tree.param.attributes


def number_positions(made: list[Parameter]) -> None:
    """Gives parameters without switches positions in the order of the text."""
    position = 0
    for p in made:
        if p.is_switch or any(i.rest for i in p.sets.values()):
            continue
        for key, info in list(p.sets.items()):
            p.sets[key] = SetInfo(position, info.mandatory, info.by_value, info.by_name, info.rest)
        position += 1


BINDING_ARGUMENTS = {
    "defaultparametersetname", "supportsshouldprocess", "confirmimpact", "positionalbinding", "helpuri",
    "supportspaging", "supportstransactions", "remotingcapability", "noruntimeaffinity",
}  # fmt: skip


def cmdlet_binding(node: ast.Attribute | None, unit: Unit, sc: Any) -> dict[str, Any]:
    """Gives the named arguments of [CmdletBinding()]."""
    if node is None:
        return {}
    for name, _ in node.named:
        if name.lower() not in BINDING_ARGUMENTS:
            raise unknown_property(name, "System.Management.Automation.CmdletBindingAttribute")
    return Given(node, unit, sc).named


def unknown_property(name: str, type_name: str) -> Exception:
    return make_error(
        f"Property '{name}' cannot be found for type '{type_name}'.", "PropertyNotFoundForType", "InvalidOperation"
    )


PARAMETER_ARGUMENTS = {
    "mandatory", "position", "parametersetname", "valuefrompipeline", "valuefrompipelinebypropertyname",
    "valuefromremainingarguments", "helpmessage", "helpmessagebasename", "helpmessageresourceid", "dontshow",
}  # fmt: skip


def script_parameter(unit: Unit, node: ast.Parameter, sc: Any) -> Parameter:
    """Makes a Parameter of its node."""
    type_node = next((a for a in reversed(node.attributes) if isinstance(a, ast.TypeName)), None)
    type_ = None
    if type_node is not None:
        type_ = resolve(type_node, sc)
    made = Parameter(node.variable.name, type_, type_node.text if type_node is not None else "")
    made.default_code = unit.expression(node.default) if node.default is not None else None
    made.attributes = node.attributes
    behind_type = type_node is None
    for a in node.attributes:
        if isinstance(a, ast.Attribute):
            apply_attribute(made, a, unit, sc, behind_type)
        elif a is type_node:
            behind_type = True
    made.early.reverse()
    made.late.reverse()
    made.steps.reverse()  # the attribute nearest to the variable is asked first
    if not made.sets:
        made.sets[ALL] = SetInfo()
    return made


def apply_attribute(made: Parameter, node: ast.Attribute, unit: Unit, sc: Any, behind_type: bool) -> None:
    """Does what an attribute says of a parameter; `behind_type` = it stands between the type and the name."""
    name = attribute_name(node)
    if name == "parameter":
        parameter_attribute(made, node, unit, sc)
    elif name == "alias":
        made.aliases += tuple(to_string(v) for v in Given(node, unit, sc).positional)
    elif name == "allownull":
        made.allow_null = True
    elif name == "allowemptystring":
        made.allow_empty_string = True
    elif name == "allowemptycollection":
        made.allow_empty_list = True
    elif name == "credential":
        made.credential = True
    elif name == "pstypename":
        made.ps_type_names += tuple(to_string(v) for v in Given(node, unit, sc).positional)
    else:
        if name == "validateset":
            made.choices = tuple(to_string(v) for v in Given(node, unit, sc).positional)
        step = any_step(node, unit, sc)
        if step is not None and getattr(step, "transforms", False):
            (made.early if behind_type else made.late).append(step)
        elif step is not None:
            made.steps.append(step)


def any_step(node: ast.Attribute, unit: Unit, sc: Any) -> Any:
    """Makes the step of an attribute, .NET's own or a script's class; None for one that neither checks nor changes."""
    return validation.attribute_step(node, unit, sc) or check_attribute(node, unit, sc)


def parameter_attribute(made: Parameter, node: ast.Attribute, unit: Unit, sc: Any) -> None:
    for key, _ in node.named:
        if key.lower() not in PARAMETER_ARGUMENTS:
            raise unknown_property(key, "System.Management.Automation.ParameterAttribute")
    named = Given(node, unit, sc).named
    position = named.get("position")
    info = SetInfo(
        int(position) if position is not None else None,
        to_bool(named.get("mandatory", False)),
        to_bool(named.get("valuefrompipeline", False)),
        to_bool(named.get("valuefrompipelinebypropertyname", False)),
        to_bool(named.get("valuefromremainingarguments", False)),
    )
    made.sets[to_string(named.get("parametersetname", ALL)) or ALL] = info
    if "helpmessage" in named:
        made.help = to_string(named["helpmessage"])
    if "dontshow" in named:
        made.hidden = to_bool(named["dontshow"])


def check_attribute(node: ast.Attribute, unit: Unit, sc: Any) -> Any:
    """Looks a custom attribute's type up; gives the step of one that is a script class (or None)."""
    name = attribute_name(node)
    if name in KNOWN or name in validation.STEPS:
        return None
    found = resolve_text(node.type.name + "Attribute", sc) or resolve_text(node.type.name, sc)
    if found is None:
        raise make_error(
            f"Cannot find the type for custom attribute '{node.type.name}'. Make sure that the assembly that contains "
            "this type is loaded.",
            "CustomAttributeTypeNotFound",
            "InvalidOperation",
            node.type.name,
        )
    if found.assembly != "script":
        return None
    return attribute_step(found, Given(node, unit, sc), sc)
