curl -s "$API" >/dev/null
while [ $? -eq 0 ]
do
    curl -s "$API" >/dev/null
done
az vmss get-instance-view -g rg -n web
if [ -z "$GROUP" ]
then
    echo "no group" >&2
fi
az vmss list-instance-public-ips -g rg -n web
[ $? -ne 0 ] && echo "failed" > log.txt
az vmss get-instance-view -g rg -n api
[ "$(az vmss get-instance-view -g rg -n db --query 'statuses[0].code')" = "x" ] || exit 1
grep -q web hosts |& tee -a log.txt
az vmss list-instance-public-ips -g rg -n api
[ -f done ] && rm done
