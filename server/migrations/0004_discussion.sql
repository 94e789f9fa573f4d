create table comment (
  id text primary key,
  subject text not null,
  author_id text not null references person,
  text text not null,
  at timestamptz not null
);
create index comment_subject on comment (subject, at, id);
