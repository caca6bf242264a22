// title: Search
// about: Occupations whose title holds all words of a text, then those one of whose specialisms does, then those where title and specialisms do together. Parts of words count, capitals do not.
// param text: string, the words to look for, with a space between them
// returns: id, title, level, column, route, route_name, found_in, found
MATCH (o:Occupation)
WITH o, [word IN split(toLower($text), ' ') WHERE word <> ''] AS words
WITH o, words, all(word IN words WHERE toLower(o.title) CONTAINS word) AS in_title,
  [s IN o.specialisms WHERE all(word IN words WHERE toLower(s) CONTAINS word)] AS whole,
  [s IN o.specialisms WHERE any(word IN words WHERE toLower(s) CONTAINS word)] AS part
WHERE in_title OR size(whole) > 0
  OR all(word IN words WHERE toLower(o.title) CONTAINS word OR any(s IN part WHERE toLower(s) CONTAINS word))
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.route AS route, o.route_name AS route_name,
  CASE WHEN in_title THEN 'title' WHEN size(whole) > 0 THEN 'specialism' ELSE 'both' END AS found_in,
  CASE WHEN in_title THEN [o.title] WHEN size(whole) > 0 THEN whole ELSE part END AS found
ORDER BY found_in DESC, level, title, id
