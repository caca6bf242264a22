// title: What became of an occupation
// about: What an occupation became in a later edition of the store (`later`), and what it was in an earlier one, as far as that is certain. A store with one edition has none.
// param id: string, the occupation
// returns: edition, later, change, evidence, reason, level_change, id, title, level, column, route, route_name, code
MATCH (:Occupation {id: $id})-[became:BECAME]-(other:Occupation)
RETURN coalesce(other.edition, '2017') AS edition, startNode(became).id = $id AS later,
  became.change AS change, became.evidence AS evidence, became.reason AS reason, became.level_change AS level_change,
  other.id AS id, other.title AS title, other.level AS level, other.column AS column,
  other.route AS route, other.route_name AS route_name, other.code AS code
ORDER BY later DESC, edition, id
