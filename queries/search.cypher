// title: Search
// about: Occupations whose title or one of whose specialisms contains a text, capitals or not; those found by their title first.
// param text: string, what to look for
// returns: id, title, level, column, route, route_name, found_in, found
MATCH (o:Occupation)
WITH o, [s IN o.specialisms WHERE toLower(s) CONTAINS toLower($text)] AS specialisms,
  toLower(o.title) CONTAINS toLower($text) AS in_title
WHERE in_title OR size(specialisms) > 0
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.route AS route, o.route_name AS route_name,
  CASE WHEN in_title THEN 'title' ELSE 'specialism' END AS found_in,
  CASE WHEN in_title THEN [o.title] ELSE specialisms END AS found
ORDER BY found_in DESC, level, title, id
