"""The parts of the archive page: the squares of the matrix, the contents of one file, adding a paper."""
