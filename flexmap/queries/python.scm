; What the names of a Python file stand for, and what is called.
[(function_definition) (lambda) (list_comprehension) (generator_expression) (set_comprehension) (dictionary_comprehension)] @scope

(assignment left: (identifier) @bind.name right: (_) @bind.value)
(assignment left: (attribute attribute: (identifier) @bind.field) right: (_) @bind.value)
(assignment left: (pattern_list . (identifier) @bind.name) right: (_) @bind.value)
(assignment left: (identifier) @bind.name type: (type) @bind.type)
(named_expression name: (identifier) @bind.name value: (_) @bind.value)
(as_pattern (_) @bind.value alias: (as_pattern_target (identifier) @bind.name))
(for_statement left: (identifier) @bind.each right: (_) @bind.value)
(for_in_clause left: (identifier) @bind.each right: (_) @bind.value)
(typed_parameter . (identifier) @bind.name type: (type) @bind.type)
(typed_default_parameter name: (identifier) @bind.name type: (type) @bind.type)
(parameters (identifier) @bind.unknown)
(lambda_parameters (identifier) @bind.unknown)
(default_parameter name: (identifier) @bind.unknown)
(keyword_argument name: (identifier) @bind.keyword value: (_) @bind.value)
(return_statement (_) @return)
(function_definition name: (identifier) @function.name return_type: (type) @function.type)

(call) @call
(attribute) @member
[(string) (concatenated_string)] @string
