module "vmss" {
  source  = "Azure/avm-res-compute-virtualmachinescaleset/azurerm"
  version = "0.7.0"
  name = "x"
  platform_fault_domain_count = 5
  upgrade_policy = { upgrade_mode = "Automatic" }
}
resource "azapi_resource_action" "a" {
  type        = "Microsoft.Compute/virtualMachineScaleSets@2024-07-01"
  resource_id = azurerm_linux_virtual_machine_scale_set.x.id
  method = "PATCH"
  body = { properties = { upgradePolicy = { mode = "Automatic" } } }
}
resource "azapi_update_resource" "b" {
  type = "Microsoft.Compute/virtualMachineScaleSets@2024-07-01"
  resource_id = azurerm_orchestrated_virtual_machine_scale_set.x.id
  body = { properties = { overprovision = true } }
}
data "azapi_resource_list" "c" {
  type = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines@2024-07-01"
  parent_id = azurerm_linux_virtual_machine_scale_set.x.id
  response_export_values = ["*"]
}
resource "azapi_resource_action" "d" {
  type = "Microsoft.Compute/virtualMachineScaleSets@2024-07-01"
  resource_id = x
  action = "restart"
  body = { instanceIds = ["0", "1"] }
}
resource "azurerm_virtual_machine_scale_set_extension" "e" {
  name = "x"
  virtual_machine_scale_set_id = azurerm_linux_virtual_machine_scale_set.x.id
}
data "azurerm_virtual_machine_scale_set" "f" { 
  name = "x" 
  resource_group_name = "rg"
}
resource "azurerm_monitor_autoscale_setting" "g" {
  target_resource_id = azurerm_linux_virtual_machine_scale_set.x.id
}
resource "azurerm_role_definition" "h" {
  permissions {
    actions = ["Microsoft.Compute/virtualMachineScaleSets/virtualMachines/restart/action", "Microsoft.Compute/virtualMachineScaleSets/read"]
  }
}
