#!/usr/bin/env bash
echo "n: ${ az vmss restart -g rg -n web --instance-ids 1; }"
