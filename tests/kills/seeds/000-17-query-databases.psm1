function Invoke-Sqlcmd { param($Query, $Database) [int]$Database.Substring(2) * 10 }
