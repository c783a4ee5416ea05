"""dev.py bench: what the program takes, beside the best known way to do the same work, in one run.

What is compared is CPU time, children included, in turns within one run: ratios mean something even on a busy
machine, milliseconds only about. The other side is never a copy of our own SQL. It is the fastest statement
that could be found over the same indexes, reading only what is painted, on the driver's bare cursor. Where
nothing is asked of a database, it is the work that nobody can leave out: a copy of the file, a bare window,
the same text on a bare canvas.
"""
