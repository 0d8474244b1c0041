function Get-AzResourceGroup {
    param($Location)
    foreach ($n in 1, 2) { [pscustomobject]@{ ResourceGroupName = "$($Location.Split(' ')[0])-rg$n" } }
}
function Get-AzResource {
    param($ResourceGroupName)
    foreach ($n in 'disk', 'nic') { [pscustomobject]@{ ResourceId = "$ResourceGroupName-$n" } }
}
function Set-AzResource { param($ResourceId, [hashtable]$Tag, [switch]$Force) "$ResourceId in $($Tag.Region)" }
