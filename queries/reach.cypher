// title: Everything within reach
// about: All occupations that an occupation can lead to, over progressions and crossings between routes, by level and by how many relationships away they are.
// param id: string, the occupation to start from
// param relationships: integer = 12, how far to look (progressions and crossings together, 12 at most)
// param level: optional integer, the only level to show
// param route: optional string, the id of the only route to show
// returns: id, title, level, column, route, route_name, relationships, goes_on
MATCH (origin:Occupation {id: $id})-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(next:Occupation)
WHERE next.id <> origin.id
WITH DISTINCT origin, next
MATCH path = shortestPath((origin)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(next))
WITH next, length(path) AS relationships
WHERE relationships <= $relationships
  AND ($level IS NULL OR next.level = $level) AND ($route IS NULL OR next.route = $route)
RETURN next.id AS id, next.title AS title, next.level AS level, next.column AS column,
  next.route AS route, next.route_name AS route_name, relationships,
  EXISTS { (next)-[:PROGRESSES_TO]->(:Occupation) } AS goes_on
ORDER BY level, relationships, title, id
