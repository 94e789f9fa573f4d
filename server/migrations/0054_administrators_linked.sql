-- When an account of an administrator was said to be one person's with another one's, of which each had counted by itself.
alter table person add column administrator_linked_at timestamptz;
