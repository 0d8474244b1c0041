"""CommandMetadata and ProxyCommand: the texts of proxy functions."""

from perdure.interpreter import proxy_commands as of
from perdure.interpreter.command_syntax import ParameterMetadata, name_table
from perdure.interpreter.typesys import Prop, define

SMA = "System.Management.Automation."
STRING, BOOL = "System.String", "System.Boolean"

define(
    SMA + "CommandMetadata",
    py=of.CommandMetadata,
    members={
        f"new({SMA}CommandInfo commandInfo)": of.CommandMetadata,
        f"new({SMA}CommandInfo commandInfo, bool shouldGenerateCommonParameters)": of.CommandMetadata,
        "Name": Prop(lambda self: self.info.name, None, STRING),
        "CommandType": Prop(lambda self: None, None, "System.Type"),
        "DefaultParameterSetName": Prop(lambda self: self.signature.default_set or None, None, STRING),
        "SupportsShouldProcess": Prop(lambda self: self.signature.should_process, None, BOOL),
        "SupportsPaging": Prop(lambda self: False, None, BOOL),
        "PositionalBinding": Prop(lambda self: self.signature.positional_binding, None, BOOL),
        "ConfirmImpact": Prop(lambda self: self.signature.confirm_impact, None, STRING),
        "Parameters": Prop(
            lambda self: name_table(
                [(p.name, ParameterMetadata(p)) for p in self.parameters()], SMA + "ParameterMetadata"
            )
        ),
    },
)
_META = f"{SMA}CommandMetadata commandMetadata"
define(
    SMA + "ProxyCommand",
    kind="static",
    members={
        f"static Create({_META}) -> string": of.create,
        f"static Create({_META}, string helpComment) -> string": of.create,
        f"static Create({_META}, string helpComment, bool generateDynamicParameters) -> string": of.create,
        f"static GetCmdletBindingAttribute({_META}) -> string": of.binding_attribute,
        f"static GetParamBlock({_META}) -> string": of.param_block,
        f"static GetBegin({_META}) -> string": of.begin_block,
        f"static GetProcess({_META}) -> string": lambda meta: of.PROCESS,
        f"static GetEnd({_META}) -> string": lambda meta: of.END,
        f"static GetClean({_META}) -> string": lambda meta: of.CLEAN,
    },
)
