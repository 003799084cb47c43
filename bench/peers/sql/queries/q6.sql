SELECT json_build_object('facets', json_agg(facet))::text FROM plain.facets($1) AS facet
