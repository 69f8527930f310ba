; Members of objects: a resource is found by its type.
(object) @object
(string) @string
