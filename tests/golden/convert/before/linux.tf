variable "image" { default = "x" }

# the web tier
resource "azurerm_linux_virtual_machine_scale_set" "web" {
  name                = "web"
  resource_group_name = azurerm_resource_group.main.name
  location            = "westeurope"
  sku                 = "Standard_D2s_v3" # size
  instances           = 3
  overprovision       = false
  zones               = ["1", "2"]

  # who logs in
  admin_username = "azureuser"
  custom_data = base64encode(<<EOT
#cloud-config
packages: [nginx]
EOT
  )

  admin_ssh_key {
    username   = "azureuser"
    public_key = file("id.pub")
  }

  health_probe_id = azurerm_lb_probe.web.id

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }

  network_interface {
    name    = "nic"
    primary = true

    ip_configuration {
      name                                   = "ip"
      primary                                = true
      subnet_id                              = azurerm_subnet.web.id
      load_balancer_backend_address_pool_ids = [azurerm_lb_backend_address_pool.web.id]
      load_balancer_inbound_nat_rules_ids    = [azurerm_lb_nat_pool.web.id]
    }
  }

  extension {
    name                       = "health"
    publisher                  = "Microsoft.ManagedServices"
    type                       = "ApplicationHealthLinux"
    type_handler_version       = "1.0"
    auto_upgrade_minor_version = true
  }

  scale_in {
    rule = "OldestVM"
  }
}

output "id" { value = azurerm_linux_virtual_machine_scale_set.web.id }
