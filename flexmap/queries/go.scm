; What the names of a Go file stand for, and what is called.
[(function_declaration) (method_declaration) (func_literal)] @scope

(short_var_declaration left: (expression_list . (identifier) @bind.name) right: (expression_list . (_) @bind.value))
(assignment_statement left: (expression_list . (identifier) @bind.name) right: (expression_list . (_) @bind.value))
(assignment_statement left: (expression_list . (selector_expression field: (field_identifier) @bind.field)) right: (expression_list . (_) @bind.value))
(var_spec name: (identifier) @bind.name type: (_) @bind.type)
(var_spec name: (identifier) @bind.name value: (expression_list . (_) @bind.value))
(parameter_declaration name: (identifier) @bind.name type: (_) @bind.type)
(field_declaration name: (field_identifier) @bind.field type: (_) @bind.type)
(field_declaration !name type: (_) @bind.embedded)
(keyed_element . (literal_element (identifier) @bind.keyword) (literal_element (_) @bind.value))
(range_clause left: (expression_list (identifier) @bind.each .) right: (_) @bind.value)
(return_statement (expression_list . (_) @return))
(function_declaration name: (identifier) @function.name result: (_) @function.type)
(method_declaration name: (field_identifier) @function.name result: (_) @function.type)
(method_elem name: (field_identifier) @function.name result: (_) @function.type)

(call_expression) @call
(selector_expression) @member
[(interpreted_string_literal) (raw_string_literal)] @string
