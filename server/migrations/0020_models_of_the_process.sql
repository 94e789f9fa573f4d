-- The models that come along use what the process can do by now: tasks, evidence, the way back, a plan that fits, the review.
-- What is there keeps the version that it was born with. An organisation that has published a version of its own keeps it.
with coming (model_id, note, definition) as (values
  ('mdl_normal',
  'Asks how risky it is before approval, for its tasks, and for a plan that fits its window; from medium risk on for test evidence and a rehearsed or waived way back.',
  '{
  "raise": "change.raise",
  "states": [
    {"key": "draft", "name": "Draft", "kind": "draft"},
    {"key": "assess", "name": "Assess", "kind": "assess", "requires": ["summary", "reason"]},
    {"key": "authorize", "name": "Authorize", "kind": "authorize",
     "requires": ["summary", "reason", "ifNotDone", "riskLevel", "implementationPlan", "backoutPlan", "assignee"],
     "approvals": [{"key": "approval", "name": "Authorize", "group": "grp_approvers", "quorum": {"kind": "percent", "percent": 51}, "oneRejectionEnds": true}],
     "rejectedTo": "draft"},
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
    {"from": "build", "to": "scheduled", "label": "Schedule", "movers": [{"is": "change_manager"}],
     "guards": ["tasks_done", "test_evidence", "plan_fits_window"],
     "guardsWhen": {"test_evidence": "change.riskLevel != \"low\""}},
    {"from": "scheduled", "to": "implement", "label": "Start work", "movers": [{"is": "assignee"}], "earlyMovers": [{"is": "change_manager"}],
     "guards": ["window_open", "backout_ready"],
     "guardsWhen": {"backout_ready": "change.riskLevel != \"low\""}},
    {"from": "implement", "to": "review", "label": "Finish work", "movers": [{"is": "assignee"}], "guards": ["tasks_done"]},
    {"from": "review", "to": "closed", "label": "Close", "movers": [{"is": "change_manager"}], "guards": ["closure"]}
  ],
  "cancel": {"from": ["draft", "assess", "authorize", "build", "scheduled"], "movers": [{"is": "requester"}, {"is": "coordinator"}, {"is": "change_manager"}]}
}'::jsonb),
  ('mdl_emergency',
  'Asks for the tasks of the work, and always for a review.',
  '{
  "raise": "change.raise_emergency",
  "states": [
    {"key": "draft", "name": "Draft", "kind": "draft"},
    {"key": "authorize", "name": "Authorize", "kind": "authorize",
     "requires": ["summary", "reason", "ifNotDone", "cannotWait", "implementationPlan", "backoutPlan", "assignee"],
     "approvals": [{"key": "approval", "name": "Authorize", "group": "grp_approvers", "quorum": {"kind": "any"}, "oneRejectionEnds": true}],
     "rejectedTo": "draft"},
    {"key": "implement", "name": "Implement", "kind": "implement"},
    {"key": "review", "name": "Review", "kind": "review"},
    {"key": "closed", "name": "Closed", "kind": "closed"}
  ],
  "transitions": [
    {"from": "draft", "to": "authorize", "label": "Ask for approval", "movers": [{"is": "requester"}, {"is": "coordinator"}]},
    {"from": "authorize", "to": "implement", "label": "Start work", "movers": [{"is": "assignee"}], "asksPlannedEnd": true},
    {"from": "implement", "to": "review", "label": "Finish work", "movers": [{"is": "assignee"}], "guards": ["tasks_done"]},
    {"from": "review", "to": "closed", "label": "Close", "movers": [{"is": "change_manager"}], "guards": ["closure", "review_done"]}
  ],
  "cancel": {"from": ["draft", "authorize"], "movers": [{"is": "requester"}, {"is": "coordinator"}, {"is": "change_manager"}]}
}'::jsonb)
), offered as (
  update model
  set current_version = 2, version = model.version + 1
  from coming
  where model.id = coming.model_id and model.current_version = 1
  returning model.id, model.name, model.description
)
insert into model_version (model_id, version, name, description, definition, note)
select offered.id, 2, offered.name, offered.description, coming.definition, coming.note
from offered join coming on coming.model_id = offered.id;
