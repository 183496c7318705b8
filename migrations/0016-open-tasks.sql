-- Owns how the open tasks of organs are found in a large city: by walking the index of what is open, and only so.

-- A task that ends leaves its entry in open_task_of_organ until the table is vacuumed, by PostgreSQL's own settings once in
-- a fifth of all tasks. A bitmap scan looks at every such leftover each time; a plain index scan marks it dead and never
-- looks again. The planner, which can't know how many organs the array names, would choose the bitmap: measured among a
-- million cases, 4,586 pages for 301 tasks (docs/performance.md). Runs as whoever calls it, so row-level security holds.
create function work.open_tasks(organ_ids uuid[]) returns setof work.task
  language sql stable set search_path = pg_catalog, pg_temp set enable_bitmapscan = off as $$
  select * from work.task where ended_at is null and organ_id = any (organ_ids)
$$;
grant execute on function work.open_tasks(uuid[]) to {{extranet}}, {{worker_extranet}};
