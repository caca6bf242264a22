// title: Routes
// about: The routes in the order of the document, with the number of pathways, clusters and occupations; a route without a table in this text has none.
// returns: id, name, line, pathways, clusters, occupations
MATCH (r:Route)/*+*/
WHERE ($edition IS NULL OR coalesce(r.edition, '2017') = $edition)/*-*/
RETURN r.id AS id, r.name AS name, r.line AS line,
  COUNT { (:Pathway)-[:IN_ROUTE]->(r) } AS pathways,
  COUNT { (:Cluster)-[:IN_PATHWAY]->(:Pathway)-[:IN_ROUTE]->(r) } AS clusters,
  COUNT { MATCH (o:Occupation) WHERE o.route = r.id } AS occupations
ORDER BY line, id
