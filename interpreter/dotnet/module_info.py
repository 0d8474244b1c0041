"""PSModuleInfo and PSVariable: a module and a variable as values."""

from typing import Any

from perdure.interpreter.command_syntax import name_table
from perdure.interpreter.context import current
from perdure.interpreter.convert import convert_to
from perdure.interpreter.modules import ModuleInfo
from perdure.interpreter.scopes import written_name
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.variable import PSVariable, variable_in

SMA = "System.Management.Automation."
STRING = "System.String"


def _commands(slot: str, type_name: str) -> Any:
    def read(info: ModuleInfo) -> Any:
        table = getattr(info, slot)
        return name_table([(v.name, v) for v in table.values()], SMA + type_name)

    return read


def _variables(info: ModuleInfo) -> Any:
    scope = info.state.scope
    pairs = [(written_name(low), variable_in(scope, low, written_name(low))) for low in info.variables]
    return name_table(pairs, SMA + "PSVariable")


def _every(info: ModuleInfo) -> Any:
    pairs = [(v.name, v) for table in (info.functions, info.aliases) for v in table.values()]
    return name_table(pairs, SMA + "CommandInfo")


def _base(info: ModuleInfo) -> str | None:
    return info.path.rpartition("/")[0] if info.path and "/" in info.path else None


def _slot(name: str, type_: str = STRING) -> Prop:
    def read(info: Any) -> Any:
        return getattr(info, name)

    return Prop(read, None, type_)


def _bound(info: ModuleInfo, block: ScriptBlock) -> ScriptBlock:
    made = ScriptBlock(block.tree, block.source, info.state)
    made.home = current()
    return made


def _set_on_remove(info: ModuleInfo, block: Any) -> None:
    info.on_remove = block


define(
    SMA + "PSModuleInfo",
    members={
        "LogPipelineExecutionDetails": Prop(lambda self: False, None, "System.Boolean"),
        "Name": _slot("name"),
        "Path": _slot("path"),
        "Description": _slot("description"),
        "Guid": Prop(lambda self: self.guid or convert_to("0" * 32, "System.Guid"), None, "System.Guid"),
        "ModuleBase": Prop(_base, None, STRING),
        "PrivateData": _slot("private_data", "System.Object"),
        "Version": _slot("version", "System.Version"),
        "ModuleType": Prop(lambda self: convert_to(self.kind, SMA + "ModuleType"), None, SMA + "ModuleType"),
        "Author": _slot("author"),
        "ExportedFunctions": Prop(_commands("functions", "FunctionInfo")),
        "ExportedCmdlets": Prop(lambda self: name_table((), SMA + "CmdletInfo")),
        "ExportedCommands": Prop(_every),
        "ExportedVariables": Prop(_variables),
        "ExportedAliases": Prop(_commands("aliases", "AliasInfo")),
        "NestedModules": Prop(lambda self: Collection(self.nested, (SMA + "PSModuleInfo",))),
        "SessionState": Prop(lambda self: self.state, None, SMA + "SessionState"),
        "OnRemove": Prop(lambda self: self.on_remove, _set_on_remove, SMA + "ScriptBlock"),
        "Invoke(scriptblock sb, params object[] args)": lambda self, block, args: current().call_block(
            _bound(self, block), list(args), scope=self.state.scope, local=True
        ),
        "NewBoundScriptBlock(scriptblock scriptBlockToBind)": _bound,
        "ToString() -> string": lambda self: self.name,
    },
    py=ModuleInfo,
)


def _options(variable: PSVariable) -> Any:
    return convert_to(", ".join(sorted(variable.options)) or "None", SMA + "ScopedItemOptions")


def _put(variable: PSVariable, value: Any) -> None:
    variable.put(value)


def _describe(variable: PSVariable, text: str) -> None:
    variable.description = text


def _made(name: str, value: Any = None, options: Any = None) -> PSVariable:
    made = PSVariable(name, value)
    if options is not None:
        made.options = frozenset(part.strip() for part in str(options).split(",")) - {"None"}
    return made


define(
    SMA + "PSVariable",
    members={
        "new(string name)": _made,
        "new(string name, object value)": _made,
        f"new(string name, object value, {SMA}ScopedItemOptions options)": _made,
        "Name": Prop(lambda self: self.name, None, STRING),
        "Description": Prop(lambda self: self.description, _describe, STRING),
        "Value": Prop(lambda self: self.get(), _put),
        "Visibility": Prop(lambda self: convert_to("Public", SMA + "SessionStateEntryVisibility")),
        "Module": Prop(lambda self: None, None, SMA + "PSModuleInfo"),
        "ModuleName": Prop(lambda self: "", None, STRING),
        "Options": Prop(_options, None, SMA + "ScopedItemOptions"),
        "Attributes": Prop(lambda self: Collection(self.attributes, ("System.Attribute",))),
    },
    py=PSVariable,
)
