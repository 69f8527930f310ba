# Which calls and properties need work before the move, worst first:
# jq --raw-output --from-file worklist.jq mapping.json
["none", "unknown", "partial", "composed", "replaced"] as $worst_first
| [
    .entries[]
    | select(.kind != "moved" and .flexible.verdict != "same")
    | .order = (.flexible.verdict as $verdict | $worst_first | index($verdict))
  ]
| sort_by(.order, .ref)[]
| [.ref, .flexible.verdict, .strongest_severity // "none known", .title]
| @tsv
