# Three lines of work side by side, each a sequence with a parallel loop in it and a checkpoint of its own.
using module ./Maintenance.psm1

workflow Invoke-SiteMaintenance {
    param([int]$Each = 3)

    $numbers = 1..$Each
    parallel {
        sequence {
            foreach -parallel ($n in $numbers) {
                InlineScript { Backup-Database -Name "db0$using:n" }
            }
            Checkpoint-Workflow
            Write-Output 'databases are saved'
        }
        sequence {
            foreach ($n in $numbers) {
                Clear-FileServer -Name "fs0$n"
                Checkpoint-Workflow
            }
            Write-Output 'file servers are clean'
        }
        sequence {
            foreach -parallel -throttlelimit 2 ($n in $numbers) {
                Update-Machine -Name "vm0$n"
            }
            Write-Output 'machines are patched'
        }
    }
    Checkpoint-Workflow
    Write-Output 'Maintenance is done'
}
