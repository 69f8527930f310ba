resource "azurerm_orchestrated_virtual_machine_scale_set" "app" {
  count                    = var.enabled ? 1 : 0
  name                     = "app"
  os_profile {
    windows_configuration {
      computer_name_prefix     = "app"
      admin_username           = "azureuser"
      admin_password           = var.password
      enable_automatic_updates = false
      dynamic "winrm_listener" {
        for_each = var.listeners
        content {
          protocol = winrm_listener.value
        }
      }
    }
  }
  location                 = var.location
  resource_group_name      = var.group
  sku_name                 = "Standard_D4s_v5"
  instances                = 2
  single_placement_group   = false
  platform_fault_domain_count = 1

  source_image_reference {
    publisher = "MicrosoftWindowsServer"
    offer     = "WindowsServer"
    sku       = "2022-datacenter"
    version   = "latest"
  }

  os_disk {
    caching              = "ReadOnly"
    storage_account_type = "Standard_LRS"
  }

  network_interface {
    name                          = "nic"
    primary                       = true
    enable_accelerated_networking = true
    ip_configuration {
      name      = "ip"
      primary   = true
      subnet_id = var.subnet
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identity]
  }
}

# an older resource of another shape
resource "azurerm_virtual_machine_scale_set" "old" {
  name = "old"
}
