# from 001_a4e47661a531f2c2.txt, block 4: Workflow Copy-Files: a message for each file, one at the end
    Workflow Copy-Files
    {
        $files = @("C:\LocalPath\File1.txt","C:\LocalPath\File2.txt","C:\LocalPath\File3.txt")
    
        ForEach -Parallel -ThrottleLimit 10 ($File in $Files)
        {
            Copy-Item -Path $File -Destination \\NetworkPath
            Write-Output "$File copied."
        }
    
        Write-Output "All files copied."
    }

# The call
Copy-Files -AsJob | Wait-Job | Out-Null
