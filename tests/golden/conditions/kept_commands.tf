locals {
  restart = "az vmss restart -g ${var.group} -n ${var.set} --instance-ids 0"
  note    = "run az vmss restart --instance-ids 0 when the set hangs"
}

resource "terraform_data" "restart" {
  provisioner "local-exec" {
    command = join(" ", ["az vmss restart", "-g", var.group, "-n", var.set, "--instance-ids", "1"])
  }
}

output "restart" {
  value = "az vmss restart -g ${var.group} -n ${var.set} --instance-ids 2"
}
