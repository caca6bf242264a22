// title: Related occupations
// about: Occupations that the tables of an imported map state as related to an occupation, as they rank them. No document states any.
// param id: string, the occupation
// returns: id, title, level, column, route, route_name, rank, note, file, line
MATCH (:Occupation {id: $id})-[r:RELATED_TO]->(o:Occupation)
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.route AS route, o.route_name AS route_name,
  r.rank AS rank, r.note AS note, r.file AS file, r.line AS line
ORDER BY rank, title, id
