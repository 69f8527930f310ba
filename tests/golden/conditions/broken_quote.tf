locals {
  a = "x
}
resource "azurerm_linux_virtual_machine_scale_set" "x" {
  name = "x"
}
