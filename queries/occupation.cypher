// title: One occupation
// about: An occupation and the clusters that list it, one row for each, in the order of the document.
// param id: string, the occupation
// returns: id, title, level, column, degree, route, route_name, lines, cluster, cluster_name, cluster_column, row, apprenticeship_only, pathway, pathway_name, specialisms, line, quote
MATCH (o:Occupation {id: $id})-[listed:IN_CLUSTER]->(c:Cluster)-[:IN_PATHWAY]->(p:Pathway)
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.degree AS degree,
  o.route AS route, o.route_name AS route_name, o.lines AS lines,
  c.id AS cluster, c.name AS cluster_name, c.column AS cluster_column, c.row AS row,
  c.apprenticeship_only AS apprenticeship_only, p.id AS pathway, p.name AS pathway_name,
  listed.specialisms AS specialisms, listed.line AS line, listed.quote AS quote
ORDER BY line, cluster, id
