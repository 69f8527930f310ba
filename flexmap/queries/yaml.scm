; Scalars that may hold a script, with their keys found from there.
[(block_scalar) (plain_scalar) (double_quote_scalar) (single_quote_scalar)] @scalar

; Lists that may hold the words of a command, and mappings whose command goes on in its arguments.
[(flow_sequence) (block_sequence)] @list
