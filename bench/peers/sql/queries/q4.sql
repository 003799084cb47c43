WITH found AS MATERIALIZED (
  SELECT id, title, year FROM plain.subject JOIN plain.funding USING (resource_id) JOIN plain.resource ON id = resource_id
  WHERE keyword_id = $1 AND agent_id = $2 AND year >= $3)
SELECT json_build_object('resources', json_build_object('totalCount', (SELECT count(*) FROM found), 'nodes', (
  SELECT coalesce(json_agg(json_build_object('title', title, 'year', year)), '[]') FROM (SELECT * FROM found ORDER BY year DESC, id LIMIT 20) AS page)))::text
