-- The catalogue as plain tables with plain indexes, for the servers that Colophon is compared with: made from Colophon's own tables, so that it is the
-- same catalogue. Resources are numbered in the order in which Colophon lists them, so that their primary key is that order: the cheapest there is.
-- Before: bench.place (id, gid, cursor), see ../run.

\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS plain CASCADE;
CREATE SCHEMA plain;

CREATE FUNCTION bench.gid(letter text, id uuid) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT translate(rtrim(encode(convert_to(letter, 'UTF8') || uuid_send(id), 'base64'), '='), '+/', '-_') $$;

CREATE TABLE bench.resource AS SELECT place.id, resource.number FROM public.resource JOIN bench.place ON place.gid = bench.gid('r', resource.id);
CREATE TABLE bench.agent AS
  SELECT row_number() OVER (ORDER BY id)::int AS id, id AS uuid, bench.gid(CASE kind WHEN 'PERSON' THEN 'p' ELSE 'o' END, id) AS gid FROM public.agent;
CREATE TABLE bench.keyword AS SELECT row_number() OVER (ORDER BY id)::int AS id, id AS uuid, bench.gid('k', id) AS gid FROM public.keyword;

CREATE TABLE plain.resource (
  id int PRIMARY KEY, title text NOT NULL, description text, year int, format text, language text, url text, words tsvector
);
CREATE TABLE plain.agent (id int PRIMARY KEY, name text NOT NULL, is_person boolean NOT NULL);
CREATE TABLE plain.keyword (id int PRIMARY KEY, label text NOT NULL);
CREATE TABLE plain.production (resource_id int NOT NULL, agent_id int NOT NULL, position int NOT NULL);
CREATE TABLE plain.funding (resource_id int NOT NULL, agent_id int NOT NULL, position int NOT NULL);
CREATE TABLE plain.subject (resource_id int NOT NULL, keyword_id int NOT NULL, position int NOT NULL);

INSERT INTO plain.agent SELECT own.id, agent.name, agent.kind = 'PERSON' FROM public.agent JOIN bench.agent own ON own.uuid = agent.id;
INSERT INTO plain.keyword SELECT own.id, keyword.label FROM public.keyword JOIN bench.keyword own ON own.uuid = keyword.id;
INSERT INTO plain.production
  SELECT resource.id, agent.id, min(position) FROM public.contribution JOIN bench.resource ON resource.number = resource_number
  JOIN bench.agent ON agent.uuid = agent_id WHERE role IN ('PRODUCER', 'AUTHOR', 'PUBLISHER') GROUP BY 1, 2;
INSERT INTO plain.funding
  SELECT resource.id, agent.id, min(position) FROM public.funding JOIN bench.resource ON resource.number = resource_number
  JOIN bench.agent ON agent.uuid = agent_id GROUP BY 1, 2;
INSERT INTO plain.subject
  SELECT resource.id, keyword.id, min(position) FROM public.subject JOIN bench.resource ON resource.number = resource_number
  JOIN bench.keyword ON keyword.uuid = keyword_id GROUP BY 1, 2;

-- What Colophon searches: title, description, the names of who made and paid for it, its keywords.
CREATE TEMPORARY TABLE names AS
  SELECT resource_number, string_agg(name, ' . ') AS names FROM (
    SELECT resource_number, name.value AS name FROM public.contribution JOIN public.agent_name name USING (agent_id)
    UNION ALL SELECT resource_number, name.value FROM public.funding JOIN public.agent_name name USING (agent_id)
    UNION ALL SELECT resource_number, label FROM public.subject JOIN public.keyword ON keyword.id = keyword_id
  ) AS name GROUP BY 1;
INSERT INTO plain.resource
  SELECT own.id, title, description, year, format, language, landing_page,
    to_tsvector('english', concat_ws(' . ', title, description, names.names))
  FROM public.resource JOIN bench.resource own USING (number) LEFT JOIN names ON resource_number = number ORDER BY own.id;

