// title: Next steps
// about: Occupations one progression away from an occupation, what a table states first, then the most closely related.
// param id: string, the occupation to start from
// returns: id, title, level, column, route, route_name, basis, cost, move, skips, relatedness, by_title, by_specialisms, by_place, by_level, by_basis, level_gap, shared_words, pathway, from_cluster, to_cluster
MATCH (:Occupation {id: $id})-[step:PROGRESSES_TO]->(next:Occupation)
RETURN next.id AS id, next.title AS title, next.level AS level, next.column AS column,
  next.route AS route, next.route_name AS route_name,
  step.basis AS basis, step.cost AS cost, step.move AS move, step.skips AS skips, step.relatedness AS relatedness,
  step.by_title AS by_title, step.by_specialisms AS by_specialisms, step.by_place AS by_place,
  step.by_level AS by_level, step.by_basis AS by_basis, step.level_gap AS level_gap,
  step.shared_words AS shared_words, step.pathway AS pathway,
  step.from_cluster AS from_cluster, step.to_cluster AS to_cluster
ORDER BY /*+*/basis = 'stated' DESC, /*-*/relatedness DESC, cost, level, title, id
