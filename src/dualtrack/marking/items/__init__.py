"""Item types: what each asks, which answers fit it, how an answer is said and marked. Pure logic, no view."""

from dualtrack.marking.items.base import Item, Mark
from dualtrack.marking.items.choice import MultipleChoiceItem, SingleChoiceItem
from dualtrack.marking.items.number import NumberItem
from dualtrack.marking.items.ordering import OrderingItem
from dualtrack.marking.items.written import WrittenItem

ITEM_TYPES: dict[str, type[Item]] = {
    item.TYPE: item for item in (SingleChoiceItem, MultipleChoiceItem, OrderingItem, NumberItem, WrittenItem)
}

__all__ = ["ITEM_TYPES", "Item", "Mark", "MultipleChoiceItem", "NumberItem", "OrderingItem", "SingleChoiceItem", "WrittenItem"]
