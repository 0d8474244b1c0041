"""The functions that a session has from the start (`prompt`, `cd..` ...), made when one is first asked for."""

from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter import modules
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.values.blocks import ScriptBlock

TEXTS = {
    "cd..": "Set-Location ..",
    "cd\\": "Set-Location \\",
    "cd~": "Set-Location ~",
    "help": "[CmdletBinding()] param([string] $Name) Get-Help @PSBoundParameters",
    "oss": "[CmdletBinding()] param([Parameter(ValueFromPipeline)] [psobject] $InputObject) process { $InputObject | Out-String -Stream }",
    "Pause": "$null = Read-Host 'Press Enter to continue...'",
    "prompt": "\"PS $($PWD.Path)> \"",
}  # fmt: skip
_LOW = {name.lower(): name for name in TEXTS}


def own_function(cx: Any, low: str) -> FunctionInfo | None:
    """Gives the session's own function of that lower-case name, put into the global scope at the first call."""
    name = _LOW.get(low)
    if name is None:
        return None
    tree = parse_source(Source(TEXTS[name]))
    block = ScriptBlock(tree.body, tree.source, cx.top)
    block.home = cx
    made = FunctionInfo(name, block)
    cx.global_scope.set_function(name, made)
    return made


def autoload(cx: Any, command: str, scope: Any) -> Any:
    """Finds a command that is not loaded yet: the session's own functions, then modules in PSModulePath."""
    return own_function(cx, command.lower()) or modules.autoload(cx, command, scope)
