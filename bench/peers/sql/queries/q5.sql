SELECT json_build_object('crosstab', json_agg(cell))::text FROM plain.crosstab() AS cell
