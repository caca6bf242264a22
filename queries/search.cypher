// title: Search
// about: Occupations whose title holds all words of a text, then those one of whose specialisms does, then those where title and specialisms do together. Parts of words count; capitals, hyphens, slashes and "&" for "and" do not. What people call their work otherwise, only the Explorer knows.
// param text: string, the words to look for, with a space between them
// returns: id, title, level, column, route, route_name, found_in, found
WITH [word IN split(replace(replace(replace(toLower($text), '-', ' '), '/', ' '), '&', 'and'), ' ') WHERE word <> ''] AS words
MATCH (o:Occupation)
WHERE size(words) > 0/*+*/ AND ($edition IS NULL OR coalesce(o.edition, '2017') = $edition)/*-*/
  AND all(word IN words WHERE any(s IN [o.title] + o.specialisms WHERE toLower(s) CONTAINS word OR s CONTAINS '&'))
WITH o, words, [s IN [o.title] + o.specialisms | {told: s, plain: replace(replace(replace(toLower(s), '-', ' '), '/', ' '), '&', 'and')}] AS texts
WHERE all(word IN words WHERE any(s IN texts WHERE s.plain CONTAINS word))
WITH o, words, [s IN texts | {told: s.told, holds: [word IN words WHERE s.plain CONTAINS word]}] AS texts
WITH o, size(texts[0].holds) = size(words) AS in_title,
  [s IN texts[1..] WHERE size(s.holds) = size(words) | s.told] AS whole,
  [s IN texts[1..] WHERE size(s.holds) > 0 | s.told] AS part
RETURN o.id AS id, o.title AS title, o.level AS level, o.column AS column, o.route AS route, o.route_name AS route_name,
  CASE WHEN in_title THEN 'title' WHEN size(whole) > 0 THEN 'specialism' ELSE 'both' END AS found_in,
  CASE WHEN in_title THEN [o.title] WHEN size(whole) > 0 THEN whole ELSE part END AS found
ORDER BY found_in DESC, level, title, id
