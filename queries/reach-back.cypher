// title: Everything that can lead to an occupation
// about: All occupations that can lead to an occupation, over progressions and crossings between routes, by level and by how many relationships away they are.
// param id: string, the occupation to arrive at
// param relationships: integer = 12, how far to look (progressions and crossings together, 12 at most)
// param level: optional integer, the only level to show
// param route: optional string, the id of the only route to show
// returns: id, title, level, column, route, route_name, relationships, goes_on
MATCH (before:Occupation)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(destination:Occupation {id: $id})
WHERE before.id <> destination.id
WITH DISTINCT before, destination
MATCH path = shortestPath((before)-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*..12]->(destination))
WITH before, length(path) AS relationships
WHERE relationships <= $relationships
  AND ($level IS NULL OR before.level = $level) AND ($route IS NULL OR before.route = $route)
RETURN before.id AS id, before.title AS title, before.level AS level, before.column AS column,
  before.route AS route, before.route_name AS route_name, relationships,
  EXISTS { (before)-[:PROGRESSES_TO]->(:Occupation) } AS goes_on
ORDER BY level, relationships, title, id
