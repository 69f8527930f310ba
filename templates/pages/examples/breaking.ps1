# Every caveat that breaks something, of the cmdlets that your scripts call:
# ./breaking.ps1 mapping.json ./scripts
param([string] $Mapping, [string] $Scripts)

$entries = (Get-Content $Mapping -Raw | ConvertFrom-Json).entries
$text = Get-ChildItem $Scripts -Filter *.ps1 -Recurse | Get-Content -Raw
foreach ($entry in $entries | Where-Object kind -EQ operation) {
    $cmdlets = $entry.uniform.names | Where-Object client -EQ powershell | ForEach-Object name
    if (-not ($cmdlets | Where-Object { $text -match "\b$([regex]::Escape($_))\b" })) { continue }
    foreach ($caveat in $entry.caveats | Where-Object severity -EQ breaking) {
        "{0}`t{1}`t{2}" -f $entry.ref, $entry.flexible.verdict, $caveat.title
    }
}
