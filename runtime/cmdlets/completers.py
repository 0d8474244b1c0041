"""Register-ArgumentCompleter: what completes arguments on a prompt is kept with the session."""

from perdure.interpreter.command import Cmdlet, P, cmdlet

CORE = "Microsoft.PowerShell.Core"


@cmdlet("Register-ArgumentCompleter", module=CORE, default_set="NativeSet")
class RegisterArgumentCompleter(Cmdlet):
    """Says which script block completes a parameter's, or a program's, arguments."""

    CommandName = P("string[]", mandatory=True, sets="NativeSet").also(sets="PowerShellSet")
    ParameterName = P("string", mandatory=True, sets="PowerShellSet")
    ScriptBlock = P("scriptblock", mandatory=True)
    Native = P("switch", sets="NativeSet")

    def end(self) -> None:
        for command in self.CommandName or ("",):
            self.cx.completers[command.lower(), (self.ParameterName or "").lower()] = self.ScriptBlock
