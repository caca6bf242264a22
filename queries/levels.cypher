// title: Levels
// about: How many occupations each route has at each level; those whose level is not stated come last, with no level.
// returns: route, route_name, level, occupations
MATCH (o:Occupation)/*+*/
WHERE ($edition IS NULL OR coalesce(o.edition, '2017') = $edition)/*-*/
WITH o.route AS route, o.route_name AS route_name, o.level AS level, count(o) AS occupations
RETURN route, route_name, level, occupations
ORDER BY route_name, level, route
