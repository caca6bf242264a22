// title: Editions
// about: The editions in the store, each with how much it holds. What a document does not state of itself is null.
// returns: edition, id, title, published, follows, licence, attribution, url, level_name, routes, occupations, progressions
MATCH (e:Edition)
RETURN coalesce(e.edition, '2017') AS edition, e.id AS id, e.title AS title, e.published AS published, e.follows AS follows,
  e.licence AS licence, e.attribution AS attribution, e.url AS url,
  e.level_name AS level_name,
  e.routes AS routes, e.occupations AS occupations, e.progressions AS progressions
ORDER BY edition
