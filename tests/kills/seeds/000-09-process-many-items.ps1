# from 000_07d3ace2d5072899.txt, block 9: a checkpoint every 50 items of a loop
workflow Process-ManyItems {
    param([array]$Items)  # 1000 items
    
    $processed = 0
    foreach ($item in $Items) {
        Process-Item $item
        $processed++
        
        # Checkpoint every 50 items (20 checkpoints total)
        if ($processed % 50 -eq 0) {
            Checkpoint-Workflow
            Write-Output "Checkpoint: $processed of $($Items.Count) processed"
        }
    }
}

# The call
Process-ManyItems -Items (1..120) -AsJob | Wait-Job | Out-Null
