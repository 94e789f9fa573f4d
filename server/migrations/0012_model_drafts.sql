-- A model is written as a draft, laid before others, and published; it can be retired, and the changes that it has go on.
alter table model
  add column retired_at timestamptz,
  add column version integer not null default 1;

alter table model_version
  add column name text not null default '',
  add column description text not null default '',
  -- Everybody who wrote on it. Nobody for what came with the program.
  add column writers text[] not null default '{}',
  add column published_by text references person,
  add column published_alone boolean not null default false,
  add column note text not null default '';

create table model_draft (
  -- Of a model that there is, or of one that there will be once this is published.
  model_id text primary key,
  key text not null unique,
  name text not null,
  description text not null,
  definition jsonb not null,
  based_on integer,
  writers text[] not null,
  state text not null check (state in ('draft', 'proposed')),
  note text not null default '',
  proposed_by text references person,
  proposed_at timestamptz,
  returned_by text references person,
  returned_at timestamptz,
  returned_words text,
  updated_at timestamptz not null,
  version integer not null default 1,
  check ((state = 'proposed') = (proposed_at is not null)),
  check ((proposed_by is null) = (proposed_at is null)),
  check ((returned_by is null) = (returned_at is null) and (returned_by is null) = (returned_words is null))
);

-- Groups that a published model asks for approval: nobody comes into one by one person's act where there are two who could.
alter table person_group add column approves boolean not null default false;
update person_group set approves = true
where id in (
  select asked from (
    select state #>> '{approval,group}' as asked
    from model_version cross join jsonb_array_elements(definition -> 'states') state
    union
    select round ->> 'group'
    from model_version cross join jsonb_array_elements(definition -> 'states') state
      cross join jsonb_array_elements(coalesce(state -> 'approvals', '[]')) round
  ) named where asked is not null
);

create table group_proposal (
  id text primary key,
  group_id text not null references person_group,
  added text[] not null,
  -- The manager that is proposed, where it is another; empty for nobody.
  manager text,
  proposed_by text not null references person,
  proposed_at timestamptz not null,
  outcome text check (outcome in ('published', 'declined')),
  decided_by text references person,
  decided_at timestamptz,
  check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null))
);
create index group_proposal_open on group_proposal (group_id) where outcome is null;

insert into model (id, key, name, description, current_version) values
  ('mdl_retrospective', 'retrospective', 'Retrospective', 'For work that was done already: it is authorised or censured after the fact, reviewed and closed.', 1);

insert into model_version (model_id, version, name, description, definition) values ('mdl_retrospective', 1, 'Retrospective',
  'For work that was done already: it is authorised or censured after the fact, reviewed and closed.', '{
  "raise": "change.raise_retrospective",
  "retrospective": true,
  "states": [
    {"key": "draft", "name": "Draft", "kind": "draft"},
    {"key": "authorize", "name": "Authorize", "kind": "authorize",
     "requires": ["summary", "reason", "cannotWait", "implementationPlan", "systemsAffected", "assignee", "window"],
     "approvals": [{"key": "approval", "name": "Approval", "group": "grp_approvers", "quorum": {"kind": "any"}}],
     "rejectedTo": "review"},
    {"key": "review", "name": "Review", "kind": "review",
     "tasks": [{"kind": "review", "title": "Why did it go past the process, and what follows?"}]},
    {"key": "closed", "name": "Closed", "kind": "closed"}
  ],
  "transitions": [
    {"from": "draft", "to": "authorize", "label": "Ask to authorise", "movers": [{"is": "requester"}, {"is": "coordinator"}]},
    {"from": "authorize", "to": "review", "label": "Authorised", "movers": [{"is": "round"}]},
    {"from": "review", "to": "closed", "label": "Close", "movers": [{"is": "change_manager"}], "guards": ["closure", "review_done"]}
  ],
  "cancel": {"from": ["draft"], "movers": [{"is": "requester"}, {"is": "coordinator"}, {"is": "change_manager"}]}
}');
