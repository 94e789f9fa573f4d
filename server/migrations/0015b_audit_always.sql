-- The guards fire also where a session calls itself a replica, which a superuser can do with one setting.
alter table audit_event
  enable always trigger audit_event_append_only,
  enable always trigger audit_event_never_truncated;
alter table audit_part
  enable always trigger audit_part_erasable,
  enable always trigger audit_part_never_truncated;
alter table model_version enable always trigger model_version_final;
