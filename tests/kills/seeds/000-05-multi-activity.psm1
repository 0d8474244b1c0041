# What was downloaded is noted in a file: a resumed process lists what the killed one had.
function Invoke-WebRequest { param($Uri, $OutFile) Add-Content downloads $OutFile }
function Expand-Archive { param($Path, $DestinationPath) Add-Content expanded $Path }
function Copy-Item { param($Path, $Destination) }
function Get-ChildItem {
    param($Path)
    $list = if ($Path -eq 'C:\Files\*.zip') { 'downloads' } else { 'expanded' }
    Get-Content $list | Select-Object -Unique | ForEach-Object { [pscustomobject]@{ FullName = $_ } }
}
