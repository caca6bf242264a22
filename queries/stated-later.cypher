// title: Stated in a later edition
// about: Progressions that a later edition of the store states from what an occupation became there, or, backwards, to it: each with its other end there, and with what of this edition became that.
// param id: string, the occupation
// param backwards: optional boolean, whether to look for what leads to it
// returns: edition, of_id, of_title, of_level, of_code, id, title, level, column, route, route_name, code, level_gap, file, line, former_id, former_title, former_level, former_route_name
MATCH (:Occupation {id: $id})-[:BECAME]->(own:Occupation)-[step:PROGRESSES_TO]-(other:Occupation)
WHERE step.basis = 'stated' AND (startNode(step).id = own.id) <> coalesce($backwards, false)
OPTIONAL MATCH (former:Occupation)-[:BECAME]->(other)
RETURN own.edition AS edition, own.id AS of_id, own.title AS of_title, own.level AS of_level, own.code AS of_code,
  other.id AS id, other.title AS title, other.level AS level, other.column AS column,
  other.route AS route, other.route_name AS route_name, other.code AS code,
  step.level_gap AS level_gap, step.file AS file, step.line AS line,
  former.id AS former_id, former.title AS former_title, former.level AS former_level,
  former.route_name AS former_route_name
ORDER BY edition, level, title, former_id, of_id, id
