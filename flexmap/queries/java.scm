; What the names of a Java file stand for, and what is called.
[(method_declaration) (constructor_declaration) (lambda_expression)] @scope

(local_variable_declaration type: (_) @bind.type declarator: (variable_declarator name: (identifier) @bind.name))
(local_variable_declaration declarator: (variable_declarator name: (identifier) @bind.name value: (_) @bind.value))
(field_declaration type: (_) @bind.type declarator: (variable_declarator name: (identifier) @bind.name))
(assignment_expression left: (identifier) @bind.name right: (_) @bind.value)
(assignment_expression left: (field_access field: (identifier) @bind.field) right: (_) @bind.value)
(formal_parameter type: (_) @bind.type name: (identifier) @bind.name)
(catch_formal_parameter name: (identifier) @bind.unknown)
(resource type: (_) @bind.type name: (identifier) @bind.name)
(enhanced_for_statement type: (_) @bind.type name: (identifier) @bind.name)
(enhanced_for_statement name: (identifier) @bind.each value: (_) @bind.value)
(enhanced_for_statement value: (_) @each)
(lambda_expression parameters: (identifier) @bind.lambda)
(lambda_expression parameters: (inferred_parameters (identifier) @bind.lambda))
(instanceof_expression right: (_) @bind.type name: (identifier) @bind.name)
(type_pattern (_) @bind.type (identifier) @bind.name)
(record_pattern_component (_) @bind.type (identifier) @bind.name)
(record_declaration parameters: (formal_parameters (formal_parameter type: (_) @function.type name: (identifier) @function.name)))
(return_statement (_) @return)
(method_declaration type: (_) @function.type name: (identifier) @function.name)

(method_invocation) @call
(object_creation_expression) @create
(method_reference) @reference
(string_literal) @string
