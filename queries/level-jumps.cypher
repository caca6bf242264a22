// title: Level jumps
// about: Progressions that skip at least one level, the highest jump first: where the map has no rung in between.
// param route: optional string, the id of the only route to look at
// returns: from_id, from_title, from_level, id, title, level, column, route, route_name, basis, cost, move, skips, relatedness, by_title, by_specialisms, by_place, by_level, by_basis, level_gap, shared_words, pathway, from_cluster, to_cluster
MATCH (origin:Occupation)-[step:PROGRESSES_TO]->(next:Occupation)
WHERE step.level_gap > 1 AND ($route IS NULL OR origin.route = $route)/*+*/
  AND ($edition IS NULL OR coalesce(origin.edition, '2017') = $edition)/*-*/
RETURN origin.id AS from_id, origin.title AS from_title, origin.level AS from_level,
  next.id AS id, next.title AS title, next.level AS level, next.column AS column,
  next.route AS route, next.route_name AS route_name,
  step.basis AS basis, step.cost AS cost, step.move AS move, step.skips AS skips, step.relatedness AS relatedness,
  step.by_title AS by_title, step.by_specialisms AS by_specialisms, step.by_place AS by_place,
  step.by_level AS by_level, step.by_basis AS by_basis, step.level_gap AS level_gap,
  step.shared_words AS shared_words, step.pathway AS pathway,
  step.from_cluster AS from_cluster, step.to_cluster AS to_cluster
ORDER BY level_gap DESC, relatedness DESC, cost, level, title, id, from_id
