// title: Shortest path
// about: The path with the fewest relationships from one occupation to another, progressions and crossings between routes both counted; among equals the one of the lowest cost, then in an imported map of the fewest progressions that no table states, then of the highest sum of relatedness, then the first by its ids. One row for each relationship.
// param from: string, the occupation to start from
// param to: string, the occupation to arrive at
// returns: position, type, from_id, from_title, from_level, from_column, from_route_name, id, title, level, column, route_name, basis, cost, move, skips, relatedness, by_title, by_specialisms, by_place, by_level, by_basis, level_gap, shared_words, pathway, pathway_name, from_cluster, from_cluster_name, to_cluster, to_cluster_name, from_line, from_quote, line, quote, match, score
MATCH (origin:Occupation {id: $from}), (destination:Occupation {id: $to})
WHERE origin.id <> destination.id
MATCH path = allShortestPaths((origin)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(destination))
WITH nodes(path) AS occupations, relationships(path) AS links, [o IN nodes(path) | o.id] AS ids
WITH occupations, links, ids,
  reduce(total = 0, link IN links | total + coalesce(link.cost, 0)) AS total_cost,/*+*/
  reduce(total = 0, link IN links | total + CASE WHEN link.basis <> 'stated' AND $from CONTAINS ':' THEN 1 ELSE 0 END) AS inferred,/*-*/
  reduce(total = 0, link IN links | total + toInteger(round(coalesce(link.relatedness, 0.0) * 10000))) AS total_relatedness
ORDER BY total_cost, /*+*/inferred, /*-*/total_relatedness DESC, ids
LIMIT 1
UNWIND range(0, size(links) - 1) AS i
WITH i + 1 AS position, links[i] AS link, occupations[i] AS origin, occupations[i + 1] AS next
OPTIONAL MATCH (here:Cluster {id: link.from_cluster})
OPTIONAL MATCH (there:Cluster {id: link.to_cluster})
OPTIONAL MATCH (within:Pathway {id: link.pathway})
OPTIONAL MATCH (origin)-[left:IN_CLUSTER]->(here)
OPTIONAL MATCH (next)-[listed:IN_CLUSTER]->(there)
RETURN position, type(link) AS type,
  origin.id AS from_id, origin.title AS from_title, origin.level AS from_level,
  origin.column AS from_column, origin.route_name AS from_route_name,
  next.id AS id, next.title AS title, next.level AS level, next.column AS column, next.route_name AS route_name,
  link.basis AS basis, link.cost AS cost, link.move AS move, link.skips AS skips, link.relatedness AS relatedness,
  link.by_title AS by_title, link.by_specialisms AS by_specialisms, link.by_place AS by_place,
  link.by_level AS by_level, link.by_basis AS by_basis,
  link.level_gap AS level_gap, link.shared_words AS shared_words, link.pathway AS pathway, within.name AS pathway_name,
  link.from_cluster AS from_cluster, here.name AS from_cluster_name,
  link.to_cluster AS to_cluster, there.name AS to_cluster_name,
  coalesce(left.line, origin.lines[0]) AS from_line, left.quote AS from_quote,
  coalesce(listed.line, next.lines[0]) AS line, listed.quote AS quote,
  link.`match` AS match, link.score AS score
ORDER BY position, id
