# InlineScript in all its shapes: $using: of strings, of tables and of properties, results assigned, results streamed.
using module ./Hosts.psm1

workflow Get-Inventory {
    param([string[]]$Names = @('alpha', 'beta', 'gamma', 'delta'))

    $options = @{ Unit = 4; Tags = 'linux', 'rack7' }
    $facts = @()
    foreach ($name in $Names) {
        $fact = InlineScript { Get-HostFact -ComputerName $using:name -Options $using:options }
        $facts += $fact
        Checkpoint-Workflow
        InlineScript { "$($using:fact.Host): $($using:fact.Memory) GB [$($using:fact.Tags -join '/')]" }
    }
    $total = InlineScript {
        $options = @{ Unit = 'changed here only' }
        ($using:facts | Measure-Object -Property Memory -Sum).Sum
    }
    Checkpoint-Workflow
    Write-Output "$($facts.Count) hosts, $total GB, unit $($options.Unit)"
}
