function Invoke-Command {
    param($ComputerName, $ScriptBlock)
    & $ScriptBlock | ForEach-Object { "$ComputerName runs no $($_.Name)" }
}
function Get-Service {
    [pscustomobject]@{ Name = 'spooler'; Status = 'Stopped' }
    [pscustomobject]@{ Name = 'w32time'; Status = 'Running' }
}
