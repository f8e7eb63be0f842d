"""The rules as scalar kernels: numpy and numba only, no files, no generator."""
