data "external" "x" {
  program = ["az", "vmss", "get-instance-view", "-g", "g", "-n", "front", "--instance-id", "0"]
}
resource "null_resource" "y" {
  provisioner "local-exec" {
    command = "az vmss restart -g g -n front --instance-ids 0"
  }
}
