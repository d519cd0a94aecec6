"""A simulation of a GPU that serves the model: time as the memory and the cores would take it."""
