# Asks for a budget and waits for a person: the job is suspended, and `perdure resume` goes on once answer.txt is written.
using module ./Budget.psm1

workflow Request-Budget {
    param([string]$Project = 'harbour')

    $estimate = Get-Estimate -Project $Project
    Write-Output "$Project needs $estimate; write your name into answer.txt and resume"
    Suspend-Workflow

    while (-not (Test-Path -Path answer.txt)) {
        Write-Output 'there is no answer yet'
        Suspend-Workflow
    }
    $name = Get-Content -Path answer.txt
    Approve-Order -Project $Project -Amount $estimate -By $name
}
