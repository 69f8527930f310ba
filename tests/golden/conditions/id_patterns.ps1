if ($id -match 'virtualMachineScaleSets/(?<set>[^/]+)/virtualMachines/(?<instance>\d+)') { $Matches.instance }
