# from 000_07d3ace2d5072899.txt, block 25: parallel batches of 100 with a checkpoint after each
# Adapted: `1..1000` is `1..25`, `$batchSize = 100` is `$batchSize = 10`.
workflow Batch-Processing {
    $allItems = 1..25
    $batchSize = 10
    
    for ($i = 0; $i -lt $allItems.Count; $i += $batchSize) {
        $batch = $allItems[$i..([Math]::Min($i + $batchSize - 1, $allItems.Count - 1))]
        
        Write-Output "Processing batch: $($i + 1) to $($i + $batch.Count)"
        
        # Process batch in parallel
        ForEach -Parallel -ThrottleLimit 20 ($item in $batch) {
            InlineScript { Process-Item -Item $using:item }
        }
        
        # Checkpoint after each batch
        Checkpoint-Workflow
    }
}

# The call
Batch-Processing -AsJob | Wait-Job | Out-Null
