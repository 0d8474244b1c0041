function New-AzVM { param($Name) }
function Restore-AzSqlDatabase { }
function Set-AzResource { param([hashtable]$Tag) }
