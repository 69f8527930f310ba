resource "null_resource" "a" {
  provisioner "local-exec" {
    interpreter = ["pwsh", "-Command"]
    command = "Restart-AzVmss -ResourceGroupName rg -VMScaleSetName x -InstanceId 0"
  }
  provisioner "local-exec" {
    interpreter = ["az", "vmss"]
    command = "restart -g rg -n x --instance-ids 1"
  }
  provisioner "local-exec" {
    command = <<-EOT
      az vmss restart -g ${var.rg} -n x --instance-ids 2
    EOT
  }
  provisioner "remote-exec" {
    inline = ["az vmss restart -g rg -n x --instance-ids 3"]
  }
}
data "external" "x" {
  program = ["az", "vmss", "list-instances", "-g", "rg", "-n", "x", "--expand", "instanceView"]
}
data "external" "y" {
  program = ["bash", "-c", "az vmss list-instances -g rg -n x --expand instanceView"]
}
resource "terraform_data" "z" {
  input = "az vmss restart --instance-ids 4"
}
