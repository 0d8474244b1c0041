# from 000_07d3ace2d5072899.txt, block 24: Parallel of three Sequences with a ForEach -Parallel each
workflow Combined-Parallel {
    Parallel {
        # Branch 1: Process databases in parallel
        Sequence {
            $databases = @("db01", "db02", "db03")
            ForEach -Parallel ($db in $databases) {
                InlineScript { Backup-Database -Name $using:db }
            }
        }
        
        # Branch 2: Process file servers in parallel (runs alongside Branch 1)
        Sequence {
            $fileServers = @("fs01", "fs02", "fs03")
            ForEach -Parallel ($fs in $fileServers) {
                InlineScript { Cleanup-FileServer -Name $using:fs }
            }
        }
        
        # Branch 3: Process VMs in parallel (runs alongside Branches 1 and 2)
        Sequence {
            $vms = @("vm01", "vm02", "vm03")
            ForEach -Parallel ($vm in $vms) {
                InlineScript { Patch-VM -Name $using:vm }
            }
        }
    }
    # All branches must complete before continuing
    Write-Output "All parallel branches completed"
}

# The call
Combined-Parallel -AsJob | Wait-Job | Out-Null
