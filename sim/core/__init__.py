"""The rules as scalar kernels: numpy and numba only, no input or output, no randomness of its own."""
