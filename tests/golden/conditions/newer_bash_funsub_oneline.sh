#!/usr/bin/env bash
out=${ az vmss restart -g rg -n web --instance-ids 1; }
