variable "image" { default = "x" }

# the web tier
resource "azurerm_orchestrated_virtual_machine_scale_set" "web" {
  platform_fault_domain_count = 1
  single_placement_group = false
  name                = "web"
  resource_group_name = azurerm_resource_group.main.name
  location            = "westeurope"
  sku_name            = "Standard_D2s_v3" # size
  instances           = 3
  # flexmap VF094: Leave it out; a Flexible set never overprovisions.
  # overprovision       = false
  zones               = ["1", "2"]

  os_profile {
    custom_data = base64encode(<<EOT
#cloud-config
packages: [nginx]
EOT
    )
    linux_configuration {
      # who logs in
      admin_username = "azureuser"
      admin_ssh_key {
        username   = "azureuser"
        public_key = file("id.pub")
      }
    }
  }

  # flexmap VF090: The resource for Flexible sets has no `health_probe_id`. Add an `extension` block.
  # health_probe_id = azurerm_lb_probe.web.id

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
      # flexmap VF086: The resource for Flexible sets has no argument for pools. Replace `azurerm_lb_nat_pool` with a rule that has a range of ports.
      # load_balancer_inbound_nat_rules_ids    = [azurerm_lb_nat_pool.web.id]
    }
  }

  extension {
    name                       = "health"
    publisher                  = "Microsoft.ManagedServices"
    type                       = "ApplicationHealthLinux"
    type_handler_version       = "1.0"
    auto_upgrade_minor_version_enabled = true
  }

  # flexmap VF104: The resource for Flexible sets has no `scale_in` block; a request of April 2025 for it is open. Set the policy outside, with `az vmss update --scale-in-policy` or with the resource `azapi_update_resource` of the azapi provider.
  # scale_in {
  #   rule = "OldestVM"
  # }
}

output "id" { value = azurerm_orchestrated_virtual_machine_scale_set.web.id }
