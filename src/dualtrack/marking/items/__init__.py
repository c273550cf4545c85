"""Item types: what each asks, which answers fit it, how an answer is said and marked. Pure logic, no view."""

from dualtrack.marking.items.base import Item, Mark
from dualtrack.marking.items.choice import MultipleChoiceItem, SingleChoiceItem
from dualtrack.marking.items.event_coding import EventCodingItem
from dualtrack.marking.items.forecast import ForecastItem
from dualtrack.marking.items.matching import MatchingItem
from dualtrack.marking.items.number import NumberItem
from dualtrack.marking.items.ordering import OrderingItem
from dualtrack.marking.items.short_text import ShortTextItem
from dualtrack.marking.items.table import TableItem
from dualtrack.marking.items.written import WrittenItem

ITEM_TYPES: dict[str, type[Item]] = {
    item.TYPE: item
    for item in (
        SingleChoiceItem,
        MultipleChoiceItem,
        OrderingItem,
        MatchingItem,
        EventCodingItem,
        NumberItem,
        TableItem,
        ForecastItem,
        ShortTextItem,
        WrittenItem,
    )
}

__all__ = [
    "ITEM_TYPES",
    "EventCodingItem",
    "ForecastItem",
    "Item",
    "Mark",
    "MatchingItem",
    "MultipleChoiceItem",
    "NumberItem",
    "OrderingItem",
    "ShortTextItem",
    "SingleChoiceItem",
    "TableItem",
    "WrittenItem",
]
