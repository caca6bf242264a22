// title: Next steps of a level, several ahead
// about: What workers of a level can progress to in at most so many steps, route by route, each by its shortest path; among equals the one of the lowest cost, then of the highest sum of relatedness, then the first by its ids. Relatedness is that of the least related step.
// param level: integer, the level to start from
// param route: optional string, the id of the only route to look at
// param steps: integer = 2, how many progressions ahead (5 at most)
// returns: from_id, from_title, from_level, id, title, level, column, route, route_name, steps, cost, relatedness, bases, via
MATCH (origin:Occupation)-[:PROGRESSES_TO*..5]->(next:Occupation)
WHERE origin.level = $level AND ($route IS NULL OR origin.route = $route) AND next.id <> origin.id/*+*/
  AND ($edition IS NULL OR coalesce(origin.edition, '2017') = $edition)/*-*/
WITH DISTINCT origin, next
MATCH path = allShortestPaths((origin)-[:PROGRESSES_TO*..5]->(next))
WITH origin, next, nodes(path) AS occupations, relationships(path) AS links, length(path) AS steps
WHERE steps <= $steps
WITH origin, next, occupations, links, steps, [o IN occupations | o.id] AS ids,
  reduce(total = 0, link IN links | total + link.cost) AS cost,
  reduce(total = 0, link IN links | total + toInteger(round(link.relatedness * 10000))) AS total_relatedness
ORDER BY cost, total_relatedness DESC, ids
WITH origin, next, steps, collect({
  cost: cost,
  relatedness: reduce(least = 1.0, link IN links | CASE WHEN link.relatedness < least THEN link.relatedness ELSE least END),
  bases: [link IN links | link.basis],
  via: [o IN occupations[1..-1] | o.title]
})[0] AS best
RETURN origin.id AS from_id, origin.title AS from_title, origin.level AS from_level,
  next.id AS id, next.title AS title, next.level AS level, next.column AS column,
  next.route AS route, next.route_name AS route_name,
  steps, best.cost AS cost, best.relatedness AS relatedness, best.bases AS bases, best.via AS via
ORDER BY route_name, relatedness DESC, cost, level, title, id, from_id
