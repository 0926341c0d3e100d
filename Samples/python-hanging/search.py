"""Loops that a small mistake turns into endless ones."""


def position(values, wanted):
    """The index of `wanted` in sorted `values`, or -1."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] == wanted:
            return middle
        if values[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return -1


def collatz(number):
    """How many steps lead to one."""
    steps = 0
    while number != 1:
        number = number // 2 if number % 2 == 0 else 3 * number + 1
        steps += 1
    return steps
