"""Named limits of the abstract execution: reaching one gives an unknown with the reason, never a hang."""

from __future__ import annotations

CALL_DEPTH = 24  # project calls inside project calls
RECURSION = 2  # the same function inside itself
OBJECTS = 3  # objects of one class on which the methods that nothing calls are executed
REPEATS = 8  # executions of one function that led to nothing before it is not executed again
STEPS = 200_000  # nodes evaluated for one entry file
STEPS_WITHOUT = 20_000  # ... as long as neither it nor what it imports has imported a framework
WORK = 10_000_000  # comparisons and copies for one entry file (`work`)
SHARE_OF_CALL = 0.75  # of the steps and the work that its caller has left: of a function that calls the next twice, too
ALTERNATIVES = 24  # values one name may have under different conditions
FEW_ALTERNATIVES = 8  # ... that are kept of more than these, where they are objects
WAYS = 24  # combinations of alternatives one set-up is looked at in
DIFFERENT_WAYS = 72  # ... and how many where each gives other values
COMBINATIONS = 600  # combinations gone through for one set-up
EXCLUDED = 6  # alternatives that are excluded one by one when a test of a value fails for them
UNROLLED = 24  # iterations of a loop over known items that are executed one by one
UNROLLED_NESTED = 96  # iterations of loops inside loops, over known items, executed one by one
LOOP_PASSES = 2  # iterations of a loop over unknown items
EXPRESSION_DEPTH = 160  # nested expressions
STRING_LENGTH = 4_000  # characters of a computed constant
ITEMS = 400  # items a known list or dictionary is tracked to
TEXT = 60  # characters of source quoted for an unknown
