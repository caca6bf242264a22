// title: What leads to an occupation
// about: Occupations from which one progression leads to an occupation, what a table states first, then the most closely related.
// param id: string, the occupation to arrive at
// returns: id, title, level, column, route, route_name, basis, cost, move, skips, relatedness, by_title, by_specialisms, by_place, by_level, by_basis, level_gap, shared_words, pathway, from_cluster, to_cluster
MATCH (origin:Occupation)-[step:PROGRESSES_TO]->(:Occupation {id: $id})
RETURN origin.id AS id, origin.title AS title, origin.level AS level, origin.column AS column,
  origin.route AS route, origin.route_name AS route_name,
  step.basis AS basis, step.cost AS cost, step.move AS move, step.skips AS skips, step.relatedness AS relatedness,
  step.by_title AS by_title, step.by_specialisms AS by_specialisms, step.by_place AS by_place,
  step.by_level AS by_level, step.by_basis AS by_basis, step.level_gap AS level_gap,
  step.shared_words AS shared_words, step.pathway AS pathway,
  step.from_cluster AS from_cluster, step.to_cluster AS to_cluster
ORDER BY /*+*/basis = 'stated' DESC, /*-*/relatedness DESC, cost, level, title, id
