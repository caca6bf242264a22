// title: Occupations of a cluster
// about: The occupations that a cluster lists, with the specialisms that it lists for them.
// param id: string, the cluster
// returns: id, title, level, column, degree, specialisms, route, route_name
MATCH (o:Occupation)-[listed:IN_CLUSTER]->(:Cluster {id: $id})
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.degree AS degree,
  listed.specialisms AS specialisms, o.route AS route, o.route_name AS route_name
ORDER BY level, title, id
