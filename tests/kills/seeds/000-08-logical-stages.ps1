# from 000_07d3ace2d5072899.txt, block 8: checkpoints between logical stages (commands called directly)
workflow Logical-Stages {
    # Stage 1: Infrastructure provisioning
    Deploy-Infrastructure
    Checkpoint-Workflow
    
    # Stage 2: Application deployment
    Deploy-Application
    Checkpoint-Workflow
    
    # Stage 3: Configuration
    Configure-Settings
    Checkpoint-Workflow
    
    # Stage 4: Testing
    Run-Tests
    Checkpoint-Workflow
}

# The call
Logical-Stages -AsJob | Wait-Job | Out-Null
