# Works through many items in batches: each batch runs in parallel, and a checkpoint stands after each.
using module ./Items.psm1

workflow Invoke-Batches {
    param([int]$Count = 30, [int]$BatchSize = 6)

    $items = 1..$Count
    $sum = 0
    for ($i = 0; $i -lt $items.Count; $i += $BatchSize) {
        $batch = $items[$i..([Math]::Min($i + $BatchSize, $items.Count) - 1)]
        Write-Output "Batch $($batch[0]) to $($batch[-1])"
        $squares = foreach -parallel -throttlelimit 3 ($item in $batch) {
            InlineScript { Invoke-Item -Number $using:item }
        }
        $sum += ($squares | Measure-Object -Sum).Sum
        Checkpoint-Workflow
    }
    Write-Output "The sum of all squares is $sum"
}
