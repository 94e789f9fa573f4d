-- Where a change came from, the fields that stay as its template was published, and how whoever carried it out says that it went.
alter table change
  add column template_id text,
  add column template_version integer,
  add column locked text[] not null default '{}',
  add column reported_outcome text check (reported_outcome in ('successful', 'with_issues', 'failed', 'backed_out')),
  add column reported_notes text,
  add check ((template_id is null) = (template_version is null)),
  add check ((reported_outcome is null) = (reported_notes is null));

insert into model (id, key, name, description, current_version) values
  ('mdl_standard', 'standard', 'Standard', 'Pre-approved: raised from a published template, carried out in its window, closed by itself when it went well.', 1);

insert into model_version (model_id, version, definition) values ('mdl_standard', 1, '{
  "raise": "change.raise",
  "raisedFrom": "template",
  "states": [
    {"key": "draft", "name": "Draft", "kind": "draft"},
    {"key": "scheduled", "name": "Scheduled", "kind": "scheduled",
     "requires": ["summary", "implementationPlan", "backoutPlan", "assignee", "window"]},
    {"key": "implement", "name": "Implement", "kind": "implement"},
    {"key": "review", "name": "Review", "kind": "review"},
    {"key": "closed", "name": "Closed", "kind": "closed"}
  ],
  "transitions": [
    {"from": "draft", "to": "scheduled", "label": "Schedule", "movers": [{"is": "requester"}, {"is": "coordinator"}], "guards": ["plan_fits_window"]},
    {"from": "scheduled", "to": "implement", "label": "Start work", "movers": [{"is": "assignee"}], "guards": ["window_open"], "earlyMovers": [{"is": "change_manager"}]},
    {"from": "implement", "to": "review", "label": "Finish work", "movers": [{"is": "assignee"}], "guards": ["tasks_done"], "reportsOutcome": true},
    {"from": "review", "to": "closed", "label": "Close", "movers": [{"is": "change_manager"}], "guards": ["closure"], "passesWhen": ["successful"]}
  ],
  "cancel": {"from": ["draft", "scheduled"], "movers": [{"is": "requester"}, {"is": "coordinator"}, {"is": "change_manager"}]}
}');
