-- A view is a table or a board, and may be in groups; one of those that somebody finds is where their list begins.
alter table saved_view
  add column layout text not null default 'table' check (layout in ('table', 'board')),
  add column grouped_by text check (grouped_by in ('state', 'priority', 'model', 'team', 'assignee', 'week'));
create table default_view (
  person_id text primary key references person,
  view_id text not null references saved_view on delete cascade
);
create index default_view_view on default_view (view_id);
