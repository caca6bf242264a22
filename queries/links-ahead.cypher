// title: Relationships ahead
// about: All progressions and crossings between routes that lead on from an occupation, and from whatever is within reach of it: what a path from it can go over. Levels are the lowest and the highest that an occupation can have.
// param id: string, the occupation to start from
// returns: from_id, from_level_min, from_level_max, id, level_min, level_max, type, basis, cost, move, skips, relatedness
MATCH (:Occupation {id: $id})-[:PROGRESSES_TO|SHARED_ACROSS_ROUTES*0..11]->(origin:Occupation)
WITH DISTINCT origin
MATCH (origin)-[link:PROGRESSES_TO|SHARED_ACROSS_ROUTES]->(next:Occupation)
RETURN origin.id AS from_id, origin.level_min AS from_level_min, origin.level_max AS from_level_max,
  next.id AS id, next.level_min AS level_min, next.level_max AS level_max,
  type(link) AS type, link.basis AS basis, link.cost AS cost, link.move AS move, link.skips AS skips,
  link.relatedness AS relatedness
ORDER BY type, from_id, id
