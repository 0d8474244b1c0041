# Stand-ins for remote servers: a query takes a while, and every second server has stopped services.

function Get-StoppedService {
    param([string]$ComputerName)
    Add-Content -Path effects.log -Value "begin $ComputerName"
    Start-Sleep -Milliseconds ([int]($env:SAMPLE_PACE ?? 20))
    Add-Content -Path effects.log -Value "end $ComputerName"
    if ([int]$ComputerName.Substring(6) % 2 -eq 0) {
        [pscustomobject]@{ Name = 'Spooler'; Status = 'Stopped' }
        [pscustomobject]@{ Name = 'Themes'; Status = 'Stopped' }
    }
}

Export-ModuleMember -Function Get-StoppedService
