// title: Shortest path
// about: The path with the fewest relationships from one occupation to another, progressions and crossings between routes both counted; among equals the one of the lowest cost, then of the highest sum of relatedness, then the first by its ids. One row for each relationship.
// param from: string, the occupation to start from
// param to: string, the occupation to arrive at
// returns: position, type, from_id, from_title, from_level, from_route_name, id, title, level, route_name, basis, cost, relatedness, level_gap, shared_words, pathway, from_cluster, to_cluster, match, score
MATCH (origin:Occupation {id: $from}), (destination:Occupation {id: $to})
WHERE origin.id <> destination.id
MATCH path = allShortestPaths((origin)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(destination))
WITH nodes(path) AS occupations, relationships(path) AS links, [o IN nodes(path) | o.id] AS ids
WITH occupations, links, ids,
  reduce(total = 0, link IN links | total + coalesce(link.cost, 0)) AS total_cost,
  reduce(total = 0, link IN links | total + toInteger(round(coalesce(link.relatedness, 0.0) * 10000))) AS total_relatedness
ORDER BY total_cost, total_relatedness DESC, ids
LIMIT 1
UNWIND range(0, size(links) - 1) AS i
WITH i + 1 AS position, links[i] AS link, occupations[i] AS origin, occupations[i + 1] AS next
RETURN position, type(link) AS type,
  origin.id AS from_id, origin.title AS from_title, origin.level AS from_level, origin.route_name AS from_route_name,
  next.id AS id, next.title AS title, next.level AS level, next.route_name AS route_name,
  link.basis AS basis, link.cost AS cost, link.relatedness AS relatedness, link.level_gap AS level_gap,
  link.shared_words AS shared_words, link.pathway AS pathway,
  link.from_cluster AS from_cluster, link.to_cluster AS to_cluster,
  link.`match` AS match, link.score AS score
ORDER BY position, id
