-- When somebody else took from an administrator what made them one.
alter table person add column administrator_lost_at timestamptz;
