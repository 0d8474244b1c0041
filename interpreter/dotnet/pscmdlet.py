"""The members of $PSCmdlet (System.Management.Automation.PSScriptCmdlet) and of session states."""

from perdure.interpreter import pscmdlet as of
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.engine import CommandInvocationIntrinsics

ORIGIN = "System.Management.Automation.CommandOrigin"

define(
    "System.Management.Automation.PSScriptCmdlet",
    py=of.ScriptCmdlet,
    members={
        "ParameterSetName": Prop(lambda self: self.set_name, None, "System.String"),
        "MyInvocation": Prop(lambda self: self.invocation),
        "SessionState": Prop(lambda self: self.scope.module),
        "CommandRuntime": Prop(lambda self: self),
        "Host": Prop(lambda self: self.cx.global_scope.lookup("host")),
        "CommandOrigin": Prop(lambda self: named(ORIGIN, 1)),
        "InvokeCommand": Prop(lambda self: CommandInvocationIntrinsics(self.scope.module)),
        "InvokeProvider": Prop(lambda self: None),
        "JobManager": Prop(lambda self: None),
        "PagingParameters": Prop(lambda self: None),
        "Stopping": Prop(lambda self: False, None, "System.Boolean"),
        "ShouldProcess(string target) -> bool": of.should_process,
        "ShouldProcess(string target, string action) -> bool": of.should_process,
        "ShouldProcess(string verboseDescription, string verboseWarning, string caption) -> bool": of.should_process,
        "ShouldContinue(string query, string caption) -> bool": of.should_continue,
        "ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) -> bool": of.should_continue,
        "WriteError(System.Management.Automation.ErrorRecord errorRecord) -> void": of.write_error,
        "ThrowTerminatingError(System.Management.Automation.ErrorRecord errorRecord) -> void": of.throw_terminating,
        "WriteObject(object sendToPipeline) -> void": of.write_object,
        "WriteObject(object sendToPipeline, bool enumerateCollection) -> void": of.write_object,
        "WriteWarning(string text) -> void": of.write_text("write_warning"),
        "WriteVerbose(string text) -> void": of.write_text("write_verbose"),
        "WriteDebug(string text) -> void": of.write_text("write_debug"),
        "WriteInformation(object messageData, string[] tags) -> void": of.write_information,
        "WriteCommandDetail(string text) -> void": lambda self, text: None,
        "WriteProgress(System.Management.Automation.ProgressRecord progressRecord) -> void": of.write_progress,
        "GetVariableValue(string name)": of.variable_value,
        "GetVariableValue(string name, object defaultValue)": of.variable_value,
        "GetUnresolvedProviderPathFromPSPath(string path) -> string": lambda self, path: self.cx.full_path(
            path, self.scope
        ),
    },
)
