; Blocks with their type, and the attributes of blocks.
(block (identifier) @block.kind) @block
