-- Live changes that wait for somebody as their coordinator or manager, to find those whose holder has lost the role since.
create index change_waits_on_office on change (waits_since, id) where waits_on = any (array[coordinator_id, manager_id]);
