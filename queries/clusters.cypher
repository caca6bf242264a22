// title: Clusters
// about: The clusters of a route, or of all routes, in the order of the document.
// param route: optional string, the id of the only route to look at
// returns: id, name, column, row, apprenticeship_only, description, line, pathway, pathway_name, route, route_name, occupations
MATCH (c:Cluster)-[:IN_PATHWAY]->(p:Pathway)-[:IN_ROUTE]->(r:Route)
WHERE /*+*/(/*-*/$route IS NULL OR r.id = $route/*+*/) AND ($edition IS NULL OR coalesce(r.edition, '2017') = $edition)/*-*/
RETURN c.id AS id, c.name AS name, c.column AS column, c.row AS row, c.apprenticeship_only AS apprenticeship_only,
  c.description AS description, c.line AS line, p.id AS pathway, p.name AS pathway_name,
  r.id AS route, r.name AS route_name, COUNT { (:Occupation)-[:IN_CLUSTER]->(c) } AS occupations
ORDER BY line, id
