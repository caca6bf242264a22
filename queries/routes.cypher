// title: Routes
// about: The routes in the order of the document, with the number of pathways, clusters and occupations; a route without a table in this text has none.
// returns: id, name, line, pathways, clusters, occupations
MATCH (r:Route)/*+*/
WHERE ($edition IS NULL OR coalesce(r.edition, '2017') = $edition)/*-*/
OPTIONAL MATCH (r)<-[:IN_ROUTE]-(:Pathway)<-[:IN_PATHWAY]-(:Cluster)<-[:IN_CLUSTER]-(o:Occupation)
WITH r, count(DISTINCT o) AS occupations
RETURN r.id AS id, r.name AS name, r.line AS line,
  COUNT { (r)<-[:IN_ROUTE]-(:Pathway) } AS pathways,
  COUNT { (r)<-[:IN_ROUTE]-(:Pathway)<-[:IN_PATHWAY]-(:Cluster) } AS clusters,
  occupations
ORDER BY line, id
