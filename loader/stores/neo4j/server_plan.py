"""What a server's own plan of a question may hold, so that Cypher of somebody else's does no more than read.

The guard reads the question's text; a server that reads it otherwise would still show in the plan what it means to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from career_pathways.loader.errors import RefusedQuery

OPERATORS = frozenset(
    """
    AllNodesScan PartitionedAllNodesScan NodeByLabelScan PartitionedNodeByLabelScan IntersectionNodeByLabelsScan
    PartitionedIntersectionNodeByLabelsScan UnionNodeByLabelsScan PartitionedUnionNodeByLabelsScan
    SubtractionNodeByLabelsScan PartitionedSubtractionNodeByLabelsScan
    NodeIndexSeek NodeUniqueIndexSeek NodeIndexSeekByRange NodeUniqueIndexSeekByRange MultiNodeIndexSeek
    NodeIndexScan NodeIndexContainsScan NodeIndexEndsWithScan AssertSameNode AssertSameRelationship
    PartitionedNodeIndexSeek PartitionedNodeIndexSeekByRange PartitionedNodeIndexScan
    DirectedAllRelationshipsScan UndirectedAllRelationshipsScan
    DirectedRelationshipTypeScan UndirectedRelationshipTypeScan
    DirectedUnionRelationshipTypesScan UndirectedUnionRelationshipTypesScan
    DirectedRelationshipIndexSeek UndirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange
    UndirectedRelationshipIndexSeekByRange DirectedRelationshipIndexScan UndirectedRelationshipIndexScan
    DirectedRelationshipIndexContainsScan UndirectedRelationshipIndexContainsScan
    DirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexEndsWithScan
    DirectedRelationshipUniqueIndexSeek UndirectedRelationshipUniqueIndexSeek
    NodeCountFromCountStore RelationshipCountFromCountStore
    Expand(All) Expand(Into) OptionalExpand(All) OptionalExpand(Into) VarLengthExpand(All) VarLengthExpand(Into)
    VarLengthExpand(Pruning) VarLengthExpand(Pruning,BFS) VarLengthExpand(Pruning,All) PruningVarExpand
    BFSPruningVarLengthExpand VarLengthExpand(Pruning,BFS,All) VarLengthExpand(Pruning,BFS,Into)
    ShortestPath StatefulShortestPath(All) StatefulShortestPath(Into) ProjectEndpoints Repeat(Trail) RepeatOptions
    Argument EmptyRow Optional Apply SemiApply AntiSemiApply LetSemiApply LetAntiSemiApply SelectOrSemiApply
    SelectOrAntiSemiApply LetSelectOrSemiApply LetSelectOrAntiSemiApply RollUpApply ConditionalApply
    AntiConditionalApply CartesianProduct NodeHashJoin ValueHashJoin NodeLeftOuterHashJoin NodeRightOuterHashJoin
    LeftOuterHashJoin RightOuterHashJoin TriadicSelection TriadicBuild TriadicFilter
    Filter CacheProperties Projection Unwind UnwindCollection Limit Skip ExhaustiveLimit Sort PartialSort Top PartialTop
    Top1WithTies PartialTop1 Distinct OrderedDistinct EagerAggregation OrderedAggregation Aggregation Union OrderedUnion
    Eager Input ProduceResults
    """.split()
)
"""The operators of Neo4j 5 that read, join and compute. What a newer server adds is refused until it stands here."""


def check_plan(plan: Mapping[str, Any], query_type: str) -> None:
    """Pass over the plan of a question that only reads; raise RefusedQuery at anything else.

    `plan`: as EXPLAIN gives it, a tree of maps with `operatorType` ("Filter@neo4j") and `children`. `query_type`: "r"
    where the server itself says that the question only reads.
    """
    if query_type != "r":
        raise RefusedQuery(f"the server would do more than read (it calls the question {query_type!r}).", _CURE)
    for operator in operators(plan):
        if operator not in OPERATORS:
            raise RefusedQuery(f"the server would answer by {operator}, which may do more than read.", _CURE)


def operators(plan: Mapping[str, Any]) -> Iterator[str]:
    """The operators of a plan, from the result down, without the name of the database behind them."""
    yield str(plan["operatorType"]).partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


_CURE = "A question only reads the graph."
