# Queries many servers at once; the throttle limit follows the number of servers.
using module ./Servers.psm1

workflow Test-Servers {
    param([int]$Count = 12)

    $servers = 1..$Count | ForEach-Object { "server$($_.ToString('D2'))" }
    $throttle = switch ($servers.Count) {
        { $_ -le 5 } { 2; break }
        { $_ -le 50 } { 4; break }
        default { 16 }
    }
    Write-Output "Testing $($servers.Count) servers, $throttle at once"

    $tested = 0
    $stopped = 0
    foreach -parallel -throttlelimit $throttle ($server in $servers) {
        $services = InlineScript { Get-StoppedService -ComputerName $using:server }
        if ($services) {
            Write-Output "${server}: $($services.Name -join ', ')"
            $workflow:stopped += @($services).Count
        }
        else {
            Write-Output "${server}: all is well"
        }
        $workflow:tested++
        Checkpoint-Workflow
    }
    Write-Output "Tested $tested servers, $stopped services are stopped"
}
