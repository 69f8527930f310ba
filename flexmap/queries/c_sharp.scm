; What the names of a C# file stand for, and what is called.
[(method_declaration) (constructor_declaration) (local_function_statement) (lambda_expression) (anonymous_method_expression)] @scope

(variable_declaration type: (implicit_type) (variable_declarator name: (identifier) @bind.name (_) @bind.value .))
(variable_declaration type: [(identifier) (nullable_type) (generic_name) (qualified_name) (array_type)] @bind.type (variable_declarator name: (identifier) @bind.name))
(variable_declaration type: [(identifier) (nullable_type) (generic_name) (qualified_name) (array_type)] (variable_declarator name: (identifier) @bind.name (_) @bind.value .))
(assignment_expression left: (identifier) @bind.name right: (_) @bind.value)
(assignment_expression left: (member_access_expression name: (identifier) @bind.field) right: (_) @bind.value)
(parameter type: (_) @bind.type name: (identifier) @bind.name)
(parameter !type name: (identifier) @bind.unknown)
(lambda_expression parameters: (implicit_parameter) @bind.lambda)
(property_declaration type: (_) @bind.type name: (identifier) @bind.field)
(foreach_statement type: (implicit_type) left: (identifier) @bind.each right: (_) @bind.value)
(foreach_statement type: [(identifier) (nullable_type) (generic_name) (qualified_name)] @bind.type left: (identifier) @bind.name)
(foreach_statement right: (_) @each)
(declaration_expression type: [(identifier) (nullable_type) (generic_name) (qualified_name)] @bind.type name: (identifier) @bind.name)
(declaration_pattern type: (_) @bind.type name: (identifier) @bind.name)
(return_statement (_) @return)
(arrow_expression_clause (_) @return)
(method_declaration returns: (_) @function.type name: (identifier) @function.name)
(local_function_statement type: (_) @function.type name: (identifier) @function.name)

(invocation_expression) @call
(object_creation_expression) @create
(member_access_expression) @member
[(string_literal) (verbatim_string_literal) (raw_string_literal) (interpolated_string_expression)] @string
