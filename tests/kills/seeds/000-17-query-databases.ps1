# from 000_07d3ace2d5072899.txt, block 17: throttle limit 20 over databases
workflow Query-Databases {
    param([string[]]$Databases)  # 100 databases
    
    # SQL Server connection limit: 32,767 (but practical limit ~100-200)
    # Database can handle 20 concurrent queries comfortably
    
    ForEach -Parallel -ThrottleLimit 20 ($db in $Databases) {
        InlineScript {
            Invoke-Sqlcmd -Query "SELECT COUNT(*) FROM Orders" -Database $using:db
        }
    }
}

# The call
Query-Databases -Databases db1, db2, db3, db4 -AsJob | Wait-Job | Out-Null
