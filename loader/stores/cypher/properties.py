"""Properties that a label does not have: which label has them, and how it is reached."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection

from career_pathways.loader.schema import ALL_RELATIONSHIPS, ALL_TYPES, LABELS, NODES

from .kinds import PROPERTIES


def way(start: str, end: str) -> tuple[str, ...]:
    """The relationship types from one label to another, over the fewest relationships, in whatever direction.

    >>> way("Cluster", "Route")
    ('IN_PATHWAY', 'IN_ROUTE')
    """
    ways: dict[str, tuple[str, ...]] = {start: ()}
    queue = deque([start])
    while queue:
        label = queue.popleft()
        for kind in ALL_RELATIONSHIPS:
            for here, there in ((kind.start, kind.end), (kind.end, kind.start)):
                if here == label and there not in ways:
                    ways[there] = (*ways[label], kind.name)
                    queue.append(there)
    return ways.get(end, ())


def without_property(names: Collection[str], name: str) -> str | None:
    """What is wrong with asking the property `name` of a label or a relationship type among `names`; None if nothing.

    >>> without_property(["Cluster"], "route")
    'Cluster has no `route`; it is reached by IN_PATHWAY, IN_ROUTE'
    >>> without_property(["Route"], "level")
    'Route has no `level`; Occupation has it, which is reached by IN_ROUTE, IN_PATHWAY, IN_CLUSTER'
    """
    if any(name in PROPERTIES[of] for of in names):
        return None
    order = (*LABELS, *ALL_TYPES)
    known = sorted(names, key=order.index)
    what = f"{' and '.join(known)} {'have' if len(known) > 1 else 'has'} no `{name}`"
    if len(known) > 3:
        what = f"no {'node' if known[0] in LABELS else 'relationship'} has `{name}`"
    start = known[0] if len(known) == 1 and known[0] in LABELS else None
    for label in LABELS:
        if start and label.lower() == name.lower().rstrip("s") and (by := way(start, label)):
            return f"{what}; it is reached by {', '.join(by)}"
    owners = [of for of in order if name in PROPERTIES[of]]
    if not owners:
        return what
    has = f"{what}; {' and '.join(owners)} {'have' if len(owners) > 1 else 'has'} it"
    by = way(start, owners[0]) if start and len(owners) == 1 and owners[0] in LABELS else ()
    return f"{has}, which is reached by {', '.join(by)}" if by else has


def labels_with(name: str) -> frozenset[str]:
    """The labels that have a property."""
    return frozenset(label.name for label in NODES if name in PROPERTIES[label.name])
