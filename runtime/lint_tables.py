"""Which cmdlets Windows PowerShell 5.1 wraps as activities, and which it leaves out (spec 8.1, 8.2), lower case."""


def _names(text: str) -> frozenset[str]:
    """Reads `Verb-Noun` and `Verb/Verb-Noun` words."""
    found: set[str] = set()
    for word in text.split():
        verbs, _, noun = word.lower().partition("-")
        found.update(f"{verb}-{noun}" for verb in verbs.split("/"))
    return frozenset(found)


ACTIVITIES = _names(
    """
    Disable/Enable-PSRemoting Disable/Enable/Get/Register/Set/Unregister-PSSessionConfiguration
    Test-PSSessionConfigurationFile ForEach-Object Where-Object Get-Command Get-Help Save-Help Update-Help
    Get/Receive/Remove/Resume/Start/Stop/Suspend/Wait-Job Get-Module New/Test-ModuleManifest Get/Remove-PSSession
    New-PSTransportOption
    Add-Member Add-Type Compare-Object ConvertFrom-Csv ConvertFrom-Json ConvertFrom-String ConvertFrom-StringData
    ConvertTo-Csv ConvertTo-Html ConvertTo-Json ConvertTo-Xml Export/Import-Clixml Export/Import-Csv Export-FormatData
    Get-Culture Get-Date Get-Event Get-EventSubscriber Get-Host Get-Member Get-Random Get-TraceSource Get-TypeData
    Get-UICulture Get-Unique Group-Object Import-LocalizedData Invoke-Expression Invoke-RestMethod Invoke-WebRequest
    Measure-Command Measure-Object New-Event New-TimeSpan Out-File Out-Printer Out-String Register-EngineEvent
    Register-ObjectEvent Remove-Event Select-Object Select-String Select-Xml Send-MailMessage Set-Date Set-TraceSource
    Sort-Object Start-Sleep Tee-Object Unblock-File Unregister-Event Update-List Wait-Event
    Write-Debug Write-Error Write-Information Write-Output Write-Progress Write-Verbose Write-Warning
    Add-Computer Add/Clear/Get/Set-Content Checkpoint-Computer Clear-EventLog Clear/Copy/Get/Invoke/Move/New/Remove/Rename/Set-Item
    Clear/Copy/Get/Move/New/Remove/Rename/Set-ItemProperty Get-ItemPropertyValue Clear-RecycleBin Convert-Path
    Disable/Enable-ComputerRestore Get-ChildItem Get-ComputerRestorePoint Get-EventLog Get-HotFix Get-Location Get-PSDrive
    Get-PSProvider Get/Start/Stop/Wait-Process Get/New/Restart/Resume/Set/Start/Stop/Suspend-Service Join-Path
    Resolve/Split/Test-Path Limit/New/Remove/Write-EventLog New-WebServiceProxy Register-WmiEvent Remove-Computer
    Remove-WmiObject Rename-Computer Reset-ComputerMachinePassword Restart-Computer Restore-Computer Set-WmiInstance
    Stop-Computer Test-ComputerSecureChannel Test-Connection Get-WmiObject Invoke-WmiMethod
    ConvertFrom/ConvertTo-SecureString Get/Set-Acl Get/Set-AuthenticodeSignature Get/Protect/Unprotect-CmsMessage
    Get/Set-ExecutionPolicy Get-PfxCertificate Get-WinEvent New-WinEvent Get/Import/Export-Counter
    Connect/Disconnect/Test-WSMan Disable/Enable-WSManCredSSP Get-WSManCredSSP Get/Invoke/New/Remove/Set-WSManInstance
    New-WSManSessionOption Set-WSManQuickConfig Invoke-WSManAction
    Get/New/Remove/Set-CimInstance Get-CimAssociatedInstance Get-CimClass Invoke-CimMethod New-CimSession
    New-CimSessionOption Get/Set-PSWorkflowData New-Object
    Get/Set-AutomationVariable Get-AutomationPSCredential Get-AutomationConnection Get-AutomationCertificate
    Start-AutomationRunbook Wait-AutomationJob Start-ChildRunbook
    """
)

EXCLUDED = _names(
    """
    Add/Clear/Get/Invoke-History Add/Get/Remove-PSSnapin Connect/Disconnect/Enter/Exit/New/Receive-PSSession Debug-Job
    Enter/Exit/Get-PSHostProcess Enter/Exit-PSHostProcess Get-PSHostProcessInfo Get-PSSessionCapability Export-Console
    Export-ModuleMember Format-Default Import-Module Invoke-Command New-Module New-PSRoleCapabilityFile
    New-PSSessionConfigurationFile New-PSSessionOption Out-Default Out-Host Out-LineOutput Out-Null
    Register-ArgumentCompleter Remove-Module Set-PSDebug Set-StrictMode
    Format-Custom Format-List Format-Table Format-Wide Format-Hex Out-GridView Export/Get/Import/New/Set-Alias
    Clear/Get/New/Remove/Set-Variable Disable/Enable/Get/Remove/Set-PSBreakpoint Get-PSCallStack Get-FileHash Get-FormatData
    Convert-String Get-Verb Get-Uptime New-Guid New-TemporaryFile Import-PowerShellDataFile Export/Import-PSSession Read-Host
    Show-Command Trace-Command Update/Remove-TypeData Update-FormatData Write-Host Disable/Enable/Get-RunspaceDebug
    Debug-Runspace Get-Runspace Wait-Debugger
    Debug-Process Get/Set-Clipboard Get-ComputerInfo Get/Show-ControlPanelItem Complete/Get/Start/Undo/Use-Transaction
    Get/Set-TimeZone New/Remove-PSDrive Set/Push/Pop-Location Show-EventLog
    Get-Credential New/Test-FileCatalog Start/Stop-Transcript
    """
)

KEYWORDS = frozenset({"inlinescript", "checkpoint-workflow", "persist", "suspend-workflow", "start-sleep"})

REMOTABLE = _names(
    """
    Get-EventLog Clear-EventLog Get-HotFix Get-Process Get-Service Set-Service Get-WinEvent Get-Counter Restart-Computer
    Stop-Computer Rename-Computer Get-WmiObject Invoke-WmiMethod Remove-WmiObject Set-WmiInstance Limit-EventLog
    New-EventLog Remove-EventLog Write-EventLog Get-CimInstance Test-WSMan Connect-WSMan Checkpoint-Computer
    """
)

# Parameters of Windows PowerShell's cmdlets that PowerShell 7 has no more, so that its signatures lack them.
ONLY_THERE = {
    "get-process": "computername",
    "test-connection": "authentication dcomauthentication wsmanauthentication protocol impersonation throttlelimit asjob "
    "credential buffersize source",
    "start-job": "authentication credential definitionname definitionpath type",
    "add-type": "codedomprovider compilerparameters",
    "new-object": "comobject strict",
    "get-hotfix": "computername credential",
    **dict.fromkeys(
        ("get-item", "get-childitem", "get-content", "set-content", "add-content", "clear-content", "copy-item", "move-item",
         "new-item", "remove-item", "rename-item", "set-item", "clear-item", "invoke-item", "test-path", "resolve-path",
         "join-path", "split-path", "convert-path", "get-itemproperty", "set-itemproperty", "new-itemproperty",
         "remove-itemproperty", "get-location"), "usetransaction",
    ),
}  # fmt: skip
