"""The commands, one file each: options to a request, a run, its report, and the exit code."""
