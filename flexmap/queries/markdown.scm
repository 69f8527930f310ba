; Fenced code, which is read in the language that the fence names, or that its lines show.
(fenced_code_block (info_string (language) @fence.language) (code_fence_content) @fence.content)
(fenced_code_block (code_fence_content) @fence.unnamed) @fence
