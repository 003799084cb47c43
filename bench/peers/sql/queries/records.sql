SELECT json_build_object('resources', json_agg(json_build_object('title', title, 'description', description)))::text
FROM (SELECT title, description FROM plain.resource WHERE id > $1 ORDER BY id LIMIT 20) AS resource
