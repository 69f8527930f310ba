az vmss list-instances -g rg -n web -o tsv | cut -f1 | head -1
az vmss get-instance-view -g rg -n web
az vmss list-instance-public-ips -g rg -n web
echo "ready" > state
ps aux | grep az | wc -l   # how many
az vmss get-instance-view -g rg -n api
cat <<TEXT > notes
a | b | c
TEXT
az vmss list-instance-public-ips -g rg -n api
az vmss list -g rg |
  jq . |
  less
az vmss get-instance-view -g rg -n db
cd work && make
case "$1" in
  ips) az vmss list-instances | jq . | wc -l
    ;;
  view) az vmss get-instance-view -g rg -n jobs > view.json ;;
esac
