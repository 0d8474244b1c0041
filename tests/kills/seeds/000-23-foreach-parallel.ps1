# from 000_07d3ace2d5072899.txt, block 23: ForEach -Parallel with one InlineScript
workflow ForEach-Parallel-Example {
    $servers = @("server01", "server02", "server03")
    
    ForEach -Parallel ($server in $servers) {
        # Same activity for each server, all run concurrently
        InlineScript { Configure-Server -Name $using:server }
    }
}

# The call
ForEach-Parallel-Example -AsJob | Wait-Job | Out-Null
