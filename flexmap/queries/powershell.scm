; Commands, hash tables that are splatted, and strings.
(command) @command
(assignment_expression (left_assignment_expression) @bind.name value: (_) @bind.value)
(comment) @comment
(expandable_string_literal) @string
(verbatim_string_characters) @string
(expandable_here_string_literal) @string
(verbatim_here_string_characters) @string
(foreach_statement (variable) @count.name (pipeline) @count.value)
