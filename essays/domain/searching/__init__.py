"""The index of a search: what stands in it, and the two functions that write it."""
