// title: Shared across routes
// about: Occupations that stand in two routes under the same title, or one so close that it can only be a slip of the pen. Each pair once; with a route, seen from there.
// param route: optional string, the id of the route to look from
// returns: id, title, level, route, route_name, other_id, other_title, other_level, other_route, other_route_name, match, score
MATCH (o:Occupation)-[shared:SHARED_ACROSS_ROUTES]->(other:Occupation)
WHERE o.route = $route OR ($route IS NULL AND o.id < other.id/*+*/ AND ($edition IS NULL OR coalesce(o.edition, '2017') = $edition)/*-*/)
RETURN o.id AS id, o.title AS title, o.level AS level, o.route AS route, o.route_name AS route_name,
  other.id AS other_id, other.title AS other_title, other.level AS other_level,
  other.route AS other_route, other.route_name AS other_route_name,
  shared.`match` AS match, shared.score AS score
ORDER BY level, title, id, other_id
