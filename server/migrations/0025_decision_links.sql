-- A mail that asks for a decision carries a link that decides once. This says when it did.
alter table delivery add column link_used_at timestamptz;
