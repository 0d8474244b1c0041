# from 000_07d3ace2d5072899.txt, block 10: three loops with a checkpoint every 1, 100 and 500 items
# Adapted: `1..10000` is `1..1000`.
# ❌ BAD: Checkpoint in tight loop (huge overhead)
workflow Bad-Checkpointing {
    foreach ($i in 1..1000) {
        Process-Item $i
        Checkpoint-Workflow  # 10,000 checkpoints × 2 seconds = 5.5 hours overhead!
    }
}

# ✅ GOOD: Checkpoint periodically
workflow Good-Checkpointing {
    $count = 0
    foreach ($i in 1..1000) {
        Process-Item $i
        $count++
        
        if ($count % 100 -eq 0) {
            Checkpoint-Workflow  # 100 checkpoints × 2 seconds = 3.3 minutes overhead
        }
    }
}

# ✅ BETTER: Checkpoint after significant milestones
workflow Better-Checkpointing {
    $count = 0
    foreach ($i in 1..1000) {
        Process-Item $i
        $count++
        
        if ($count % 500 -eq 0) {
            Checkpoint-Workflow  # 20 checkpoints × 2 seconds = 40 seconds overhead
        }
    }
}

# The call
Better-Checkpointing -AsJob | Wait-Job | Out-Null
