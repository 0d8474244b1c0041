"""PowerShell's own enums. A table only."""

from perdure.interpreter.dotnet._enums import enums

_S = "System.Management.Automation."

enums(
    {
        _S + "ActionPreference": "SilentlyContinue Stop Continue Inquire Ignore Suspend Break",
        _S + "ConfirmImpact": "None Low Medium High",
        _S + "CommandOrigin": "Runspace Internal",
        _S + "NativeArgumentPassingStyle": "Legacy Standard Windows",
        _S + "ErrorCategory": (
            "NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation "
            "InvalidResult InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped "
            "OperationTimeout SyntaxError ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable "
            "ReadError WriteError FromStdErr SecurityError ProtocolError ConnectionError AuthenticationError LimitsExceeded "
            "QuotaExceeded NotEnabled"
        ),
        _S + "ErrorView": "NormalView CategoryView ConciseView DetailedView",
        _S + "PSInvocationState": "NotStarted Running Stopping Stopped Completed Failed Disconnected",
        _S + "PSLanguageMode": "FullLanguage RestrictedLanguage NoLanguage ConstrainedLanguage",
        _S + "PSSessionTypeOption": "DefaultRemoteShell Workflow",
        _S + "SessionStateEntryVisibility": "Public Private",
        _S + "OutputRendering": "Host PlainText Ansi",
        _S + "ProgressView": "Minimal Classic",
        _S + "ProgressRecordType": "Processing Completed",
        _S + "ModuleType": "Script Binary Manifest Cim Workflow",
        _S + "ModuleAccessMode": "ReadWrite ReadOnly Constant",
        _S + "ReturnContainers": "ReturnMatchingContainers ReturnAllContainers",
        _S + "RollbackSeverity": "Error TerminatingError Never",
        _S + "WhereOperatorSelectionMode": "Default First Last SkipUntil Until Split",
        _S + "CompletionResultType": (
            "Text History Command ProviderItem ProviderContainer Property Method ParameterName ParameterValue Variable "
            "Namespace Type Keyword DynamicKeyword"
        ),
        _S + "PSTransactionStatus": "RolledBack Committed Active",
        _S + "RemotingCapability": "None PowerShell SupportedByCommand OwnedByCommand",
        _S + "Alignment": "Left=1 Center=2 Right=3 Undefined=0",
        _S + "VariableAccessMode": "Read Write ReadWrite",
        _S + "Runspaces.RunspaceState": (
            "BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting"
        ),
        _S + "Runspaces.RunspaceAvailability": "None Available AvailableForNestedCommand Busy RemoteDebug",
        _S + "Runspaces.RunspacePoolState": (
            "BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting"
        ),
        _S + "Runspaces.PipelineState": "NotStarted Running Stopping Stopped Completed Failed Disconnected",
        _S + "Runspaces.PSThreadOptions": "Default UseNewThread ReuseThread UseCurrentThread",
        "Microsoft.PowerShell.ExecutionPolicy": "Unrestricted RemoteSigned AllSigned Restricted Default=3 Bypass Undefined",
        "Microsoft.PowerShell.ExecutionPolicyScope": "Process CurrentUser LocalMachine UserPolicy MachinePolicy",
        "Microsoft.PowerShell.Commands.OutputAssemblyType": "Library ConsoleApplication WindowsApplication",
        "Microsoft.PowerShell.Commands.WebRequestMethod": (
            "Default Get Head Post Put Delete Trace Options Merge Patch"
        ),
    }
)
enums(
    {
        _S + "ScopedItemOptions": "None=0 ReadOnly=1 Constant=2 Private=4 AllScope=8 Unspecified=16",
        _S + "CommandTypes": (
            "Alias=1 Function=2 Filter=4 Cmdlet=8 ExternalScript=16 Application=32 Script=64 Configuration=256 All=383"
        ),
        _S + "PSMemberTypes": (
            "AliasProperty=1 CodeProperty=2 Property=4 NoteProperty=8 ScriptProperty=16 Properties=31 PropertySet=32 "
            "Method=64 CodeMethod=128 ScriptMethod=256 Methods=448 ParameterizedProperty=512 MemberSet=1024 Event=2048 "
            "Dynamic=4096 InferredProperty=8192 All=16383"
        ),
        _S + "PSMemberViewTypes": "Extended=1 Adapted=2 Base=4 All=7",
        _S + "ShouldProcessReason": "None=0 WhatIf=1",
        _S + "SplitOptions": (
            "SimpleMatch=1 RegexMatch=2 CultureInvariant=4 IgnorePatternWhitespace=8 Multiline=16 Singleline=32 "
            "IgnoreCase=64 ExplicitCapture=128"
        ),
        _S + "WildcardOptions": "None=0 Compiled=1 IgnoreCase=2 CultureInvariant=4",
        _S + "PSTraceSourceOptions": (
            "None=0 Constructor=1 Dispose=2 Finalizer=4 Method=8 Property=16 Delegates=32 Events=64 Exception=128 Lock=256 "
            "Error=512 Errors=640 Warning=1024 Verbose=2048 WriteLine=4096 Scope=8192 All=32767"
        ),
        _S + "Provider.ProviderCapabilities": (
            "None=0 Include=1 Exclude=2 Filter=4 ExpandWildcards=8 ShouldProcess=16 Credentials=32 Transactions=64"
        ),
        _S + "PSCredentialTypes": "Generic=1 Domain=2 Default=3",
        _S + "PSCredentialUIOptions": ("None=0 ValidateUserNameSyntax=1 Default=1 AlwaysPrompt=2 ReadOnlyUserName=3"),
        _S + "CopyContainers": "CopyTargetContainer=0 CopyChildrenOfTargetContainer=1",
    },
    flags=True,
)
