terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.40"
    }
  }
}

variable "resource_group_name" {
  type = string
}

variable "location" {
  type    = string
  default = "westeurope"
}

variable "zones" {
  type    = list(string)
  default = ["1", "2", "3"]
}

variable "fault_domains" {
  type    = number
  default = 1
}

locals {
  name         = "web-tier"
  health_path  = "/healthz"
  capabilities = { single_group = false }
}

resource "azurerm_user_assigned_identity" "web" {
  name                = "${local.name}-id"
  resource_group_name = var.resource_group_name
  location            = var.location
}

resource "azurerm_orchestrated_virtual_machine_scale_set" "web" {
  name                        = local.name
  resource_group_name         = var.resource_group_name
  location                    = var.location
  platform_fault_domain_count = var.fault_domains
  single_placement_group      = local.capabilities.single_group
  zones                       = var.zones
  sku_name                    = "Standard_D2s_v5"
  instances                   = 3

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.web.id]
  }

  os_profile {
    linux_configuration {
      admin_username = "azureuser"
      admin_ssh_key {
        username   = "azureuser"
        public_key = file("~/.ssh/id_ed25519.pub")
      }
    }
  }

  network_interface {
    name    = "nic"
    primary = true
    ip_configuration {
      name      = "ip"
      primary   = true
      subnet_id = var.subnet_id
    }
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Premium_LRS"
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }
}

variable "subnet_id" {
  type = string
}
