"""The worked pack's inputs: an invented place, with the texture of a real one."""
