SELECT json_build_object('resource', (SELECT json_build_object('title', title, 'year', year,
  'producers', (SELECT coalesce(json_agg(json_build_object('name', name)), '[]') FROM plain.production JOIN plain.agent ON agent.id = agent_id WHERE resource_id = resource.id),
  'funders', (SELECT coalesce(json_agg(json_build_object('name', name)), '[]') FROM plain.funding JOIN plain.agent ON agent.id = agent_id WHERE resource_id = resource.id),
  'keywords', (SELECT coalesce(json_agg(json_build_object('label', label)), '[]') FROM plain.subject JOIN plain.keyword ON keyword.id = keyword_id WHERE resource_id = resource.id))
  FROM plain.resource WHERE id = $1))::text
