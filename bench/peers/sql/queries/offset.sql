SELECT json_build_object('resources', json_agg(json_build_object('title', title, 'year', year)))::text
FROM (SELECT title, year FROM plain.resource ORDER BY id OFFSET $1::int LIMIT 20) AS resource
