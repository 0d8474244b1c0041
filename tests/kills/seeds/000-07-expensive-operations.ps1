# from 000_07d3ace2d5072899.txt, block 7: checkpoints after the expensive steps only
workflow Expensive-Operations {
    # Expensive: 30-minute VM deployment
    InlineScript { New-AzVM -Name "vm01" }
    Checkpoint-Workflow  # Don't repeat if failure occurs later
    
    # Expensive: 20-minute database restore
    InlineScript { Restore-AzSqlDatabase }
    Checkpoint-Workflow  # Don't repeat if failure occurs later
    
    # Cheap: 5-second tag update
    InlineScript { Set-AzResource -Tag @{Deployed=$true} }
    # No checkpoint needed (cheap to repeat)
}

# The call
Expensive-Operations -AsJob | Wait-Job | Out-Null
