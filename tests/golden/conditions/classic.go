package main

import (
	"github.com/pulumi/pulumi-azure/sdk/v5/go/azure/compute"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func front(ctx *pulumi.Context) error {
	_, err := compute.NewScaleSet(ctx, "front", &compute.ScaleSetArgs{
		Overprovision:     pulumi.Bool(true),
		UpgradePolicyMode: pulumi.String("Manual"),
	})
	return err
}
