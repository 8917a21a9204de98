"""What the program needs of the machine: the day, files, cores, a cache, errors in words. Knows nothing of licenses."""
