; Commands and loose strings of shell scripts.
(command) @command
(variable_assignment name: (variable_name) @bind.name value: (_) @bind.value)
(comment) @comment
(heredoc_body) @heredoc
(for_statement variable: (variable_name) @count.name value: (_)+ @count.value)
