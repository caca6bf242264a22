// title: Dead ends
// about: Occupations below the professional column with no next step in their route, with the other routes in which the same occupation goes on.
// param route: optional string, the id of the only route to look at
// returns: id, title, level, column, route, route_name, goes_on_in
MATCH (r:Route)
WHERE /*+*/(/*-*/$route IS NULL OR r.id = $route/*+*/) AND ($edition IS NULL OR coalesce(r.edition, '2017') = $edition)/*-*/
MATCH (o:Occupation {route: r.id})
WHERE o.column <> 'professional' AND NOT EXISTS { (o)-[:PROGRESSES_TO]->(:Occupation) }
OPTIONAL MATCH (o)-[:SHARED_ACROSS_ROUTES]->(twin:Occupation)
WHERE EXISTS { (twin)-[:PROGRESSES_TO]->(:Occupation) }
WITH o, twin
ORDER BY twin.route_name, twin.id
WITH o, collect(DISTINCT twin.route_name) AS goes_on_in
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.route AS route, o.route_name AS route_name, goes_on_in
ORDER BY route_name, level, title, id
