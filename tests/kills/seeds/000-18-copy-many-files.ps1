# from 000_07d3ace2d5072899.txt, block 18: throttle limit 50 over files
workflow Copy-ManyFiles {
    param([string[]]$Files)  # 1000 files
    
    # Network bandwidth: 1 Gbps
    # Each file: 100 MB
    # Network can handle ~50 concurrent transfers
    
    ForEach -Parallel -ThrottleLimit 50 ($file in $Files) {
        InlineScript {
            Copy-Item -Path $using:file -Destination "\\backup-server\files"
        }
    }
}

# The call
Copy-ManyFiles -Files (1..60 | ForEach-Object { "f$_" }) -AsJob | Wait-Job | Out-Null
