; Resources with their type and body, and strings that hold a script.
(resource_declaration) @resource
(module_declaration) @module
(variable_declaration (identifier) @bind.name . (_) @bind.value)
(parameter_declaration) @parameter
(object_property (identifier) @property.name (string) @property.value)
