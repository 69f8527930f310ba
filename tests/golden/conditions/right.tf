# Everything here is right for a Flexible set.
resource "azurerm_orchestrated_virtual_machine_scale_set" "web" {
  name                        = "web"
  resource_group_name         = "web"
  location                    = "westeurope"
  platform_fault_domain_count = 1
  zones                       = ["1"]
  single_placement_group      = false
  sku_name                    = "Standard_D2s_v5"
  instances                   = 2
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.web.id]
  }
  os_profile {
    linux_configuration {
      admin_username = "ops"
    }
  }
  network_interface {
    name    = "nic"
    primary = true
    ip_configuration {
      name      = "ip"
      subnet_id = azurerm_subnet.web.id
    }
  }
}
