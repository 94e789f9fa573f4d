-- Live changes that wait for somebody as their coordinator or manager, to find those whose holder has lost the role since.
create index change_waits_on_office on change (waits_since, id) where waits_on = any (array[coordinator_id, manager_id]);

-- A person's sessions and tokens come page by page, newest first.
create index session_newest on session (person_id, id);
drop index session_person;
create index api_token_newest on api_token (person_id, id);
drop index api_token_person;
