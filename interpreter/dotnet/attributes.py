"""PowerShell's attributes as types and objects, beyond those of parameters.py: for dynamic parameters, and to be named.

Each row says how the attribute is made, what its properties are, and what it does to a dynamic parameter.
"""

from typing import Any

from perdure.interpreter import validation
from perdure.interpreter.context import current
from perdure.interpreter.dotnet.parameters import prop
from perdure.interpreter.signature import Parameter
from perdure.interpreter.typesys import NetType, define
from perdure.interpreter.values.attributes import AttributeObject

SMA = "System.Management.Automation."
CHECKS, ELEMENTS = SMA + "ValidateArgumentsAttribute", SMA + "ValidateEnumeratedArgumentsAttribute"


class PlainAttribute(AttributeObject):
    """An attribute of type `net_type`; `props` what was set by name, `values` what it was made with."""

    __slots__ = ("net_type", "props", "effect")

    def __init__(self, net_type: NetType, effect: Any, values: tuple[Any, ...]) -> None:
        super().__init__(*values)
        self.net_type, self.effect = net_type, effect
        self.props: dict[str, Any] = {}

    def apply(self, made: Parameter) -> None:
        if self.effect is not None:
            self.effect(made, *self.values)


def attribute(
    name: str, makers: tuple[str, ...] = ("new()",), base: str = "System.Attribute", effect: Any = None, **props: Any
) -> None:
    """Declares an attribute; `props` are (type, default) pairs, or (type, n) for the n-th value it was made with."""
    kind = define(SMA + name + "Attribute", base)

    def make(*values: Any) -> PlainAttribute:
        return PlainAttribute(kind, effect, values)

    table: dict[str, Any] = dict.fromkeys(makers, make)
    for key, (type_name, given) in props.items():
        if isinstance(given, Place):
            table[f"{key} -> {type_name}"] = given.read
        else:
            table[key] = prop(key, type_name, given)
    kind.members = table


class Place:
    """Reads one of the values that an attribute was made with."""

    def __init__(self, at: int) -> None:
        self.at = at

    def read(self, made: PlainAttribute) -> Any:
        return made.values[self.at] if self.at < len(made.values) else None


def step(make: Any) -> Any:
    """Makes the effect that adds a validation step."""

    def effect(made: Parameter, *values: Any) -> None:
        made.steps.append(make(*values))

    return effect


def allow(*words: str) -> Any:
    def effect(made: Parameter) -> None:
        for word in words:
            setattr(made, word, True)

    return effect


def only(check: Any) -> Any:
    """Makes the effect of a check that takes nothing."""

    def effect(made: Parameter) -> None:
        made.steps.append(check)

    return effect


def script_check(block: Any) -> Any:
    return validation.validate_script(block, current())


BOOL, INT, STRING = "bool", "int", "string"
attribute("ValidateCount", ("new(int minLength, int maxLength)",), CHECKS, step(validation.validate_count),
          MinLength=(INT, Place(0)), MaxLength=(INT, Place(1)))  # fmt: skip
attribute("ValidateLength", ("new(int minLength, int maxLength)",), ELEMENTS, step(validation.validate_length),
          MinLength=(INT, Place(0)), MaxLength=(INT, Place(1)))  # fmt: skip
attribute("ValidateScript", ("new(scriptblock scriptBlock)",), ELEMENTS, step(script_check),
          ScriptBlock=("scriptblock", Place(0)), ErrorMessage=("System.String", None))  # fmt: skip
attribute("ValidateNotNull", base=CHECKS, effect=only(validation.not_null))
attribute("ValidateNotNullOrWhiteSpace", base=SMA + "ValidateNotNullOrEmptyAttribute",
          effect=only(validation.not_null_or_white_space))  # fmt: skip
attribute("ValidateDrive", ("new(params string[] validRootDrives)",), CHECKS, ValidRootDrives=("string[]", Place(0)))
attribute("ValidateUserDrive", base=SMA + "ValidateDriveAttribute")
attribute("ValidateTrustedData", base=CHECKS)
attribute("AllowNull", effect=allow("allow_null"))
attribute("AllowEmptyString", effect=allow("allow_empty_string"))
attribute("AllowEmptyCollection", effect=allow("allow_empty_list"))
attribute("ArgumentCompleter", ("new(type type)", "new(scriptblock scriptBlock)"),
          Type=("type", Place(0)), ScriptBlock=("scriptblock", Place(0)))  # fmt: skip
attribute("ArgumentCompletions", ("new(params string[] completions)",))
attribute("Credential", base=SMA + "ArgumentTransformationAttribute")
attribute("CmdletBinding", base=SMA + "CmdletCommonMetadataAttribute", PositionalBinding=("System.Boolean", True),
          DefaultParameterSetName=("System.String", None), SupportsShouldProcess=("System.Boolean", False),
          SupportsPaging=("System.Boolean", False), HelpUri=("System.String", ""),
          ConfirmImpact=("System.Object", "Medium"))  # fmt: skip
attribute("OutputType", ("new(params type[] type)", "new(params string[] type)"), Type=("object", Place(0)))
attribute("SupportsWildcards")
attribute("Hidden")
attribute("DynamicClassImplementationAssembly")
attribute("PSTypeName", ("new(string psTypeName)",), PSTypeName=(STRING, Place(0)))
attribute("PSDefaultValue", Help=("System.String", None), Value=("System.Object", None))
attribute("Experimental", ("new(string experimentName, object experimentAction)",), ExperimentName=(STRING, Place(0)))
attribute("DscResource")
attribute("DscProperty", Key=("System.Boolean", False), Mandatory=("System.Boolean", False))
attribute("DscLocalConfigurationManager")
attribute("Cmdlet", ("new(string verbName, string nounName)",), SMA + "CmdletCommonMetadataAttribute",
          VerbName=(STRING, Place(0)), NounName=(STRING, Place(1)))  # fmt: skip
define(SMA + "CmdletCommonMetadataAttribute", "System.Attribute", abstract=True)
define(SMA + "Language.NoRunspaceAffinityAttribute", "System.Attribute")
define("System.FlagsAttribute", "System.Attribute", members={"new()": lambda: None})
define("System.ObsoleteAttribute", "System.Attribute")
define("System.SerializableAttribute", "System.Attribute")
define("System.ComponentModel.DescriptionAttribute", "System.Attribute")
