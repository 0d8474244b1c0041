"""What PowerShell 7 has in the place of Windows PowerShell's cmdlets, aliases and workflow constructs, as tables.

Source: "Differences between Windows PowerShell 5.1 and PowerShell 7" and the migration guide.
"""

WMI = {
    "get-wmiobject": "Get-CimInstance",
    "gwmi": "Get-CimInstance",
    "invoke-wmimethod": "Invoke-CimMethod",
    "iwmi": "Invoke-CimMethod",
    "remove-wmiobject": "Remove-CimInstance",
    "rwmi": "Remove-CimInstance",
    "set-wmiinstance": "Set-CimInstance, or New-CimInstance",
    "swmi": "Set-CimInstance, or New-CimInstance",
    "register-wmievent": "Register-CimIndicationEvent",
}
WMI_TYPES = {"wmi": "Get-CimInstance", "wmiclass": "Get-CimClass", "wmisearcher": "Get-CimInstance -Query"}

SNAPINS = frozenset({"add-pssnapin", "get-pssnapin", "remove-pssnapin", "asnp", "gsnp", "rsnp"})

WINDOWS_ONLY = "Import-Module Microsoft.PowerShell.Management -UseWindowsPowerShell"
REMOVED = {
    "get-eventlog": "Get-WinEvent",
    "write-eventlog": "New-WinEvent",
    "clear-eventlog": "wevtutil.exe cl",
    "limit-eventlog": "wevtutil.exe sl",
    "new-eventlog": "New-WinEvent with a registered provider",
    "remove-eventlog": "wevtutil.exe um",
    "show-eventlog": "eventvwr.exe",
    "new-webserviceproxy": "Invoke-RestMethod",
    "convertfrom-string": "-split, -match, or ConvertFrom-Csv",
    "convert-string": "-replace",
    "export-console": "a profile script",
    "import-counter": "Get-Counter",
    "export-counter": "Get-Counter and Export-Csv",
    "get-controlpanelitem": "Start-Process control.exe",
    "show-controlpanelitem": "Start-Process control.exe",
    "start-transaction": "", "complete-transaction": "", "undo-transaction": "", "use-transaction": "",
    "get-transaction": "",
    "add-computer": WINDOWS_ONLY, "remove-computer": WINDOWS_ONLY, "checkpoint-computer": WINDOWS_ONLY,
    "restore-computer": WINDOWS_ONLY, "get-computerrestorepoint": WINDOWS_ONLY, "enable-computerrestore": WINDOWS_ONLY,
    "disable-computerrestore": WINDOWS_ONLY, "reset-computermachinepassword": WINDOWS_ONLY,
    "test-computersecurechannel": WINDOWS_ONLY,
    "new-psworkflowsession": "New-PSSession, or perdure",
    "new-psworkflowexecutionoption": "perdure",
    "invoke-asworkflow": "perdure, or Start-ThreadJob",
    "suspend-job": "perdure suspend, or Stop-Job",
    "resume-job": "perdure resume, or Start-Job",
    "sujb": "perdure suspend, or Stop-Job",
    "rujb": "perdure resume, or Start-Job",
    "send-mailmessage": "a mail library: it is obsolete and refuses nothing that is insecure",
}  # fmt: skip
ALIASES = {"sc": "Set-Content", "curl": "Invoke-WebRequest", "wget": "Invoke-WebRequest", "ise": "an editor",
           "cnsn": "Connect-PSSession", "dnsn": "Disconnect-PSSession"}  # fmt: skip
ALIASES_THERE = frozenset({"cnsn", "dnsn"})  # on Windows only

NO_COMPUTERNAME = frozenset(
    {"get-process", "get-service", "set-service", "restart-service", "start-service", "stop-service", "get-counter",
     "clear-eventlog", "get-eventlog"}
)  # fmt: skip

KEYWORDS = {  # workflow constructs -> what takes their place
    "workflow": "a function; where it has to outlive its process, run it with perdure as it is",
    "foreach-parallel": "ForEach-Object -Parallel -ThrottleLimit",
    "parallel": "Start-ThreadJob for each branch, then Receive-Job -Wait",
    "sequence": "the statements themselves, in the block of a thread job",
    "inlinescript": "its statements themselves, or Invoke-Command -ComputerName",
    "checkpoint": "perdure, which goes on from them",
    "suspend": "perdure, which does",
    "scope": "$using: with a synchronized hashtable, or the function's own variable",
}
ACTIVITY_PARAMETERS = {
    "pscomputername": "Invoke-Command -ComputerName",
    "pscredential": "Invoke-Command -Credential",
    "pspersist": "perdure, which does",
    "psactionretrycount": "a loop with try and catch",
    "psactionrunningtimeoutsec": "Wait-Job -Timeout",
    "psparametercollection": "a loop over the parameter sets with Start-ThreadJob",
}
