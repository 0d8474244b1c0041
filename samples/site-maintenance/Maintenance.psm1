# Stand-ins for maintenance commands: each takes a while and notes in effects.log that it was done.

function Invoke-Maintenance([string]$Text) {
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value $Text
    $Text
}

function Backup-Database { param([string]$Name) Invoke-Maintenance "backup of $Name" }
function Clear-FileServer { param([string]$Name) Invoke-Maintenance "clean-up of $Name" }
function Update-Machine { param([string]$Name) Invoke-Maintenance "patches of $Name" }

Export-ModuleMember -Function Backup-Database, Clear-FileServer, Update-Machine
