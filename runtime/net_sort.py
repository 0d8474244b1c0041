"""Sorts in place by the steps of .NET's List.Sort, for orders that contradict themselves.

Text compares with a number as text or as a number by which of them stands on the left, so the outcome for mixed values
depends on which pairs are compared. Knows nothing of values. Source: conformance/cmdlets/sort-object (mixed).
"""

from collections.abc import Callable
from typing import Any

SMALL = 16  # elements up to which insertion is used

Order = Callable[[Any, Any], int]


def net_sort(items: list[Any], order: Order) -> None:
    """Sorts `items`; `order(a, b)` gives a negative number, 0 or a positive one."""
    count = len(items)
    if count > 1:
        _intro(items, 0, count - 1, 2 * count.bit_length(), order)


def _intro(items: list[Any], low: int, high: int, depth: int, order: Order) -> None:
    while high > low:
        size = high - low + 1
        if size <= SMALL:
            if size == 2:
                _swap_if_greater(items, low, high, order)
            elif size == 3:
                _swap_if_greater(items, low, high - 1, order)
                _swap_if_greater(items, low, high, order)
                _swap_if_greater(items, high - 1, high, order)
            else:
                _insert(items, low, high, order)
            return
        if depth == 0:
            _insert(items, low, high, order)
            return
        depth -= 1
        middle = _partition(items, low, high, order)
        _intro(items, middle + 1, high, depth, order)
        high = middle - 1


def _swap_if_greater(items: list[Any], i: int, j: int, order: Order) -> None:
    if order(items[i], items[j]) > 0:
        items[i], items[j] = items[j], items[i]


def _insert(items: list[Any], low: int, high: int, order: Order) -> None:
    for i in range(low, high):
        item = items[i + 1]
        j = i
        while j >= low and order(item, items[j]) < 0:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = item


def _partition(items: list[Any], low: int, high: int, order: Order) -> int:
    middle = low + (high - low >> 1)
    _swap_if_greater(items, low, middle, order)
    _swap_if_greater(items, low, high, order)
    _swap_if_greater(items, middle, high, order)
    pivot = items[middle]
    items[middle], items[high - 1] = items[high - 1], items[middle]
    left, right = low, high - 1
    while left < right:
        left += 1
        while left < high - 1 and order(items[left], pivot) < 0:
            left += 1
        right -= 1
        while right > low and order(pivot, items[right]) < 0:
            right -= 1
        if left >= right:
            break
        items[left], items[right] = items[right], items[left]
    if left != high - 1:
        items[left], items[high - 1] = items[high - 1], items[left]
    return left
