; Scalars that may hold a script, with their keys found from there.
[(block_scalar) (plain_scalar) (double_quote_scalar) (single_quote_scalar)] @scalar
