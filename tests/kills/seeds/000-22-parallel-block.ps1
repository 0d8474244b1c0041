# from 000_07d3ace2d5072899.txt, block 22: Parallel {} with three InlineScripts
workflow Parallel-Block-Example {
    Parallel {
        # All three run concurrently
        InlineScript { Deploy-WebTier }
        InlineScript { Deploy-AppTier }
        InlineScript { Deploy-DatabaseTier }
    }
    # Continues when all three complete
}

# The call
Parallel-Block-Example -AsJob | Wait-Job | Out-Null
