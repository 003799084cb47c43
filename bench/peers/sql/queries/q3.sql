SELECT json_build_object('keyword', (SELECT json_build_object('label', label, 'resources', (
  SELECT coalesce(json_agg(json_build_object('title', one.title, 'funders', (
    SELECT coalesce(json_agg(json_build_object('name', name, 'funded', (
      SELECT coalesce(json_agg(json_build_object('title', two.title, 'keywords', (
        SELECT coalesce(json_agg(json_build_object('label', label)), '[]') FROM plain.subject JOIN plain.keyword ON keyword.id = keyword_id WHERE resource_id = two.resource_id))), '[]')
      FROM (SELECT resource_id, title FROM plain.funding JOIN plain.resource ON resource.id = resource_id
            WHERE agent_id = agent.id ORDER BY resource_id LIMIT 5) AS two))), '[]')
    FROM plain.funding JOIN plain.agent ON agent.id = agent_id WHERE resource_id = one.resource_id))), '[]')
  FROM (SELECT resource_id, title FROM plain.subject JOIN plain.resource ON resource.id = resource_id
        WHERE keyword_id = keyword.id ORDER BY resource_id LIMIT 10) AS one))
  FROM plain.keyword WHERE id = $1))::text
