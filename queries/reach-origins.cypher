// title: Who can reach a set
// about: The occupations of a set that can lead to another occupation of a second set, over at most 12 progressions and crossings between routes: how many of these each can lead to, and the nearest of them, among equals the lowest by level, then the first by title and id.
// param from_level: optional integers, the only levels to start from
// param from_route: optional string, the id of the only route to start from
// param from_cluster: optional string, the id of the only cluster to start from
// param from_column: optional string, the only column to start from
// param from_apprenticeship_only: optional boolean, whether what to start from is learnt by apprenticeship only
// param from_degree: optional boolean, whether what to start from comes with a degree
// param to_level: optional integers, the only levels to arrive at
// param to_route: optional string, the id of the only route to arrive at
// param to_cluster: optional string, the id of the only cluster to arrive at
// param to_column: optional string, the only column to arrive at
// param to_apprenticeship_only: optional boolean, whether what to arrive at is learnt by apprenticeship only
// param to_degree: optional boolean, whether what to arrive at comes with a degree
// returns: id, title, level, column, route, route_name, others, nearest_id, nearest_title, nearest_level, nearest_route_name, relationships
MATCH (origin:Occupation)
WHERE /*+*/($edition IS NULL OR coalesce(origin.edition, '2017') = $edition)
  AND /*-*/($from_level IS NULL OR origin.level IN $from_level)
  AND ($from_route IS NULL OR origin.route = $from_route)
  AND ($from_cluster IS NULL OR EXISTS { (origin)-[:IN_CLUSTER]->(:Cluster {id: $from_cluster}) })
  AND ($from_column IS NULL OR origin.column = $from_column)
  AND ($from_apprenticeship_only IS NULL OR $from_apprenticeship_only <> EXISTS { (origin)-[:IN_CLUSTER]->(:Cluster {apprenticeship_only: false}) })
  AND ($from_degree IS NULL OR origin.degree = $from_degree)
MATCH (origin)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(destination:Occupation)
WHERE destination.id <> origin.id
  AND ($to_level IS NULL OR destination.level IN $to_level)
  AND ($to_route IS NULL OR destination.route = $to_route)
  AND ($to_cluster IS NULL OR EXISTS { (destination)-[:IN_CLUSTER]->(:Cluster {id: $to_cluster}) })
  AND ($to_column IS NULL OR destination.column = $to_column)
  AND ($to_apprenticeship_only IS NULL OR $to_apprenticeship_only <> EXISTS { (destination)-[:IN_CLUSTER]->(:Cluster {apprenticeship_only: false}) })
  AND ($to_degree IS NULL OR destination.degree = $to_degree)
WITH DISTINCT origin, destination
MATCH path = shortestPath((origin)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(destination))
WITH origin, destination, length(path) AS relationships
ORDER BY relationships, destination.level, destination.title, destination.id
WITH origin, count(*) AS others, collect({
  id: destination.id, title: destination.title, level: destination.level, route_name: destination.route_name, relationships: relationships
})[0] AS nearest
RETURN origin.id AS id, origin.title AS title, origin.level AS level, origin.column AS column,
  origin.route AS route, origin.route_name AS route_name, others,
  nearest.id AS nearest_id, nearest.title AS nearest_title, nearest.level AS nearest_level,
  nearest.route_name AS nearest_route_name, nearest.relationships AS relationships
ORDER BY level, relationships, title, id
