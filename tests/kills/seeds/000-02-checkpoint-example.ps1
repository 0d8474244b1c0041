# from 000_07d3ace2d5072899.txt, block 2: three steps with two checkpoints
workflow Checkpoint-Example {
    Write-Output "Step 1: Initialize"
    $count = 0
    
    Checkpoint-Workflow  # State saved here
    
    Write-Output "Step 2: Process"
    $count = 100
    
    Checkpoint-Workflow  # New state saved here
    
    Write-Output "Step 3: Complete"
}

# The call
Checkpoint-Example -AsJob | Wait-Job | Out-Null
