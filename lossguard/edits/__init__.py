"""From what a rule proposes to change to the characters of the source that have to change."""
