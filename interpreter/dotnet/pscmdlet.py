"""The members of $PSCmdlet (System.Management.Automation.PSScriptCmdlet) and of session states."""

from perdure.interpreter import pscmdlet as of
from perdure.interpreter.typesys import Prop, define

define(
    "System.Management.Automation.PSScriptCmdlet",
    py=of.ScriptCmdlet,
    members={
        "ParameterSetName": Prop(lambda self: self.set_name, None, "System.String"),
        "MyInvocation": Prop(lambda self: self.invocation),
        "SessionState": Prop(lambda self: self.scope.module),
        "CommandRuntime": Prop(lambda self: self),
        "Host": Prop(lambda self: self.cx.global_scope.lookup("host")),
        "Stopping": Prop(lambda self: False, None, "System.Boolean"),
        "ShouldProcess(string target)": of.should_process,
        "ShouldProcess(string target, string action)": of.should_process,
        "ShouldProcess(string verboseDescription, string verboseWarning, string caption)": of.should_process,
        "ShouldContinue(string query, string caption)": of.should_continue,
        "WriteError(System.Management.Automation.ErrorRecord errorRecord)": of.write_error,
        "ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord)": of.throw_terminating,
        "WriteObject(object sendToPipeline)": of.write_object,
        "WriteObject(object sendToPipeline, bool enumerateCollection)": of.write_object,
        "WriteWarning(string text)": of.write_text("write_warning"),
        "WriteVerbose(string text)": of.write_text("write_verbose"),
        "WriteDebug(string text)": of.write_text("write_debug"),
        "WriteInformation(object messageData, string[] tags)": of.write_information,
        "WriteProgress(System.Management.Automation.ProgressRecord progressRecord)": of.write_progress,
        "GetVariableValue(string name)": of.variable_value,
        "GetVariableValue(string name, object defaultValue)": of.variable_value,
        "GetUnresolvedProviderPathFromPSPath(string path)": lambda self, path: self.cx.full_path(path, self.scope),
    },
)
