resource "azurerm_linux_virtual_machine_scale_set" "uniform" {
  name          = "web"
  overprovision = true
}
resource "azurerm_orchestrated_virtual_machine_scale_set" "flexible" {}
resource "azurerm_virtual_machine_scale_set_extension" "agent" {
  virtual_machine_scale_set_id = azurerm_linux_virtual_machine_scale_set.uniform.id
}
data "azurerm_virtual_machine_scale_set" "read" {}
resource "azapi_resource" "web" {
  type = "Microsoft.Compute/virtualMachineScaleSets@2024-11-01"
  body = { properties = { orchestrationMode = "Flexible" } }
}
resource "azapi_resource" "instance" {
  type = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines@2024-11-01"
}
resource "azapi_resource_action" "start" {
  type   = "Microsoft.Compute/virtualMachineScaleSets@2024-11-01"
  action = "start"
  method = "POST"
}
resource "null_resource" "roll" {
  provisioner "local-exec" {
    command = "az vmss update-instances -g rg -n web --instance-ids '*'"
  }
}
# resource "azurerm_windows_virtual_machine_scale_set" "off" {}
moved {
  from = azurerm_linux_virtual_machine_scale_set.old
  to   = azurerm_linux_virtual_machine_scale_set.uniform
}
output "id" { value = azurerm_linux_virtual_machine_scale_set.uniform.id }
