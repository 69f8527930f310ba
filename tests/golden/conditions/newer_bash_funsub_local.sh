#!/usr/bin/env bash
f() {
  local x=${ az vmss restart -g rg -n web --instance-ids 1; }
  az vmss restart -g rg -n web --instance-ids 1
}
az vmss restart -g rg -n web --instance-ids 1
