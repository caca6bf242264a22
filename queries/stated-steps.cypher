// title: Stated progressions
// about: Progressions that the tables of an imported map state, or what they relate with one level up, each with its file and its row there. No document states any.
// param route: optional string, the id of the only route to look at
// returns: from_id, from_title, from_level, id, title, level, route_name, level_gap, basis, file, line
MATCH (origin:Occupation)-[step:PROGRESSES_TO]->(next:Occupation)
WHERE step.file IS NOT NULL AND ($route IS NULL OR origin.route = $route)/*+*/
  AND ($edition IS NULL OR coalesce(origin.edition, '2017') = $edition)/*-*/
RETURN origin.id AS from_id, origin.title AS from_title, origin.level AS from_level,
  next.id AS id, next.title AS title, next.level AS level, next.route_name AS route_name,
  step.level_gap AS level_gap, step.basis AS basis, step.file AS file, step.line AS line
ORDER BY file, line, from_id, id
