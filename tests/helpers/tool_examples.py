"""A call of each tool, for whatever asks them all."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "find_occupations": {"text": "I work in a butcher's shop", "limit": 5},
    "show_occupation": {"occupation": "construction/roofer-2"},
    "next_occupations": {"occupation": "Butcher", "route": "sales", "limit": 3},
    "previous_occupations": {"occupation": "construction/construction-site-management-6", "limit": 3},
    "find_path": {"origin": "construction/roofer-2", "destination": "construction/construction-site-management-6"},
    "reach": {"occupation": "construction/roofer-2", "steps": 2, "limit": 5},
    "compare_occupations": {"first": "Roofer", "second": "Plumber", "limit": 3},
    "find_gaps": {"route": "construction", "limit": 5},
    "what_if": {"changes": '[[remove.occupation]]\nname = "construction/roofer-2"', "limit": 5},
    "query_cypher": {"statement": "MATCH (r:Route) RETURN r.name AS name ORDER BY name", "limit": 20},
}
