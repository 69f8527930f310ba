; Resources with their type and body, and strings that hold a script.
(resource_declaration) @resource
(object_property (identifier) @property.name (string) @property.value)
