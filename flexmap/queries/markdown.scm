; Fenced code, which is read in the language that the fence names.
(fenced_code_block (info_string (language) @fence.language) (code_fence_content) @fence.content)
