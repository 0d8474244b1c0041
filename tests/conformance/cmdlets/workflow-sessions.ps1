# Sessions of workflows: options, opening, commands in them, closing (workflow-spec 10.2).

#: case workflow-execution-option-defaults
$o = New-PSWorkflowExecutionOption -MaxRunningWorkflows 5
"$($o.MaxRunningWorkflows) $($o.SessionThrottleLimit) $($o.AllowedActivity) $($o.PersistWithEncryption)"
#= types: System.String
#= out: 5 100 PSDefaultActivities False

#: case workflow-session-keeps-its-variables
$s = New-PSWorkflowSession -Name mine
Invoke-Command -Session $s { $x = 5 }
"$(Invoke-Command -Session $s { $x }) $($s.State) $(@(Get-PSSession).Count)"
Remove-PSSession $s
"$($s.State) $(@(Get-PSSession).Count)"
#= types: System.String*2
#= out: 5 Opened 1
#= out: Closed 0
