-- How often a check or an import was begun since somebody started it, so that one that breaks each time ends.
alter table import_run add column attempts integer not null default 0;
