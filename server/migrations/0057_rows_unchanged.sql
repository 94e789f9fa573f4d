-- How many rows of a file that is in said what was here before; null where that was not looked at.
alter table import_run add column unchanged integer;
