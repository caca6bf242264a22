// title: Occupations of a route
// about: All occupations of a route, with all their specialisms.
// param id: string, the route
// returns: id, title, level, column, degree, specialisms, route, route_name
MATCH (o:Occupation {route: $id})
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.degree AS degree,
  o.specialisms AS specialisms, o.route AS route, o.route_name AS route_name
ORDER BY level, title, id
