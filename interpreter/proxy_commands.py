"""Proxy functions as text: what ProxyCommand.Create makes of a command's metadata.

The text declares the command's parameters again and runs it by a steppable pipeline. Serves dotnet/proxies.py.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.command import AliasInfo, CmdletInfo, CommandInfo
from perdure.interpreter.command_syntax import resolved, signature_of
from perdure.interpreter.context import current
from perdure.interpreter.signature import ALL, Parameter, SetInfo, Signature
from perdure.interpreter.type_names import display_name
from perdure.interpreter.values.base import NetObject

SWITCH = "System.Management.Automation.SwitchParameter"
BEGIN = """
    try {
        $outBuffer = $null
        if ($PSBoundParameters.TryGetValue('OutBuffer', [ref]$outBuffer))
        {
            $PSBoundParameters['OutBuffer'] = 1
        }

        $wrappedCmd = $ExecutionContext.InvokeCommand.GetCommand('NAME', [System.Management.Automation.CommandTypes]::KIND)
        $scriptCmd = {& $wrappedCmd @PSBoundParameters }

        $steppablePipeline = $scriptCmd.GetSteppablePipeline($myInvocation.CommandOrigin)
        $steppablePipeline.Begin(TARGET)
    } catch {
        throw
    }
"""
PROCESS = """
    try {
        $steppablePipeline.Process($_)
    } catch {
        throw
    }
"""
END = """
    try {
        $steppablePipeline.End()
    } catch {
        throw
    }
"""
CLEAN = """
    if ($null -ne $steppablePipeline) {
        $steppablePipeline.Clean()
    }
"""


class CommandMetadata(NetObject):
    """System.Management.Automation.CommandMetadata of a command."""

    __slots__ = ("info", "signature")
    net = "System.Management.Automation.CommandMetadata"

    def __init__(self, info: CommandInfo, _with_commons: Any = False) -> None:
        scope = current().scope
        target = resolved(info, scope) if isinstance(info, AliasInfo) else info
        self.info: CommandInfo = target or info
        self.signature: Signature = signature_of(self.info, scope) or Signature([], "", False)

    @property
    def target(self) -> str:
        """The name by which the proxy looks for the command."""
        return f"{self.info.module}\\{self.info.name}" if isinstance(self.info, CmdletInfo) else self.info.name

    def parameters(self) -> list[Parameter]:
        return [p for p in self.signature.parameters if not p.common]


def create(meta: CommandMetadata, comment: str | None = None, *_more: Any) -> str:
    """Gives the whole proxy function's body."""
    text = comment or f"\n.ForwardHelpTargetName {meta.target}\n.ForwardHelpCategory {meta.info.kind}\n"
    return (
        f"\n{binding_attribute(meta)}\nparam({param_block(meta)})\n\nbegin\n{{{begin_block(meta)}}}\n\nprocess\n{{{PROCESS}}}\n\n"
        f"end\n{{{END}}}\n\nclean\n{{{CLEAN}}}\n<#\n{text}\n#>\n"
    )


def binding_attribute(meta: CommandMetadata) -> str:
    """Gives `[CmdletBinding(...)]`; nothing for a plain function."""
    signature = meta.signature
    if not signature.advanced:
        return ""
    given = []
    if signature.default_set:
        given.append(f"DefaultParameterSetName='{signature.default_set}'")
    if signature.should_process:
        given += ["SupportsShouldProcess=$true", f"ConfirmImpact='{signature.confirm_impact}'"]
    if not signature.positional_binding:
        given.append("PositionalBinding=$false")
    return f"[CmdletBinding({', '.join(given)})]"


def param_block(meta: CommandMetadata) -> str:
    """Gives the declarations of the parameters."""
    source = getattr(getattr(meta.info, "block", None), "source", None)
    return ",\n".join([declaration(p, source) for p in meta.parameters()])


def begin_block(meta: CommandMetadata, *_more: Any) -> str:
    target = "$PSCmdlet" if meta.signature.advanced else "$myInvocation.ExpectingInput, $ExecutionContext"
    return BEGIN.replace("NAME", meta.target).replace("KIND", meta.info.kind).replace("TARGET", target)


def declaration(p: Parameter, source: Any) -> str:
    """Gives one parameter: its attributes, type and name, a line each."""
    lines = []
    for name, info in p.sets.items():
        given = [f"ParameterSetName='{name}'"] if name != ALL else []
        given += flags(info)
        if p.help and given:
            given.append("HelpMessage='" + p.help.replace("'", "''") + "'")
        if given:
            lines.append(f"[Parameter({', '.join(given)})]")
    if p.aliases:
        lines.append(f"[Alias({','.join([quoted(a) for a in p.aliases])})]")
    lines += attributes(p, source)
    if p.type is not None:
        lines.append(f"[{'switch' if p.type.name == SWITCH else display_name(p.type)}]")
    lines.append(f"${{{p.name}}}")
    return "".join([f"\n    {line}" for line in lines])


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def flags(info: SetInfo) -> list[str]:
    """Gives what a set says of a parameter, as arguments of [Parameter()]."""
    made = ["Mandatory=$true"] if info.mandatory else []
    if info.pos is not None:
        made.append(f"Position={info.pos}")
    for on, name in (
        (info.by_value, "ValueFromPipeline"),
        (info.by_name, "ValueFromPipelineByPropertyName"),
        (info.rest, "ValueFromRemainingArguments"),
    ):
        if on:
            made.append(f"{name}=$true")
    return made


def attributes(p: Parameter, source: Any) -> list[str]:
    """Gives the other attributes: a function's as they are written, a cmdlet's set of values."""
    if source is None:
        return [f"[ValidateSet({','.join([quoted(c) for c in p.choices])})]"] if p.choices else []
    return [
        source.text[a.span.start : a.span.end]
        for a in p.attributes
        if isinstance(a, ast.Attribute) and a.type.name.lower() not in ("parameter", "alias")
    ]
