-- Tasks whose turn has come, in the order of their wait: what the inbox of their owner, or of their group, begins with.
create index task_owner_waits on task (owner_id, opened_at, subject)
  where state in ('open', 'in_progress') and held is null and opened_at is not null;
create index task_group_waits on task (group_id, opened_at, subject)
  where state in ('open', 'in_progress') and held is null and opened_at is not null and owner_id is null;
