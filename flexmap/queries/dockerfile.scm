; The shell commands of a Dockerfile.
(shell_command) @shell
(json_string_array) @words
(heredoc_block) @document
(shell_instruction) @speaks
