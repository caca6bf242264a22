// title: Occupations
// about: All occupations, those of one route, or those of one level, with all their specialisms.
// param route: optional string, the id of the only route to look at
// param level: optional integer, the only level to look at
// returns: id, title, level, column, degree, specialisms, route, route_name
MATCH (r:Route)
WHERE /*+*/(/*-*/$route IS NULL OR r.id = $route/*+*/) AND ($edition IS NULL OR coalesce(r.edition, '2017') = $edition)/*-*/
MATCH (o:Occupation {route: r.id})
WHERE $level IS NULL OR o.level = $level
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.degree AS degree,
  o.specialisms AS specialisms, o.route AS route, o.route_name AS route_name
ORDER BY route_name, level, title, id
