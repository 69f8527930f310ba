; The shell text of recipes.
(shell_text) @shell
