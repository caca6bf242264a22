// title: Search
// about: Occupations whose title holds all words of a text, then those one of whose specialisms does, then those where title and specialisms do together. Parts of words count; capitals, hyphens, slashes and "&" for "and" do not.
// param text: string, the words to look for, with a space between them
// returns: id, title, level, column, route, route_name, found_in, found
WITH [word IN split(replace(replace(replace(toLower($text), '-', ' '), '/', ' '), '&', 'and'), ' ') WHERE word <> ''] AS words
MATCH (o:Occupation)
WHERE size(words) > 0
WITH o, words, replace(replace(replace(toLower(o.title), '-', ' '), '/', ' '), '&', 'and') AS title,
  [s IN o.specialisms | {told: s, plain: replace(replace(replace(toLower(s), '-', ' '), '/', ' '), '&', 'and')}] AS specialisms
WITH o, words, title, all(word IN words WHERE title CONTAINS word) AS in_title,
  [s IN specialisms WHERE all(word IN words WHERE s.plain CONTAINS word)] AS whole,
  [s IN specialisms WHERE any(word IN words WHERE s.plain CONTAINS word)] AS part
WHERE in_title OR size(whole) > 0 OR all(word IN words WHERE title CONTAINS word OR any(s IN part WHERE s.plain CONTAINS word))
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.route AS route, o.route_name AS route_name,
  CASE WHEN in_title THEN 'title' WHEN size(whole) > 0 THEN 'specialism' ELSE 'both' END AS found_in,
  CASE WHEN in_title THEN [o.title] WHEN size(whole) > 0 THEN [s IN whole | s.told] ELSE [s IN part | s.told] END AS found
ORDER BY found_in DESC, level, title, id
