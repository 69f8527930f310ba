; What the names of a JavaScript file stand for, and what is called.
[(function_declaration) (function_expression) (arrow_function) (method_definition) (generator_function_declaration)] @scope

(variable_declarator name: (identifier) @bind.name value: (_) @bind.value)
(assignment_expression left: (identifier) @bind.name right: (_) @bind.value)
(assignment_expression left: (member_expression property: (_) @bind.field) right: (_) @bind.value)
(field_definition property: (_) @bind.field value: (_) @bind.value)
(variable_declarator name: (object_pattern (shorthand_property_identifier_pattern) @bind.part) value: (_) @bind.value)
(variable_declarator name: (object_pattern (pair_pattern key: (_) @bind.key value: (identifier) @bind.part)) value: (_) @bind.value)
(for_in_statement left: (identifier) @bind.each right: (_) @bind.value)
(formal_parameters (identifier) @bind.unknown)
(arrow_function parameter: (identifier) @bind.unknown)
(pair key: (property_identifier) @bind.keyword value: (_) @bind.value)
(return_statement (_) @return)

[(call_expression) (new_expression)] @call
(member_expression) @member
[(string) (template_string)] @string
