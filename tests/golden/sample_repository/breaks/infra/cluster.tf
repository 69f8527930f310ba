variable "resource_group_name" {
  type = string
}

variable "zones" {
  type    = list(string)
  default = ["1", "2"]
}

variable "identity_type" {
  default = "SystemAssigned"
}

locals {
  fault_domains = 3
  single_group  = true
  location      = "westeurope"
}

resource "azurerm_orchestrated_virtual_machine_scale_set" "api" {
  name                        = "api"
  resource_group_name         = var.resource_group_name
  location                    = local.location
  platform_fault_domain_count = local.fault_domains # break: VF101
  zones                       = var.zones           # break: VF117
  single_placement_group      = local.single_group  # break: VF102
  sku_name                    = "Standard_D2s_v5"
  instances                   = 2

  identity {
    type = var.identity_type # break: VF103
  }
}

resource "azurerm_windows_virtual_machine_scale_set" "legacy" { # break: VF083
  name                = "legacy"
  resource_group_name = var.resource_group_name
  location            = local.location
  sku                 = "Standard_D2s_v5"
  instances           = 2
  admin_username      = "azureuser"
  admin_password      = var.admin_password
  overprovision       = false # break: VF094
  health_probe_id     = var.probe_id # break: VF090

  scale_in {
    rule = "NewestVM" # break: VF104
  }

  network_interface {
    name    = "nic"
    primary = true
    ip_configuration {
      name      = "ip"
      primary   = true
      subnet_id = var.subnet_id
    }
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }
}

resource "azapi_resource_action" "reimage" { # break: VF009
  type        = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines@2024-07-01"
  resource_id = "${azurerm_windows_virtual_machine_scale_set.legacy.id}/virtualMachines/0"
  action      = "reimageall"
  method      = "POST"
}
