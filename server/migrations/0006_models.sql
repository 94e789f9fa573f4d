create table model (
  id text primary key,
  key text not null unique,
  name text not null,
  description text not null,
  current_version integer not null
);

-- A published version never changes: changes born with it keep it.
create table model_version (
  model_id text not null references model,
  version integer not null,
  definition jsonb not null,
  published_at timestamptz not null default now(),
  primary key (model_id, version)
);
create function model_version_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'a published version of a model never changes' using errcode = 'insufficient_privilege';
end $$;
create trigger model_version_final before update or delete on model_version
  for each row execute function model_version_is_final();

insert into model (id, key, name, description, current_version) values
  ('mdl_normal', 'normal', 'Normal', 'Assessed, approved by the group Approvers, built, scheduled, carried out in its window and reviewed.', 1),
  ('mdl_emergency', 'emergency', 'Emergency', 'For what cannot wait: one approver says yes, the assignee starts, and a review always follows.', 1);

insert into model_version (model_id, version, definition) values ('mdl_normal', 1, '{
  "raise": "change.raise",
  "states": [
    {"key": "draft", "name": "Draft", "kind": "draft"},
    {"key": "assess", "name": "Assess", "kind": "assess", "requires": ["summary", "reason"]},
    {"key": "authorize", "name": "Authorize", "kind": "authorize",
     "requires": ["summary", "reason", "ifNotDone", "implementationPlan", "backoutPlan", "assignee"],
     "approval": {"group": "grp_approvers", "quorum": {"kind": "percent", "percent": 51}, "oneRejectionEnds": true, "rejectedTo": "draft"}},
    {"key": "build", "name": "Build", "kind": "build"},
    {"key": "scheduled", "name": "Scheduled", "kind": "scheduled", "requires": ["window"]},
    {"key": "implement", "name": "Implement", "kind": "implement"},
    {"key": "review", "name": "Review", "kind": "review"},
    {"key": "closed", "name": "Closed", "kind": "closed"}
  ],
  "transitions": [
    {"from": "draft", "to": "assess", "label": "Submit for assessment", "movers": [{"is": "requester"}, {"is": "coordinator"}]},
    {"from": "assess", "to": "authorize", "label": "Ask for approval", "movers": [{"is": "coordinator"}, {"is": "change_manager"}]},
    {"from": "assess", "to": "draft", "label": "Send back to draft", "movers": [{"is": "coordinator"}, {"is": "change_manager"}]},
    {"from": "authorize", "to": "build", "label": "Approved", "movers": [{"is": "round"}]},
    {"from": "build", "to": "scheduled", "label": "Schedule", "movers": [{"is": "change_manager"}]},
    {"from": "scheduled", "to": "implement", "label": "Start work", "movers": [{"is": "assignee"}], "guards": ["window_open"], "earlyMovers": [{"is": "change_manager"}]},
    {"from": "implement", "to": "review", "label": "Finish work", "movers": [{"is": "assignee"}]},
    {"from": "review", "to": "closed", "label": "Close", "movers": [{"is": "change_manager"}], "guards": ["closure"]}
  ],
  "cancel": {"from": ["draft", "assess", "authorize", "build", "scheduled"], "movers": [{"is": "requester"}, {"is": "coordinator"}, {"is": "change_manager"}]}
}');

insert into model_version (model_id, version, definition) values ('mdl_emergency', 1, '{
  "raise": "change.raise_emergency",
  "states": [
    {"key": "draft", "name": "Draft", "kind": "draft"},
    {"key": "authorize", "name": "Authorize", "kind": "authorize",
     "requires": ["summary", "reason", "ifNotDone", "cannotWait", "implementationPlan", "backoutPlan", "assignee"],
     "approval": {"group": "grp_approvers", "quorum": {"kind": "any"}, "oneRejectionEnds": true, "rejectedTo": "draft"}},
    {"key": "implement", "name": "Implement", "kind": "implement"},
    {"key": "review", "name": "Review", "kind": "review"},
    {"key": "closed", "name": "Closed", "kind": "closed"}
  ],
  "transitions": [
    {"from": "draft", "to": "authorize", "label": "Ask for approval", "movers": [{"is": "requester"}, {"is": "coordinator"}]},
    {"from": "authorize", "to": "implement", "label": "Start work", "movers": [{"is": "assignee"}], "asksPlannedEnd": true},
    {"from": "implement", "to": "review", "label": "Finish work", "movers": [{"is": "assignee"}]},
    {"from": "review", "to": "closed", "label": "Close", "movers": [{"is": "change_manager"}], "guards": ["closure"]}
  ],
  "cancel": {"from": ["draft", "authorize"], "movers": [{"is": "requester"}, {"is": "coordinator"}, {"is": "change_manager"}]}
}');
