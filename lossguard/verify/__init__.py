"""From a finding to a short program that shows the wrong number in the framework; user code is never run."""