ALTER TABLE plain.production ADD PRIMARY KEY (resource_id, agent_id),
  ADD FOREIGN KEY (resource_id) REFERENCES plain.resource, ADD FOREIGN KEY (agent_id) REFERENCES plain.agent;
ALTER TABLE plain.funding ADD PRIMARY KEY (resource_id, agent_id),
  ADD FOREIGN KEY (resource_id) REFERENCES plain.resource, ADD FOREIGN KEY (agent_id) REFERENCES plain.agent;
ALTER TABLE plain.subject ADD PRIMARY KEY (resource_id, keyword_id),
  ADD FOREIGN KEY (resource_id) REFERENCES plain.resource, ADD FOREIGN KEY (keyword_id) REFERENCES plain.keyword;
CREATE INDEX ON plain.production (agent_id, resource_id);
CREATE INDEX ON plain.funding (agent_id, resource_id);
CREATE INDEX ON plain.subject (keyword_id, resource_id);
CREATE INDEX ON plain.resource (year DESC NULLS LAST, id);
CREATE INDEX ON plain.resource USING gin (words) WITH (fastupdate = off);
COMMENT ON COLUMN plain.resource.words IS '@behavior -*';

-- Q5: how many resources each of the 20 most frequent funders and each of the 20 most frequent keywords have together.
CREATE FUNCTION plain.crosstab() RETURNS TABLE (funder text, keyword text, count int) LANGUAGE sql STABLE AS $$
  WITH funders AS (
    SELECT agent_id, name FROM plain.funding JOIN plain.agent ON id = agent_id GROUP BY 1, 2 ORDER BY count(*) DESC, name LIMIT 20
  ), keywords AS (
    SELECT keyword_id, label FROM plain.subject JOIN plain.keyword ON id = keyword_id GROUP BY 1, 2 ORDER BY count(*) DESC, label LIMIT 20
  )
  SELECT name, label, count(*)::int FROM funders JOIN plain.funding USING (agent_id) JOIN plain.subject USING (resource_id) JOIN keywords USING (keyword_id)
  GROUP BY 1, 2
$$;

-- Q6: how many resources a search finds, and their most frequent funders, keywords, years, formats.
CREATE FUNCTION plain.facets(search text) RETURNS TABLE (dimension text, label text, count int) LANGUAGE sql STABLE AS $$
  WITH found AS MATERIALIZED (SELECT id, year, format FROM plain.resource WHERE words @@ plainto_tsquery('english', search))
  SELECT 'total', NULL, count(*)::int FROM found
  UNION ALL (SELECT 'FUNDER', name, count(*)::int FROM found JOIN plain.funding ON resource_id = found.id JOIN plain.agent ON agent.id = agent_id
    GROUP BY agent.id ORDER BY 3 DESC, 2 LIMIT 10)
  UNION ALL (SELECT 'KEYWORD', keyword.label, count(*)::int FROM found JOIN plain.subject ON resource_id = found.id
    JOIN plain.keyword ON keyword.id = keyword_id GROUP BY keyword.id ORDER BY 3 DESC, 2 LIMIT 10)
  UNION ALL (SELECT 'YEAR', year::text, count(*)::int FROM found WHERE year IS NOT NULL GROUP BY year ORDER BY 3 DESC, 2 LIMIT 10)
  UNION ALL (SELECT 'FORMAT', format, count(*)::int FROM found WHERE format IS NOT NULL GROUP BY format ORDER BY 3 DESC, 2 LIMIT 10)
$$;

-- Words that stand in the texts as they are stemmed, so that every server can look them up as they are.
CREATE TABLE bench.word AS
  SELECT word FROM ts_stat($$SELECT to_tsvector('simple', concat_ws(' ', title, description)) FROM plain.resource WHERE id % 10 = 0$$)
  WHERE length(word) > 3 AND word ~ '^[a-z]+$' AND strip(to_tsvector('english', word)) = array_to_tsvector(ARRAY[word]) ORDER BY ndoc DESC LIMIT 300;

VACUUM ANALYZE plain.resource, plain.agent, plain.keyword, plain.production, plain.funding, plain.subject;
