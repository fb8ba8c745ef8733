"""The command line: reads arguments, calls one function of `digest.app`, prints, chooses the exit code.

Product goes to standard output, everything else to standard error.
"""
