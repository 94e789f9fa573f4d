-- Written from the catalog of a migrated database by scripts/schema.ts. Not edited by hand.

CREATE OR REPLACE FUNCTION public.accounts_of(person text)
 RETURNS text[]
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((select array_agg(other.person_id) from person_link own join person_link other using (person_key)
    where own.person_id = person), array[person])
$function$
;

CREATE OR REPLACE FUNCTION public.audit_part_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and exists (
    select 1 from audit_event where xid = pg_current_xact_id() and verb = 'audit.part_redacted' and object = old.event_id || '/' || old.name
  ) then
    return old;
  end if;
  raise exception 'parts of the audit log go through audit_redact only: % is refused', tg_op using errcode = 'insufficient_privilege';
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_redact(of_event bigint, part text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from audit_part where event_id = of_event and name = part;
  return found;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit log is append-only: % of % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $function$
;

CREATE OR REPLACE FUNCTION public.change_doubts_rounds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update approval_round set doubtful = true where subject = new.id and status = 'open' and not doubtful;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.change_instant(written text)
 RETURNS timestamp with time zone
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (written)::timestamp with time zone
;

CREATE OR REPLACE FUNCTION public.change_words_follow()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  altered record;
  of_change text;
begin
  if tg_op = 'DELETE' then altered := old; else altered := new; end if;
  case tg_table_name
    when 'change' then of_change := altered.id;
    when 'review_answer' then of_change := altered.change_id;
    when 'task_step' then select subject into of_change from task where id = altered.task_id;
    when 'approval_vote' then
      if tg_op = 'INSERT' and altered.comment = '' then return null; end if;
      select subject into of_change from approval_round where id = altered.round_id;
    else of_change := altered.subject;
  end case;
  if of_change is not null then
    insert into change_words_due (change_id) values (of_change);
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.change_words_of(of_change text)
 RETURNS tsvector
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  parts text[];
  band bigint;
  most integer := 100000;
begin
  select c.number / 1024, array[
    concat_ws(' ', 'CHG' || c.number, c.title, c.source_number, c.summary, c.systems_affected, c.description, c.reason, c.people_impacted,
      c.if_not_done, c.cannot_wait, c.risk_assessment, c.benefit, c.cost, c.cost_of_not_doing,
      (select string_agg(concat_ws(' ', link ->> 'label', link ->> 'url'), ' ') from jsonb_array_elements(c.links) link),
      (select string_agg(concat_ws(' ', who ->> 'name', who ->> 'role'), ' ') from jsonb_array_elements(c.contacts) who)),
    concat_ws(' ', c.implementation_plan, c.backout_plan, c.test_plan, c.communication_plan,
      (select string_agg(concat_ws(' ', t.title, t.description,
          (select string_agg(s.text, ' ' order by s.position) from task_step s where s.task_id = t.id)), ' ' order by t.number)
        from task t where t.subject = c.id)),
    concat_ws(' ', c.closure_notes, c.reported_notes, c.cancel_words, c.hold_reason,
      (select string_agg(r.answer, ' ' order by r.key) from review_answer r where r.change_id = c.id),
      (select string_agg(concat_ws(' ', t.findings, t.evidence, t.words), ' ' order by t.number) from task t where t.subject = c.id)),
    concat_ws(' ',
      (select string_agg(concat_ws(' ', q.words, q.answer), ' ' order by q.asked_at desc, q.id desc) from approval_question q
        join approval_round r on r.id = q.round_id where r.subject = c.id),
      (select string_agg(v.comment, ' ' order by v.at desc, v.id desc) from approval_vote v join approval_round r on r.id = v.round_id
        where r.subject = c.id),
      (select string_agg(m.text, ' ' order by m.at desc, m.id desc) from comment m where m.subject = c.id))]
    into band, parts from change c where c.id = of_change;
  if band is null then
    return null;
  end if;
  loop
    begin
      return words_of(array(select left(part, most) from unnest(parts) with ordinality of (part, at) order by at))
        || array_to_tsvector(array['#' || band]);
    exception when program_limit_exceeded then
      -- A tsvector holds a megabyte at most; whoever writes more than that is not turned away for it.
      most := most / 4;
    end;
  end loop;
end $function$
;

CREATE OR REPLACE FUNCTION public.doubt_rounds_of(person text)
 RETURNS void
 LANGUAGE sql
AS $function$
  update approval_round set doubtful = true where id in (
    select r.id from approval_seat s join approval_round r on r.id = s.round_id
    where s.person_id = person and s.asking and not r.doubtful order by r.id for update of r)
$function$
;

CREATE OR REPLACE FUNCTION public.link_doubts_rounds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform doubt_rounds_of(new.person_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.log_head_guard()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.origin_no < old.origin_no or (new.origin_no = old.origin_no and new.size < old.size)
    or (new.size > 0 and not exists (select from log_leaf where origin_no = new.origin_no and idx = new.size - 1))
    or exists (select from log_leaf where origin_no = new.origin_no and idx = new.size)
    or (new.origin_no = old.origin_no and new.size = old.size and (new.root, new.peaks) is distinct from (old.root, old.peaks))
  then
    raise exception 'the seal of the audit log goes on only: size % of origin % is refused', new.size, new.origin_no
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.member_doubts_rounds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform doubt_rounds_of(old.person_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.model_version_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a published version of a model never changes' using errcode = 'insufficient_privilege';
end $function$
;

CREATE OR REPLACE FUNCTION public.names_whole(said text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN array_to_tsvector(ARRAY(SELECT DISTINCT ('='::text || lower(name.name[1])) FROM regexp_matches(names_whole.said, '([A-Za-z0-9]+(?:[-.:@_]+[A-Za-z0-9]+)+)'::text, 'g'::text) name(name) WHERE (length(name.name[1]) <= 200)))
;

CREATE OR REPLACE FUNCTION public.person_doubts_rounds()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform doubt_rounds_of(new.id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.template_version_is_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and exists (
    select 1 from audit_event where xid = pg_current_xact_id() and verb = 'demo.removed'
  ) then
    return old;
  end if;
  if tg_op = 'DELETE' or (old.state <> 'draft' and new.content is distinct from old.content) then
    raise exception 'a version of a template that is no draft never changes' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.word_forms(word text, part text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN COALESCE((to_tsquery('simple'::regconfig, (((''''::text || word) || ''':*'::text) || part)) || ((((''''::text || (ts_lexize('english_stem'::regdictionary, word))[1]) || ''''::text) || COALESCE((':'::text || NULLIF(part, ''::text)), ''::text)))::tsquery), to_tsquery('simple'::regconfig, (((''''::text || word) || ''':*'::text) || part)))
;

CREATE OR REPLACE FUNCTION public.words_of(parts text[])
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  parted text[] := array(select words_parted(part) from unnest(parts) with ordinality of (part, at) order by at);
  typed tsvector := words_weighed('simple', parted);
begin
  return typed || ts_delete(words_weighed('english', parted), tsvector_to_array(typed)) || names_whole(array_to_string(parts, ' '));
end $function$
;

CREATE OR REPLACE FUNCTION public.words_parted(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(said, '[\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u2426\u2500-\u2775\u2794-\u2BFF\u3000-\u3004\u3008-\u3020\u3030\uFE0F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\U0001F000-\U0001FAFF]'::text, ' '::text, 'g'::text)
;

CREATE OR REPLACE FUNCTION public.words_weighed(by regconfig, parts text[])
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (((setweight(to_tsvector(by, (parts)[1]), 'D'::"char") || setweight(to_tsvector(by, (parts)[2]), 'A'::"char")) || setweight(to_tsvector(by, (parts)[3]), 'B'::"char")) || setweight(to_tsvector(by, (parts)[4]), 'C'::"char"))
;

create table announcement (
  id text not null,
  change_id text not null,
  audience_id text not null,
  occasion text not null,
  minutes integer,
  subject text not null,
  body text not null,
  state text not null,
  held text,
  window_start timestamp with time zone,
  window_end timestamp with time zone,
  written_by text not null,
  written_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  sent_by text,
  reach jsonb,
  version integer not null default 1,
  constraint announcement_pkey PRIMARY KEY (id),
  constraint announcement_check CHECK (((minutes IS NOT NULL) = (occasion = 'before'::text))),
  constraint announcement_check1 CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint announcement_check2 CHECK (((state = 'sent'::text) = (reach IS NOT NULL))),
  constraint announcement_occasion_check CHECK ((occasion = ANY (ARRAY['now'::text, 'before'::text, 'at_start'::text, 'at_end'::text, 'on_backout'::text]))),
  constraint announcement_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'ready'::text, 'sent'::text, 'withdrawn'::text]))),
  constraint announcement_audience_id_fkey FOREIGN KEY (audience_id) REFERENCES announcement_audience(id),
  constraint announcement_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id),
  constraint announcement_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES person(id),
  constraint announcement_written_by_fkey FOREIGN KEY (written_by) REFERENCES person(id)
);
CREATE INDEX announcement_audience_of ON public.announcement USING btree (audience_id);
CREATE INDEX announcement_change ON public.announcement USING btree (change_id, id DESC);
CREATE INDEX announcement_ready ON public.announcement USING btree (change_id) WHERE (state = 'ready'::text);
grant select, insert, update, delete on announcement to application;

create table announcement_audience (
  id text not null,
  name text not null,
  addresses text[] not null default '{}'::text[],
  group_ids text[] not null default '{}'::text[],
  chat_ids text[] not null default '{}'::text[],
  shipped boolean not null default false,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  constraint announcement_audience_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX announcement_audience_name ON public.announcement_audience USING btree (lower(name));
grant select, insert, update, delete on announcement_audience to application;

create table api_token (
  id text not null,
  person_id text not null,
  secret_hash bytea not null,
  name text not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint api_token_pkey PRIMARY KEY (id),
  constraint api_token_secret_hash_key UNIQUE (secret_hash),
  constraint api_token_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX api_token_newest ON public.api_token USING btree (person_id, id);
grant select, insert, update, delete on api_token to application;

create table approval_look (
  subject text not null,
  person_id text not null,
  revision integer not null,
  earlier_revision integer,
  at timestamp with time zone not null,
  constraint approval_look_pkey PRIMARY KEY (subject, person_id),
  constraint approval_look_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
grant select, insert, update, delete on approval_look to application;

create table approval_question (
  id text not null,
  round_id text not null,
  subject text not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  words text not null,
  answered_by text,
  answered_at timestamp with time zone,
  answer text,
  constraint approval_question_pkey PRIMARY KEY (id),
  constraint approval_question_check CHECK (((answered_at IS NULL) = (answer IS NULL))),
  constraint approval_question_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES person(id),
  constraint approval_question_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint approval_question_round_id_fkey FOREIGN KEY (round_id) REFERENCES approval_round(id)
);
CREATE UNIQUE INDEX approval_question_one_each ON public.approval_question USING btree (round_id, asked_by) WHERE (answered_at IS NULL);
CREATE INDEX approval_question_open ON public.approval_question USING btree (subject) WHERE (answered_at IS NULL);
CREATE INDEX approval_question_round ON public.approval_question USING btree (round_id);
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF words, answer ON public.approval_question FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on approval_question to application;

create table approval_round (
  id text not null,
  subject text not null,
  state text not null,
  status text not null,
  quorum jsonb not null,
  needed integer not null,
  one_rejection_ends boolean not null,
  content_hash text not null,
  left_out jsonb not null,
  note text not null default ''::text,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  imported boolean not null default false,
  key text not null default 'approval'::text,
  name text not null default ''::text,
  ord integer not null default 1,
  advisory boolean not null default false,
  group_id text,
  leaves text[] not null default '{}'::text[],
  content jsonb not null default '{}'::jsonb,
  tolerance jsonb,
  window_from jsonb,
  asking_since timestamp with time zone not null,
  remind_after_hours integer,
  escalate_after_hours integer,
  reminded_at timestamp with time zone,
  escalated_at timestamp with time zone,
  expires_at_start boolean not null default false,
  fell_by text[] not null default '{}'::text[],
  doubtful boolean not null default true,
  asked_at timestamp with time zone not null,
  constraint approval_round_pkey PRIMARY KEY (id),
  constraint approval_round_check CHECK (((status = 'open'::text) = (closed_at IS NULL))),
  constraint approval_round_status_check CHECK ((status = ANY (ARRAY['open'::text, 'approved'::text, 'rejected'::text, 'voided'::text, 'expired'::text, 'skipped'::text])))
);
CREATE INDEX approval_round_asking ON public.approval_round USING btree (asking_since) WHERE (status = 'open'::text);
CREATE INDEX approval_round_counted ON public.approval_round USING btree (id) INCLUDE (subject, group_id, needed, opened_at, one_rejection_ends) WHERE ((status = 'open'::text) AND (NOT advisory));
CREATE INDEX approval_round_doubtful ON public.approval_round USING btree (asking_since) WHERE ((status = 'open'::text) AND doubtful);
CREATE UNIQUE INDEX approval_round_open ON public.approval_round USING btree (subject, state, key) WHERE (status = 'open'::text);
CREATE INDEX approval_round_subject ON public.approval_round USING btree (subject, opened_at, id);
grant select, insert, update, delete on approval_round to application;

create table approval_seat (
  round_id text not null,
  person_id text not null,
  because text not null,
  subject text not null,
  asking boolean not null,
  constraint approval_seat_pkey PRIMARY KEY (round_id, person_id),
  constraint approval_seat_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint approval_seat_round_id_fkey FOREIGN KEY (round_id) REFERENCES approval_round(id)
);
CREATE INDEX approval_seat_asking ON public.approval_seat USING btree (person_id, round_id) WHERE asking;
CREATE INDEX approval_seat_open ON public.approval_seat USING btree (round_id, person_id) WHERE asking;
CREATE INDEX approval_seat_subject ON public.approval_seat USING btree (person_id, subject);
grant select, insert, update, delete on approval_seat to application;

create table approval_vote (
  round_id text not null,
  person_id text not null,
  decision text not null,
  comment text not null,
  content_hash text not null,
  at timestamp with time zone not null,
  id text not null,
  cast_by text not null,
  saw_window jsonb,
  withdrawn_at timestamp with time zone,
  withdrawn_because text,
  constraint approval_vote_pkey PRIMARY KEY (id),
  constraint approval_vote_check CHECK (((withdrawn_at IS NULL) = (withdrawn_because IS NULL))),
  constraint approval_vote_decision_check CHECK ((decision = ANY (ARRAY['approve'::text, 'reject'::text]))),
  constraint approval_vote_cast_by_fkey FOREIGN KEY (cast_by) REFERENCES person(id),
  constraint approval_vote_round_id_person_id_fkey FOREIGN KEY (round_id, person_id) REFERENCES approval_seat(round_id, person_id)
);
CREATE UNIQUE INDEX approval_vote_caster ON public.approval_vote USING btree (round_id, cast_by) WHERE (withdrawn_at IS NULL);
CREATE INDEX approval_vote_for_others ON public.approval_vote USING btree (cast_by, round_id) WHERE (cast_by <> person_id);
CREATE INDEX approval_vote_newest ON public.approval_vote USING btree (at, id);
CREATE INDEX approval_vote_round ON public.approval_vote USING btree (round_id, at);
CREATE UNIQUE INDEX approval_vote_seat ON public.approval_vote USING btree (round_id, person_id) WHERE (withdrawn_at IS NULL);
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF comment ON public.approval_vote FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on approval_vote to application;

create table attachment (
  id text not null,
  subject_kind text not null,
  subject text not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  sha256 text not null,
  place text not null,
  added_by text not null,
  added_at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (id),
  constraint attachment_bytes_check CHECK ((bytes >= 0)),
  constraint attachment_place_check CHECK ((place = ANY (ARRAY['database'::text, 'folder'::text]))),
  constraint attachment_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint attachment_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['change'::text, 'task'::text]))),
  constraint attachment_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id)
);
CREATE INDEX attachment_subject ON public.attachment USING btree (subject, name);
grant select, insert, update, delete on attachment to application;

create table attachment_chunk (
  attachment_id text not null,
  "position" integer not null,
  bytes bytea not null,
  constraint attachment_chunk_pkey PRIMARY KEY (attachment_id, "position"),
  constraint attachment_chunk_position_check CHECK (("position" >= 0)),
  constraint attachment_chunk_attachment_id_fkey FOREIGN KEY (attachment_id) REFERENCES attachment(id) ON DELETE CASCADE
);
grant select, insert, update, delete on attachment_chunk to application;

create table audit_event (
  id bigint not null default nextval('audit_event_id_seq'::regclass),
  uid uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamp with time zone not null default clock_timestamp(),
  actor text not null,
  verb text not null,
  object text not null,
  leaf bytea not null,
  constraint audit_event_pkey PRIMARY KEY (id),
  constraint audit_event_uid_key UNIQUE (uid),
  constraint audit_event_leaf_check CHECK ((octet_length(leaf) < 60000))
);
CREATE INDEX audit_event_actor ON public.audit_event USING btree (actor, id);
CREATE INDEX audit_event_at ON public.audit_event USING btree (at);
CREATE INDEX audit_event_object ON public.audit_event USING btree (object, id);
CREATE INDEX audit_event_read ON public.audit_event USING btree (actor, at) WHERE (verb = 'audit.read'::text);
CREATE INDEX audit_event_verb ON public.audit_event USING btree (verb, id);
CREATE INDEX audit_event_xid ON public.audit_event USING btree (xid);
CREATE TRIGGER audit_event_append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION audit_refuse();
alter table audit_event enable always trigger audit_event_append_only;
CREATE TRIGGER audit_event_never_truncated BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
alter table audit_event enable always trigger audit_event_never_truncated;
grant select, insert on audit_event to application;

create table audit_part (
  event_id bigint not null,
  name text not null,
  salt bytea not null,
  body bytea not null,
  constraint audit_part_pkey PRIMARY KEY (event_id, name),
  constraint audit_part_salt_check CHECK ((octet_length(salt) = 32)),
  constraint audit_part_event_id_fkey FOREIGN KEY (event_id) REFERENCES audit_event(id)
);
CREATE TRIGGER audit_part_erasable BEFORE DELETE OR UPDATE ON public.audit_part FOR EACH ROW EXECUTE FUNCTION audit_part_guard();
alter table audit_part enable always trigger audit_part_erasable;
CREATE TRIGGER audit_part_never_truncated BEFORE TRUNCATE ON public.audit_part FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
alter table audit_part enable always trigger audit_part_never_truncated;
grant select, insert on audit_part to application;

create table backout_proof (
  id text not null,
  change_id text not null,
  kind text not null,
  passed boolean,
  words text not null,
  content_hash text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint backout_proof_pkey PRIMARY KEY (id),
  constraint backout_proof_check CHECK (((kind = 'rehearsed'::text) = (passed IS NOT NULL))),
  constraint backout_proof_kind_check CHECK ((kind = ANY (ARRAY['rehearsed'::text, 'waived'::text]))),
  constraint backout_proof_by_fkey FOREIGN KEY (by) REFERENCES person(id),
  constraint backout_proof_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
CREATE INDEX backout_proof_change ON public.backout_proof USING btree (change_id, id);
grant select, insert, update, delete on backout_proof to application;

create table change (
  id text not null,
  number bigint not null default nextval('change_number'::regclass),
  model_id text not null,
  model_version integer not null,
  state text not null,
  state_kind text not null,
  title text not null,
  summary text not null default ''::text,
  description text not null default ''::text,
  purpose text,
  reason text not null default ''::text,
  if_not_done text not null default ''::text,
  cannot_wait text not null default ''::text,
  impact text not null default 'low'::text,
  urgency text not null default 'low'::text,
  priority smallint not null,
  priority_override jsonb,
  wanted_date date,
  window_start_local text,
  window_end_local text,
  window_zone text,
  planned_start timestamp with time zone,
  planned_end timestamp with time zone,
  window_missed_at timestamp with time zone,
  implementation_plan text not null default ''::text,
  test_plan text not null default ''::text,
  backout_plan text not null default ''::text,
  people_impacted text not null default ''::text,
  systems_affected text not null default ''::text,
  links jsonb not null default '[]'::jsonb,
  raised_by text,
  requester_id text,
  coordinator_id text,
  manager_id text,
  team_id text,
  assignee_id text,
  outcome text,
  closure_notes text,
  cancel_reason text,
  cancel_words text,
  actual_start timestamp with time zone,
  actual_end timestamp with time zone,
  entered jsonb not null default '{}'::jsonb,
  waits_on text,
  waits_since timestamp with time zone,
  last_editors jsonb not null default '{}'::jsonb,
  revision integer not null default 1,
  imported boolean not null default false,
  imported_version integer,
  source_system text,
  source_number text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  categories text[] not null default '{}'::text[],
  triggers text[] not null default '{}'::text[],
  contacts jsonb not null default '[]'::jsonb,
  risk_level text not null default 'none'::text,
  risk_assessment text not null default ''::text,
  communication_plan text not null default ''::text,
  downtime jsonb,
  benefit text not null default ''::text,
  cost text not null default ''::text,
  cost_of_not_doing text not null default ''::text,
  held_at timestamp with time zone,
  held_by text,
  hold_reason text,
  copied_from text,
  restricted boolean not null default false,
  task_count integer not null default 0,
  steps text,
  plan_kinds text[] not null default '{}'::text[],
  template_id text,
  template_version integer,
  locked text[] not null default '{}'::text[],
  reported_outcome text,
  reported_notes text,
  files text not null default ''::text,
  closed_at timestamp with time zone generated always as (
CASE
    WHEN (state_kind = 'closed'::text) THEN COALESCE(change_instant((entered ->> state)), actual_end)
    ELSE NULL::timestamp with time zone
END) stored,
  waits_for_window boolean not null default false,
  waits_for_another boolean not null default false,
  required text[] not null default '{}'::text[],
  search tsvector generated always as (to_tsvector('simple'::regconfig, ((('CHG'::text || (number)::text) || ' '::text) || regexp_replace(((((((((((title || ' '::text) || COALESCE(source_number, ''::text)) || ' '::text) || systems_affected) || ' '::text) || summary) || ' '::text) || "left"(description, 20000)) || ' '::text) || "left"(reason, 10000)), '[\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u2426\u2500-\u2775\u2794-\u2BFF\u3000-\u3004\u3008-\u3020\u3030\uFE0F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\U0001F000-\U0001FAFF]'::text, ' '::text, 'g'::text)))) stored,
  waits_turn_at timestamp with time zone,
  constraint change_pkey PRIMARY KEY (id),
  constraint change_number_key UNIQUE (number),
  constraint change_cancel_reason_check CHECK ((cancel_reason = ANY (ARRAY['withdrawn'::text, 'rejected'::text, 'superseded'::text, 'duplicate'::text]))),
  constraint change_categories_check CHECK ((categories <@ ARRAY['mission_strategy'::text, 'organisation'::text, 'people'::text, 'culture'::text, 'policy_legal'::text, 'process_controls'::text, 'technology'::text, 'product'::text])),
  constraint change_check CHECK ((((window_start_local IS NULL) = (window_zone IS NULL)) AND ((window_end_local IS NULL) = (window_zone IS NULL)))),
  constraint change_check1 CHECK ((planned_end > planned_start)),
  constraint change_check2 CHECK (((state_kind = 'closed'::text) = (outcome IS NOT NULL))),
  constraint change_check3 CHECK (((state_kind = 'cancelled'::text) = (cancel_reason IS NOT NULL))),
  constraint change_check4 CHECK ((((held_at IS NULL) = (held_by IS NULL)) AND ((held_at IS NULL) = (hold_reason IS NULL)))),
  constraint change_check5 CHECK (((template_id IS NULL) = (template_version IS NULL))),
  constraint change_check6 CHECK (((reported_outcome IS NULL) = (reported_notes IS NULL))),
  constraint change_impact_check CHECK ((impact = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
  constraint change_outcome_check CHECK ((outcome = ANY (ARRAY['successful'::text, 'with_issues'::text, 'failed'::text, 'backed_out'::text, 'not_recorded'::text]))),
  constraint change_priority_check CHECK (((priority >= 1) AND (priority <= 4))),
  constraint change_purpose_check CHECK ((purpose = ANY (ARRAY['fix'::text, 'improvement'::text, 'technology'::text, 'capacity'::text, 'compliance'::text, 'misalignment'::text]))),
  constraint change_reported_outcome_check CHECK ((reported_outcome = ANY (ARRAY['successful'::text, 'with_issues'::text, 'failed'::text, 'backed_out'::text]))),
  constraint change_risk_level_check CHECK ((risk_level = ANY (ARRAY['none'::text, 'low'::text, 'medium'::text, 'high'::text]))),
  constraint change_state_kind_check CHECK ((state_kind = ANY (ARRAY['draft'::text, 'assess'::text, 'authorize'::text, 'build'::text, 'scheduled'::text, 'implement'::text, 'review'::text, 'closed'::text, 'cancelled'::text]))),
  constraint change_triggers_check CHECK ((triggers <@ ARRAY['service_unavailable'::text, 'service_degraded'::text, 'function_differs'::text, 'cmdb_update'::text])),
  constraint change_urgency_check CHECK ((urgency = ANY (ARRAY['high'::text, 'medium'::text, 'low'::text]))),
  constraint change_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES person(id),
  constraint change_coordinator_id_fkey FOREIGN KEY (coordinator_id) REFERENCES person(id),
  constraint change_copied_from_fkey FOREIGN KEY (copied_from) REFERENCES change(id),
  constraint change_held_by_fkey FOREIGN KEY (held_by) REFERENCES person(id),
  constraint change_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES person(id),
  constraint change_model_id_model_version_fkey FOREIGN KEY (model_id, model_version) REFERENCES model_version(model_id, version),
  constraint change_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES person(id),
  constraint change_requester_id_fkey FOREIGN KEY (requester_id) REFERENCES person(id),
  constraint change_team_id_fkey FOREIGN KEY (team_id) REFERENCES person_group(id),
  constraint change_template_id_template_version_fkey FOREIGN KEY (template_id, template_version) REFERENCES template_version(template_id, template_version)
);
CREATE INDEX change_assignee ON public.change USING btree (assignee_id, number DESC) INCLUDE (state_kind, priority, outcome, restricted);
CREATE INDEX change_closed ON public.change USING btree (closed_at) INCLUDE (outcome, team_id, categories, restricted) WHERE (closed_at IS NOT NULL);
CREATE INDEX change_coordinator ON public.change USING btree (coordinator_id, number DESC);
CREATE INDEX change_held ON public.change USING btree (number DESC) WHERE (held_at IS NOT NULL);
CREATE INDEX change_imported ON public.change USING btree (number DESC) WHERE imported;
CREATE INDEX change_live ON public.change USING btree (state_kind, state, number) WHERE (state_kind <> ALL (ARRAY['closed'::text, 'cancelled'::text]));
CREATE INDEX change_live_planned ON public.change USING btree (planned_start, number) WHERE (state_kind <> ALL (ARRAY['closed'::text, 'cancelled'::text]));
CREATE INDEX change_manager ON public.change USING btree (manager_id, number DESC);
CREATE INDEX change_model ON public.change USING btree (model_id, number DESC) INCLUDE (state_kind, priority, restricted);
CREATE INDEX change_of_culture ON public.change USING btree (number DESC) WHERE (categories @> '{culture}'::text[]);
CREATE INDEX change_of_mission_strategy ON public.change USING btree (number DESC) WHERE (categories @> '{mission_strategy}'::text[]);
CREATE INDEX change_of_organisation ON public.change USING btree (number DESC) WHERE (categories @> '{organisation}'::text[]);
CREATE INDEX change_of_people ON public.change USING btree (number DESC) WHERE (categories @> '{people}'::text[]);
CREATE INDEX change_of_policy_legal ON public.change USING btree (number DESC) WHERE (categories @> '{policy_legal}'::text[]);
CREATE INDEX change_of_process_controls ON public.change USING btree (number DESC) WHERE (categories @> '{process_controls}'::text[]);
CREATE INDEX change_of_product ON public.change USING btree (number DESC) WHERE (categories @> '{product}'::text[]);
CREATE INDEX change_of_technology ON public.change USING btree (number DESC) WHERE (categories @> '{technology}'::text[]);
CREATE INDEX change_outcome ON public.change USING btree (outcome, number DESC) INCLUDE (priority, restricted) WHERE (outcome IS NOT NULL);
CREATE INDEX change_planned ON public.change USING btree (planned_start, number) INCLUDE (state_kind, restricted);
CREATE INDEX change_planned_end ON public.change USING btree (planned_end, number DESC) WHERE (planned_end IS NOT NULL);
CREATE INDEX change_priority ON public.change USING btree (priority, number DESC) INCLUDE (state_kind, restricted);
CREATE INDEX change_raised_by ON public.change USING btree (raised_by, number DESC);
CREATE INDEX change_requester ON public.change USING btree (requester_id, number DESC);
CREATE INDEX change_restricted ON public.change USING btree (number DESC) WHERE restricted;
CREATE INDEX change_risk ON public.change USING btree (risk_level, number DESC) INCLUDE (state_kind, restricted);
CREATE INDEX change_running ON public.change USING btree (planned_end) WHERE ((state_kind = 'implement'::text) AND (NOT imported));
CREATE INDEX change_scheduled_end ON public.change USING btree (planned_end) WHERE (state_kind = 'scheduled'::text);
CREATE INDEX change_search ON public.change USING gin (search);
CREATE UNIQUE INDEX change_source ON public.change USING btree (source_system, source_number) WHERE (source_system IS NOT NULL);
CREATE INDEX change_source_number ON public.change USING btree (source_number) WHERE (source_number IS NOT NULL);
CREATE INDEX change_state ON public.change USING btree (state_kind, number DESC) INCLUDE (priority, restricted);
CREATE INDEX change_team ON public.change USING btree (team_id, number DESC) INCLUDE (state_kind, priority, outcome, restricted);
CREATE INDEX change_template ON public.change USING btree (template_id, number DESC) WHERE (template_id IS NOT NULL);
CREATE INDEX change_template_failed ON public.change USING btree (template_id, template_version, number DESC) WHERE ((template_id IS NOT NULL) AND (outcome = ANY (ARRAY['failed'::text, 'backed_out'::text])));
CREATE INDEX change_template_version ON public.change USING btree (template_id, template_version, number DESC) INCLUDE (state_kind, outcome) WHERE (template_id IS NOT NULL);
CREATE INDEX change_waits_on ON public.change USING btree (waits_on, waits_since, id) WHERE (waits_on IS NOT NULL);
CREATE INDEX change_waits_on_assignee ON public.change USING btree (waits_since, id) WHERE (waits_for_another AND (waits_on = assignee_id));
CREATE INDEX change_waits_on_coordinator ON public.change USING btree (waits_on, waits_since, id) WHERE (waits_on = coordinator_id);
CREATE INDEX change_waits_on_manager ON public.change USING btree (waits_on, waits_since, id) WHERE (waits_on = manager_id);
CREATE INDEX change_waits_turn ON public.change USING btree (waits_turn_at, id) WHERE (waits_turn_at IS NOT NULL);
CREATE INDEX change_window_to_miss ON public.change USING btree (planned_end) WHERE ((state_kind = 'scheduled'::text) AND (window_missed_at IS NULL));
CREATE TRIGGER change_doubts_rounds AFTER UPDATE OF requester_id, raised_by, assignee_id, last_editors ON public.change FOR EACH ROW WHEN (((((old.requester_id IS DISTINCT FROM new.requester_id) OR (old.raised_by IS DISTINCT FROM new.raised_by)) OR (old.assignee_id IS DISTINCT FROM new.assignee_id)) OR (old.last_editors IS DISTINCT FROM new.last_editors))) EXECUTE FUNCTION change_doubts_rounds();
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF title, source_number, summary, systems_affected, description, reason, people_impacted, if_not_done, cannot_wait, risk_assessment, benefit, cost, cost_of_not_doing, links, contacts, implementation_plan, backout_plan, test_plan, communication_plan, closure_notes, reported_notes, cancel_words, hold_reason ON public.change FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on change to application;

create table change_reader (
  change_id text not null,
  person_id text not null,
  named_by text not null,
  at timestamp with time zone not null,
  constraint change_reader_pkey PRIMARY KEY (change_id, person_id),
  constraint change_reader_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id),
  constraint change_reader_named_by_fkey FOREIGN KEY (named_by) REFERENCES person(id),
  constraint change_reader_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX change_reader_person ON public.change_reader USING btree (person_id, change_id);
grant select, insert, update, delete on change_reader to application;

create table change_revision (
  change_id text not null,
  revision integer not null,
  by text,
  at timestamp with time zone not null,
  fields jsonb not null,
  constraint change_revision_pkey PRIMARY KEY (change_id, revision),
  constraint change_revision_by_fkey FOREIGN KEY (by) REFERENCES person(id),
  constraint change_revision_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
grant select, insert, update, delete on change_revision to application;

create table change_run (
  change_id text not null,
  announced_for timestamp with time zone,
  passed_for timestamp with time zone,
  overran_for timestamp with time zone,
  overran_at timestamp with time zone,
  constraint change_run_pkey PRIMARY KEY (change_id),
  constraint change_run_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
grant select, insert, update, delete on change_run to application;

create table change_words (
  change_id text not null,
  number bigint not null,
  search tsvector not null,
  constraint change_words_pkey PRIMARY KEY (change_id)
);
CREATE INDEX change_words_search ON public.change_words USING gin (search);
grant select, insert, update, delete on change_words to application;

create table change_words_due (
  id bigint not null generated always as identity,
  change_id text not null,
  constraint change_words_due_pkey PRIMARY KEY (id)
);
grant select, insert, update, delete on change_words_due to application;

create table change_words_left (
  below bigint not null
);
grant select, insert, update, delete on change_words_left to application;

create table chat_channel (
  id text not null,
  name text not null,
  format text not null,
  sealed_url bytea not null,
  host text not null,
  active boolean not null,
  version integer not null,
  created_at timestamp with time zone not null,
  slow_tries integer not null default 0,
  rests_until timestamp with time zone,
  constraint chat_channel_pkey PRIMARY KEY (id),
  constraint chat_channel_format_check CHECK ((format = ANY (ARRAY['slack'::text, 'teams'::text])))
);
CREATE UNIQUE INDEX chat_channel_name ON public.chat_channel USING btree (lower(name));
grant select, insert, update, delete on chat_channel to application;

create table comment (
  id text not null,
  subject text not null,
  author_id text not null,
  text text not null,
  at timestamp with time zone not null,
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_author_id_fkey FOREIGN KEY (author_id) REFERENCES person(id)
);
CREATE INDEX comment_subject ON public.comment USING btree (subject, at, id);
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF text ON public.comment FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on comment to application;

create table default_view (
  person_id text not null,
  view_id text not null,
  constraint default_view_pkey PRIMARY KEY (person_id),
  constraint default_view_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint default_view_view_id_fkey FOREIGN KEY (view_id) REFERENCES saved_view(id) ON DELETE CASCADE
);
CREATE INDEX default_view_view ON public.default_view USING btree (view_id);
grant select, insert, update, delete on default_view to application;

create table delivery (
  id text not null,
  person_id text,
  chat_id text,
  kind text not null,
  subject text,
  by_id text,
  parts jsonb not null,
  sealed bytea,
  state text not null,
  daily boolean not null,
  at timestamp with time zone not null,
  due_at timestamp with time zone,
  tries integer not null,
  problem text,
  ended_at timestamp with time zone,
  bundle text,
  key text not null,
  link_used_at timestamp with time zone,
  address text,
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_check1 CHECK (((due_at IS NULL) = (state = ANY (ARRAY['bundled'::text, 'sent'::text, 'given_up'::text, 'dropped'::text])))),
  constraint delivery_recipient CHECK ((num_nonnulls(person_id, chat_id, address) = 1)),
  constraint delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'bundled'::text, 'sending'::text, 'failed'::text, 'sent'::text, 'given_up'::text, 'dropped'::text]))),
  constraint delivery_bundle_fkey FOREIGN KEY (bundle) REFERENCES delivery(id),
  constraint delivery_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint delivery_chat_id_fkey FOREIGN KEY (chat_id) REFERENCES chat_channel(id),
  constraint delivery_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX delivery_announcement ON public.delivery USING btree (((parts ->> 'announcement'::text))) WHERE (kind = 'announcement'::text);
CREATE INDEX delivery_bundle ON public.delivery USING btree (bundle) WHERE (bundle IS NOT NULL);
CREATE INDEX delivery_due ON public.delivery USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX delivery_ended ON public.delivery USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX delivery_newest ON public.delivery USING btree (at DESC, id DESC);
CREATE UNIQUE INDEX delivery_once ON public.delivery USING btree (COALESCE(person_id, chat_id, address), key);
CREATE INDEX delivery_state ON public.delivery USING btree (state, at DESC, id DESC);
grant select, insert, update, delete on delivery to application;

create table demo (
  one boolean not null default true,
  state text not null,
  turn integer not null default 1,
  attempts integer not null default 0,
  seed text not null,
  months integer not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  started_at timestamp with time zone not null,
  done integer not null default 0,
  planned integer,
  group_ids text[] not null default '{}'::text[],
  template_ids text[] not null default '{}'::text[],
  problem text,
  constraint demo_pkey PRIMARY KEY (one),
  constraint demo_months_check CHECK (((months >= 1) AND (months <= 24))),
  constraint demo_one_check CHECK (one),
  constraint demo_state_check CHECK ((state = ANY (ARRAY['filling'::text, 'filled'::text, 'failed'::text])))
);
grant select, insert, update, delete on demo to application;

create table deputy (
  id text not null,
  person_id text not null,
  deputy_id text not null,
  first_day date not null,
  last_day date not null,
  zone text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  named_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint deputy_pkey PRIMARY KEY (id),
  constraint deputy_check CHECK ((person_id <> deputy_id)),
  constraint deputy_check1 CHECK ((starts_at < ends_at)),
  constraint deputy_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES person(id),
  constraint deputy_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX deputy_deputy ON public.deputy USING btree (deputy_id, ends_at);
CREATE INDEX deputy_person ON public.deputy USING btree (person_id, ends_at);
grant select, insert, update, delete on deputy to application;

create table extension_decision (
  extension_id text not null,
  person_id text not null,
  granted boolean not null,
  words text not null,
  at timestamp with time zone not null,
  constraint extension_decision_pkey PRIMARY KEY (extension_id, person_id),
  constraint extension_decision_extension_id_fkey FOREIGN KEY (extension_id) REFERENCES window_extension(id),
  constraint extension_decision_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
grant select, insert, update, delete on extension_decision to application;

create table group_member (
  group_id text not null,
  person_id text not null,
  since timestamp with time zone not null,
  added_by text,
  constraint group_member_pkey PRIMARY KEY (group_id, person_id),
  constraint group_member_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id),
  constraint group_member_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX group_member_person ON public.group_member USING btree (person_id);
CREATE TRIGGER member_doubts_rounds AFTER DELETE OR UPDATE ON public.group_member FOR EACH ROW EXECUTE FUNCTION member_doubts_rounds();
grant select, insert, update, delete on group_member to application;

create table group_proposal (
  id text not null,
  group_id text not null,
  added text[] not null,
  manager text,
  proposed_by text not null,
  proposed_at timestamp with time zone not null,
  outcome text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint group_proposal_pkey PRIMARY KEY (id),
  constraint group_proposal_check CHECK ((((outcome IS NULL) = (decided_at IS NULL)) AND ((outcome IS NULL) = (decided_by IS NULL)))),
  constraint group_proposal_outcome_check CHECK ((outcome = ANY (ARRAY['published'::text, 'declined'::text]))),
  constraint group_proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint group_proposal_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id),
  constraint group_proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id)
);
CREATE INDEX group_proposal_open ON public.group_proposal USING btree (group_id) WHERE (outcome IS NULL);
grant select, insert, update, delete on group_proposal to application;

create table guard_grant (
  id text not null,
  change_id text not null,
  to_state text not null,
  guard text not null,
  content_hash text not null,
  words text not null,
  by text not null,
  at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint guard_grant_pkey PRIMARY KEY (id),
  constraint guard_grant_by_fkey FOREIGN KEY (by) REFERENCES person(id),
  constraint guard_grant_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
CREATE INDEX guard_grant_change ON public.guard_grant USING btree (change_id) WHERE (used_at IS NULL);
grant select, insert, update, delete on guard_grant to application;

create table guard_override (
  id text not null,
  change_id text not null,
  guard text not null,
  model_id text not null,
  from_state text not null,
  to_state text not null,
  degree text not null,
  why text not null,
  words text not null,
  by text not null,
  moved_by text not null,
  content_hash text not null,
  at timestamp with time zone not null,
  constraint guard_override_pkey PRIMARY KEY (id),
  constraint guard_override_degree_check CHECK ((degree = ANY (ARRAY['inform'::text, 'justify'::text, 'extra_approver'::text]))),
  constraint guard_override_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id),
  constraint guard_override_model_id_fkey FOREIGN KEY (model_id) REFERENCES model(id)
);
CREATE INDEX guard_override_change ON public.guard_override USING btree (change_id, id);
CREATE INDEX guard_override_guard ON public.guard_override USING btree (guard, id);
CREATE INDEX guard_override_model ON public.guard_override USING btree (model_id, id);
grant select, insert, update, delete on guard_override to application;

create table idempotency_key (
  actor text not null,
  key text not null,
  request bytea not null,
  result jsonb,
  at timestamp with time zone not null default now(),
  constraint idempotency_key_pkey PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_at ON public.idempotency_key USING btree (at);
grant select, insert, update, delete on idempotency_key to application;

create table import_file (
  id text not null,
  source_system text not null,
  file_name text not null,
  sha256 bytea not null,
  by text not null,
  at timestamp with time zone not null,
  created integer not null,
  updated integer not null,
  refused integer not null,
  constraint import_file_pkey PRIMARY KEY (id)
);
grant select, insert, update, delete on import_file to application;

create table import_note (
  run_id text not null,
  kind text not null,
  line integer not null,
  ord integer not null,
  column_name text,
  value text,
  reason text not null,
  constraint import_note_pkey PRIMARY KEY (run_id, kind, line, ord),
  constraint import_note_kind_check CHECK ((kind = ANY (ARRAY['refusal'::text, 'warning'::text]))),
  constraint import_note_run_id_fkey FOREIGN KEY (run_id) REFERENCES import_run(id) ON DELETE CASCADE
);
grant select, insert, update, delete on import_note to application;

create table import_piece (
  run_id text not null,
  starts bigint not null,
  bytes bytea not null,
  constraint import_piece_pkey PRIMARY KEY (run_id, starts),
  constraint import_piece_run_id_fkey FOREIGN KEY (run_id) REFERENCES import_run(id) ON DELETE CASCADE
);
grant select, insert, update, delete on import_piece to application;

create table import_run (
  id text not null,
  file_name text not null,
  bytes bigint not null,
  received bigint not null default 0,
  state text not null,
  map jsonb,
  by text not null,
  by_kind text not null,
  started_by text,
  started_by_kind text,
  turn integer not null default 0,
  cancelling boolean not null default false,
  read_rows integer not null default 0,
  read_bytes bigint not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  refused integer not null default 0,
  warned integer not null default 0,
  failure jsonb,
  import_id text,
  created_at timestamp with time zone not null,
  started_via text,
  started_at timestamp with time zone,
  kept_until timestamp with time zone,
  version integer not null default 1,
  attempts integer not null default 0,
  holds text not null default 'changes'::text,
  unchanged integer,
  constraint import_run_pkey PRIMARY KEY (id),
  constraint import_run_by_kind_check CHECK ((by_kind = ANY (ARRAY['person'::text, 'operator'::text]))),
  constraint import_run_holds_check CHECK ((holds = ANY (ARRAY['changes'::text, 'incidents'::text]))),
  constraint import_run_started_by_kind_check CHECK ((started_by_kind = ANY (ARRAY['person'::text, 'operator'::text]))),
  constraint import_run_state_check CHECK ((state = ANY (ARRAY['uploading'::text, 'ready'::text, 'checking'::text, 'checked'::text, 'importing'::text, 'imported'::text, 'cancelled'::text, 'failed'::text]))),
  constraint import_run_import_id_fkey FOREIGN KEY (import_id) REFERENCES import_file(id)
);
CREATE INDEX import_run_kept ON public.import_run USING btree (kept_until) WHERE (kept_until IS NOT NULL);
CREATE INDEX import_run_under_way ON public.import_run USING btree (started_at) WHERE (state = ANY (ARRAY['checking'::text, 'importing'::text]));
grant select, insert, update, delete on import_run to application;

create table improvement (
  id text not null,
  number bigint not null default nextval('improvement_number'::regclass),
  subject text not null,
  title text not null,
  words text not null,
  owner_id text not null,
  due_on date not null,
  state text not null,
  outcome text not null default ''::text,
  raised_by text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint improvement_pkey PRIMARY KEY (id),
  constraint improvement_number_key UNIQUE (number),
  constraint improvement_state_check CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'done'::text, 'dropped'::text]))),
  constraint improvement_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint improvement_raised_by_fkey FOREIGN KEY (raised_by) REFERENCES person(id)
);
CREATE INDEX improvement_due ON public.improvement USING btree (owner_id, due_on) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text]));
CREATE INDEX improvement_overdue ON public.improvement USING btree (due_on) WHERE (state = ANY (ARRAY['open'::text, 'in_progress'::text]));
CREATE INDEX improvement_owner ON public.improvement USING btree (owner_id, number DESC);
CREATE INDEX improvement_state ON public.improvement USING btree (state, number DESC);
CREATE INDEX improvement_subject ON public.improvement USING btree (subject, number DESC);
grant select, insert, update, delete on improvement to application;

create table incident (
  id text not null,
  system text not null,
  number text not null,
  title text not null,
  url text not null default ''::text,
  opened_at timestamp with time zone,
  recorded_by text not null,
  recorded_at timestamp with time zone not null,
  apart text not null default ''::text,
  constraint incident_pkey PRIMARY KEY (id),
  constraint incident_system_number_key UNIQUE (system, number, apart)
);
CREATE INDEX incident_number ON public.incident USING btree (lower(number) text_pattern_ops);
grant select, insert, update, delete on incident to application;

create table incident_link (
  id text not null,
  incident_id text not null,
  change_id text not null,
  kind text not null,
  attribution text not null,
  words text not null,
  linked_by text,
  linked_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  decided_words text not null default ''::text,
  version integer not null default 1,
  constraint incident_link_pkey PRIMARY KEY (id),
  constraint incident_link_incident_id_change_id_kind_key UNIQUE (incident_id, change_id, kind),
  constraint incident_link_attribution_check CHECK ((attribution = ANY (ARRAY['suggested'::text, 'suspected'::text, 'confirmed'::text, 'dismissed'::text]))),
  constraint incident_link_check CHECK (((attribution = ANY (ARRAY['confirmed'::text, 'dismissed'::text])) = (decided_by IS NOT NULL))),
  constraint incident_link_kind_check CHECK ((kind = ANY (ARRAY['caused_by'::text, 'fixed_by'::text]))),
  constraint incident_link_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id),
  constraint incident_link_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES person(id),
  constraint incident_link_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id),
  constraint incident_link_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES person(id)
);
CREATE INDEX incident_link_change ON public.incident_link USING btree (change_id);
CREATE INDEX incident_link_open ON public.incident_link USING btree (incident_id) WHERE (attribution = ANY (ARRAY['suggested'::text, 'suspected'::text]));
grant select, insert, update, delete on incident_link to application;

create table incident_reference (
  incident_id text not null,
  kind text not null,
  system text not null,
  number text not null,
  constraint incident_reference_pkey PRIMARY KEY (incident_id, kind, system, number),
  constraint incident_reference_kind_check CHECK ((kind = ANY (ARRAY['caused_by'::text, 'fixed_by'::text]))),
  constraint incident_reference_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incident(id) ON DELETE CASCADE
);
CREATE INDEX incident_reference_change ON public.incident_reference USING btree (system, number);
grant select, insert, update, delete on incident_reference to application;

create table job_slot (
  job text not null,
  slot timestamp with time zone not null,
  constraint job_slot_pkey PRIMARY KEY (job, slot)
);
grant select, insert, update, delete on job_slot to application;

create table job_to_send (
  id uuid not null,
  queue text not null,
  data jsonb not null,
  constraint job_to_send_pkey PRIMARY KEY (id)
);
grant select, insert, update, delete on job_to_send to application;

create table log_checkpoint (
  origin_no integer not null,
  size bigint not null,
  note text not null,
  published_at timestamp with time zone not null default clock_timestamp(),
  constraint log_checkpoint_pkey PRIMARY KEY (origin_no, size),
  constraint log_checkpoint_origin_no_fkey FOREIGN KEY (origin_no) REFERENCES log_origin(no)
);
CREATE TRIGGER log_checkpoint_append_only BEFORE DELETE OR UPDATE ON public.log_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_refuse();
alter table log_checkpoint enable always trigger log_checkpoint_append_only;
CREATE TRIGGER log_checkpoint_never_truncated BEFORE TRUNCATE ON public.log_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
alter table log_checkpoint enable always trigger log_checkpoint_never_truncated;
grant select, insert on log_checkpoint to application;

create table log_head (
  one boolean not null default true,
  origin_no integer not null,
  size bigint not null,
  root bytea not null,
  peaks bytea[] not null,
  xmin_done xid8 not null,
  constraint log_head_pkey PRIMARY KEY (one),
  constraint log_head_one_check CHECK (one),
  constraint log_head_origin_no_fkey FOREIGN KEY (origin_no) REFERENCES log_origin(no)
);
CREATE TRIGGER log_head_goes_on BEFORE UPDATE ON public.log_head FOR EACH ROW EXECUTE FUNCTION log_head_guard();
alter table log_head enable always trigger log_head_goes_on;
grant select, insert, update on log_head to application;

create table log_key (
  public bytea not null,
  first_used timestamp with time zone not null default clock_timestamp(),
  constraint log_key_pkey PRIMARY KEY (public),
  constraint log_key_public_check CHECK ((octet_length(public) = 32))
);
grant select, insert on log_key to application;

create table log_leaf (
  origin_no integer not null,
  idx bigint not null,
  event_id bigint not null,
  h bytea not null,
  sealed_at timestamp with time zone not null default clock_timestamp(),
  constraint log_leaf_pkey PRIMARY KEY (origin_no, idx),
  constraint log_leaf_event_id_key UNIQUE (event_id),
  constraint log_leaf_h_check CHECK ((octet_length(h) = 32)),
  constraint log_leaf_idx_check CHECK ((idx >= 0)),
  constraint log_leaf_origin_no_fkey FOREIGN KEY (origin_no) REFERENCES log_origin(no)
);
CREATE TRIGGER log_leaf_append_only BEFORE DELETE OR UPDATE ON public.log_leaf FOR EACH ROW EXECUTE FUNCTION audit_refuse();
alter table log_leaf enable always trigger log_leaf_append_only;
CREATE TRIGGER log_leaf_never_truncated BEFORE TRUNCATE ON public.log_leaf FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
alter table log_leaf enable always trigger log_leaf_never_truncated;
grant select, insert on log_leaf to application;

create table log_origin (
  no integer not null,
  name text not null,
  because text not null,
  opened_at timestamp with time zone not null default clock_timestamp(),
  constraint log_origin_pkey PRIMARY KEY (no),
  constraint log_origin_name_key UNIQUE (name),
  constraint log_origin_because_check CHECK ((because = ANY (ARRAY['first'::text, 'restored'::text])))
);
grant select, insert on log_origin to application;

create table migration (
  name text not null,
  sha256 text not null,
  at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on migration to application;

create table model (
  id text not null,
  key text not null,
  name text not null,
  description text not null,
  current_version integer not null,
  retired_at timestamp with time zone,
  version integer not null default 1,
  constraint model_pkey PRIMARY KEY (id),
  constraint model_key_key UNIQUE (key)
);
grant select, insert, update, delete on model to application;

create table model_draft (
  model_id text not null,
  key text not null,
  name text not null,
  description text not null,
  definition jsonb not null,
  based_on integer,
  writers text[] not null,
  state text not null,
  note text not null default ''::text,
  proposed_by text,
  proposed_at timestamp with time zone,
  returned_by text,
  returned_at timestamp with time zone,
  returned_words text,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint model_draft_pkey PRIMARY KEY (model_id),
  constraint model_draft_key_key UNIQUE (key),
  constraint model_draft_check CHECK (((state = 'proposed'::text) = (proposed_at IS NOT NULL))),
  constraint model_draft_check1 CHECK (((proposed_by IS NULL) = (proposed_at IS NULL))),
  constraint model_draft_check2 CHECK ((((returned_by IS NULL) = (returned_at IS NULL)) AND ((returned_by IS NULL) = (returned_words IS NULL)))),
  constraint model_draft_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text]))),
  constraint model_draft_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint model_draft_returned_by_fkey FOREIGN KEY (returned_by) REFERENCES person(id)
);
grant select, insert, update, delete on model_draft to application;

create table model_version (
  model_id text not null,
  version integer not null,
  definition jsonb not null,
  published_at timestamp with time zone not null default now(),
  name text not null default ''::text,
  description text not null default ''::text,
  writers text[] not null default '{}'::text[],
  published_by text,
  published_alone boolean not null default false,
  note text not null default ''::text,
  constraint model_version_pkey PRIMARY KEY (model_id, version),
  constraint model_version_model_id_fkey FOREIGN KEY (model_id) REFERENCES model(id),
  constraint model_version_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id)
);
CREATE TRIGGER model_version_final BEFORE DELETE OR UPDATE ON public.model_version FOR EACH ROW EXECUTE FUNCTION model_version_is_final();
alter table model_version enable always trigger model_version_final;
grant select, insert, update, delete on model_version to application;

create table notice (
  id text not null,
  act text not null,
  kind text not null,
  subject text not null,
  by_id text,
  told text[] not null,
  parts jsonb not null,
  state_kind text,
  key text not null,
  at timestamp with time zone not null,
  tries integer not null default 0,
  due_at timestamp with time zone,
  given_up_at timestamp with time zone,
  problem text,
  constraint notice_pkey PRIMARY KEY (id),
  constraint notice_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id)
);
CREATE INDEX notice_act ON public.notice USING btree (act, id);
CREATE INDEX notice_at ON public.notice USING btree (at);
CREATE INDEX notice_next ON public.notice USING btree (at) WHERE (tries = 0);
grant select, insert, update, delete on notice to application;

create table notification (
  id text not null,
  person_id text not null,
  kind text not null,
  subject text not null,
  by_id text,
  parts jsonb not null,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  key text,
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id),
  constraint notification_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX notification_at ON public.notification USING btree (at);
CREATE UNIQUE INDEX notification_key ON public.notification USING btree (person_id, key) WHERE (key IS NOT NULL);
CREATE INDEX notification_newest ON public.notification USING btree (person_id, at DESC, id DESC);
CREATE INDEX notification_unread ON public.notification USING btree (person_id, at DESC, id DESC) WHERE (read_at IS NULL);
grant select, insert, update, delete on notification to application;

create table one_time_link (
  id text not null,
  kind text not null,
  person_id text,
  secret_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint one_time_link_pkey PRIMARY KEY (id),
  constraint one_time_link_secret_hash_key UNIQUE (secret_hash),
  constraint one_time_link_check CHECK (((kind = 'set_up'::text) = (person_id IS NULL))),
  constraint one_time_link_kind_check CHECK ((kind = ANY (ARRAY['set_up'::text, 'invitation'::text, 'reset'::text]))),
  constraint one_time_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX one_time_link_person ON public.one_time_link USING btree (person_id);
grant select, insert, update, delete on one_time_link to application;

create table organisation (
  one boolean not null default true,
  name text not null,
  zone text not null,
  created_at timestamp with time zone not null,
  constraint organisation_pkey PRIMARY KEY (one),
  constraint organisation_one_check CHECK (one)
);
grant select, insert, update, delete on organisation to application;

create table outbound_hold (
  single boolean not null default true,
  since timestamp with time zone not null,
  because text not null,
  constraint outbound_hold_pkey PRIMARY KEY (single),
  constraint outbound_hold_single_check CHECK (single)
);
grant select, insert, update, delete on outbound_hold to application;

create table person (
  id text not null,
  name text not null,
  email text not null,
  zone text not null,
  theme text not null default 'system'::text,
  roles text[] not null,
  active boolean not null default true,
  password_hash text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  search text generated always as (lower(((name || ' '::text) || email))) stored,
  demo boolean not null default false,
  administrator_lost_at timestamp with time zone,
  administrator_linked_at timestamp with time zone,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_demo_signs_in_never CHECK (((NOT demo) OR (password_hash IS NULL)))
);
CREATE INDEX person_by_name ON public.person USING btree (lower(name) COLLATE "und-x-icu", id);
CREATE INDEX person_demo ON public.person USING btree (id) WHERE demo;
CREATE UNIQUE INDEX person_email ON public.person USING btree (lower(email));
CREATE TRIGGER person_doubts_rounds AFTER UPDATE OF active, roles ON public.person FOR EACH ROW WHEN (((old.active AND (NOT new.active)) OR (NOT (old.roles <@ new.roles)))) EXECUTE FUNCTION person_doubts_rounds();
grant select, insert, update, delete on person to application;

create table person_group (
  id text not null,
  name text not null,
  manager_id text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  approves boolean not null default false,
  constraint person_group_pkey PRIMARY KEY (id),
  constraint person_group_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX person_group_name ON public.person_group USING btree (lower(name));
grant select, insert, update, delete on person_group to application;

create table person_hand (
  person_id text not null,
  by_id text not null,
  kind text not null,
  at timestamp with time zone not null,
  constraint person_hand_pkey PRIMARY KEY (person_id, by_id, kind),
  constraint person_hand_kind_check CHECK ((kind = ANY (ARRAY['account'::text, 'link'::text]))),
  constraint person_hand_by_id_fkey FOREIGN KEY (by_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint person_hand_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);
CREATE INDEX person_hand_at ON public.person_hand USING btree (at);
CREATE INDEX person_hand_by ON public.person_hand USING btree (by_id);
grant select, insert, update, delete on person_hand to application;

create table person_link (
  person_id text not null,
  person_key text not null,
  reason text not null,
  linked_by text not null,
  linked_at timestamp with time zone not null,
  unlinking_by text,
  unlinking_at timestamp with time zone,
  unlinking_because text,
  constraint person_link_pkey PRIMARY KEY (person_id),
  constraint person_link_check CHECK ((((unlinking_by IS NULL) = (unlinking_at IS NULL)) AND ((unlinking_by IS NULL) = (unlinking_because IS NULL)))),
  constraint person_link_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES person(id),
  constraint person_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint person_link_unlinking_by_fkey FOREIGN KEY (unlinking_by) REFERENCES person(id)
);
CREATE INDEX person_link_key ON public.person_link USING btree (person_key);
CREATE TRIGGER link_doubts_rounds AFTER INSERT OR UPDATE OF person_key ON public.person_link FOR EACH ROW EXECUTE FUNCTION link_doubts_rounds();
grant select, insert, update, delete on person_link to application;

create table recurring_change (
  id text not null,
  template_id text not null,
  name text not null,
  owner_id text not null,
  state text not null,
  paused_because text,
  rule text not null,
  starts_local text not null,
  ends_local text not null,
  zone text not null,
  until date,
  lead_days integer not null,
  fields jsonb not null,
  next_slot text,
  due_at timestamp with time zone,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint recurring_change_pkey PRIMARY KEY (id),
  constraint recurring_change_check CHECK (((state = 'paused'::text) = (paused_because IS NOT NULL))),
  constraint recurring_change_check1 CHECK (((next_slot IS NULL) = (due_at IS NULL))),
  constraint recurring_change_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'ended'::text]))),
  constraint recurring_change_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint recurring_change_template_id_fkey FOREIGN KEY (template_id) REFERENCES template(id)
);
CREATE INDEX recurring_change_by_name ON public.recurring_change USING btree (lower(name) COLLATE "und-x-icu", id);
CREATE INDEX recurring_change_due ON public.recurring_change USING btree (due_at) WHERE (state = 'active'::text);
CREATE INDEX recurring_change_template ON public.recurring_change USING btree (template_id, lower(name) COLLATE "und-x-icu", id);
grant select, insert, update, delete on recurring_change to application;

create table recurring_slot (
  recurring_id text not null,
  slot text not null,
  change_id text not null,
  raised_at timestamp with time zone not null,
  constraint recurring_slot_pkey PRIMARY KEY (recurring_id, slot),
  constraint recurring_slot_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id),
  constraint recurring_slot_recurring_id_fkey FOREIGN KEY (recurring_id) REFERENCES recurring_change(id)
);
CREATE INDEX recurring_slot_change ON public.recurring_slot USING btree (change_id);
grant select, insert, update, delete on recurring_slot to application;

create table review_answer (
  change_id text not null,
  key text not null,
  answer text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint review_answer_pkey PRIMARY KEY (change_id, key),
  constraint review_answer_by_fkey FOREIGN KEY (by) REFERENCES person(id),
  constraint review_answer_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF answer ON public.review_answer FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on review_answer to application;

create table run_decision (
  id text not null,
  change_id text not null,
  no_return_at timestamp with time zone not null,
  words text not null,
  by text not null,
  at timestamp with time zone not null,
  constraint run_decision_pkey PRIMARY KEY (id),
  constraint run_decision_by_fkey FOREIGN KEY (by) REFERENCES person(id),
  constraint run_decision_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
CREATE INDEX run_decision_change ON public.run_decision USING btree (change_id, id);
grant select, insert, update, delete on run_decision to application;

create table saved_view (
  id text not null,
  owner_id text not null,
  name text not null,
  screen text not null,
  filters jsonb not null,
  columns text[] not null,
  shared_with text not null,
  group_id text,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  layout text not null default 'table'::text,
  grouped_by text,
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_check CHECK (((shared_with = 'group'::text) = (group_id IS NOT NULL))),
  constraint saved_view_grouped_by_check CHECK ((grouped_by = ANY (ARRAY['state'::text, 'priority'::text, 'model'::text, 'team'::text, 'assignee'::text, 'week'::text]))),
  constraint saved_view_layout_check CHECK ((layout = ANY (ARRAY['table'::text, 'board'::text]))),
  constraint saved_view_screen_check CHECK ((screen = 'changes'::text)),
  constraint saved_view_shared_with_check CHECK ((shared_with = ANY (ARRAY['nobody'::text, 'group'::text, 'everyone'::text]))),
  constraint saved_view_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id),
  constraint saved_view_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id)
);
CREATE UNIQUE INDEX saved_view_name ON public.saved_view USING btree (owner_id, lower(name));
CREATE INDEX saved_view_shared ON public.saved_view USING btree (shared_with, group_id) WHERE (shared_with <> 'nobody'::text);
grant select, insert, update, delete on saved_view to application;

create table session (
  id text not null,
  person_id text not null,
  secret_hash bytea not null,
  device text not null,
  started_at timestamp with time zone not null,
  last_used_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_secret_hash_key UNIQUE (secret_hash),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX session_ends ON public.session USING btree (ends_at);
CREATE INDEX session_newest ON public.session USING btree (person_id, id);
grant select, insert, update, delete on session to application;

create table sign_in_failure (
  id bigint not null default nextval('sign_in_failure_id_seq'::regclass),
  account text not null,
  address text not null,
  at timestamp with time zone not null,
  constraint sign_in_failure_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_failure_account ON public.sign_in_failure USING btree (account, at);
CREATE INDEX sign_in_failure_address ON public.sign_in_failure USING btree (address, at);
CREATE INDEX sign_in_failure_at ON public.sign_in_failure USING btree (at);
grant select, insert, update, delete on sign_in_failure to application;

create table sign_in_trace (
  person_id text not null,
  mark bytea not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint sign_in_trace_pkey PRIMARY KEY (person_id, mark),
  constraint sign_in_trace_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_trace_mark ON public.sign_in_trace USING btree (mark);
CREATE INDEX sign_in_trace_old ON public.sign_in_trace USING btree (last_at);
grant select, insert, update, delete on sign_in_trace to application;

create table task (
  id text not null,
  number bigint not null default nextval('task_number'::regclass),
  subject_kind text not null,
  subject text not null,
  kind text not null,
  title text not null,
  description text not null default ''::text,
  level smallint not null,
  "position" integer not null,
  owner_id text,
  group_id text,
  owner_place text,
  state text not null,
  planned_start timestamp with time zone,
  planned_end timestamp with time zone,
  evidence text not null default ''::text,
  findings text not null default ''::text,
  words text not null default ''::text,
  held text,
  created_from text not null,
  as_given boolean not null,
  late boolean not null,
  opened_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  closed_by text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  taken boolean not null default false,
  constraint task_pkey PRIMARY KEY (id),
  constraint task_number_key UNIQUE (number),
  constraint task_check CHECK ((planned_end > planned_start)),
  constraint task_check1 CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'skipped'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint task_created_from_check CHECK ((created_from = ANY (ARRAY['model'::text, 'template'::text, 'hand'::text]))),
  constraint task_kind_check CHECK ((kind = ANY (ARRAY['planning'::text, 'build'::text, 'test'::text, 'implementation'::text, 'verification'::text, 'backout'::text, 'review'::text]))),
  constraint task_level_check CHECK (((level >= 1) AND (level <= 99))),
  constraint task_owner_place_check CHECK ((owner_place = ANY (ARRAY['requester'::text, 'coordinator'::text, 'change_manager'::text, 'assignee'::text]))),
  constraint task_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'open'::text, 'in_progress'::text, 'done'::text, 'failed'::text, 'skipped'::text, 'cancelled'::text]))),
  constraint task_subject_kind_check CHECK ((subject_kind = 'change'::text)),
  constraint task_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint task_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id),
  constraint task_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id)
);
CREATE INDEX task_group_live ON public.task USING btree (group_id, number DESC) WHERE (state = ANY (ARRAY['pending'::text, 'open'::text, 'in_progress'::text, 'failed'::text]));
CREATE INDEX task_group_waits ON public.task USING btree (group_id, opened_at, subject) WHERE ((state = ANY (ARRAY['open'::text, 'in_progress'::text])) AND (held IS NULL) AND (opened_at IS NOT NULL) AND (owner_id IS NULL));
CREATE INDEX task_kind ON public.task USING btree (kind, number DESC);
CREATE INDEX task_owner ON public.task USING btree (owner_id, number DESC);
CREATE INDEX task_owner_live ON public.task USING btree (owner_id, number DESC) WHERE (state = ANY (ARRAY['pending'::text, 'open'::text, 'in_progress'::text, 'failed'::text]));
CREATE INDEX task_owner_waits ON public.task USING btree (owner_id, opened_at, subject) WHERE ((state = ANY (ARRAY['open'::text, 'in_progress'::text])) AND (held IS NULL) AND (opened_at IS NOT NULL));
CREATE INDEX task_state ON public.task USING btree (state, number DESC);
CREATE INDEX task_subject ON public.task USING btree (subject);
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF title, description, findings, evidence, words ON public.task FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on task to application;

create table task_step (
  id text not null,
  task_id text not null,
  "position" smallint not null,
  text text not null,
  minutes integer not null default 0,
  automatic boolean not null default false,
  owner_id text,
  state text not null default 'open'::text,
  at timestamp with time zone,
  by text,
  constraint task_step_pkey PRIMARY KEY (id),
  constraint task_step_check CHECK (((state = 'open'::text) = (at IS NULL))),
  constraint task_step_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'skipped'::text]))),
  constraint task_step_by_fkey FOREIGN KEY (by) REFERENCES person(id),
  constraint task_step_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES person(id),
  constraint task_step_task_id_fkey FOREIGN KEY (task_id) REFERENCES task(id)
);
CREATE INDEX task_step_owner ON public.task_step USING btree (owner_id, task_id) WHERE (owner_id IS NOT NULL);
CREATE INDEX task_step_task ON public.task_step USING btree (task_id, "position");
CREATE TRIGGER change_words AFTER INSERT OR DELETE OR UPDATE OF text ON public.task_step FOR EACH ROW EXECUTE FUNCTION change_words_follow();
grant select, insert, update, delete on task_step to application;

create table telling_choice (
  person_id text not null,
  topics jsonb not null,
  digest_hour integer not null,
  quiet_from text,
  quiet_to text,
  version integer not null,
  constraint telling_choice_pkey PRIMARY KEY (person_id),
  constraint telling_choice_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
grant select, insert, update, delete on telling_choice to application;

create table telling_rule (
  id text not null,
  name text not null,
  events text[] not null,
  state_kinds text[] not null default '{}'::text[],
  minutes integer,
  condition text,
  audience text[] not null,
  group_id text,
  bell boolean not null,
  mail boolean not null,
  chat_ids text[] not null default '{}'::text[],
  pace text not null,
  urgent boolean not null,
  active boolean not null default true,
  shipped boolean not null default false,
  version integer not null default 1,
  changed_at timestamp with time zone not null,
  constraint telling_rule_pkey PRIMARY KEY (id),
  constraint telling_rule_pace_check CHECK ((pace = ANY (ARRAY['at_once'::text, 'daily'::text]))),
  constraint telling_rule_group_id_fkey FOREIGN KEY (group_id) REFERENCES person_group(id)
);
CREATE UNIQUE INDEX telling_rule_name ON public.telling_rule USING btree (lower(name));
grant select, insert, update, delete on telling_rule to application;

create table template (
  id text not null,
  key text not null,
  name text not null,
  description text not null,
  category text not null,
  model_id text not null,
  current_version integer,
  version integer not null default 1,
  created_at timestamp with time zone not null,
  search text generated always as (lower(((((((name || ' '::text) || key) || ' '::text) || category) || ' '::text) || description))) stored,
  constraint template_pkey PRIMARY KEY (id),
  constraint template_key_key UNIQUE (key),
  constraint template_model_id_fkey FOREIGN KEY (model_id) REFERENCES model(id)
);
CREATE INDEX template_by_name ON public.template USING btree (lower(name) COLLATE "und-x-icu", id);
CREATE INDEX template_category ON public.template USING btree (lower(category)) WHERE (category <> ''::text);
CREATE UNIQUE INDEX template_name ON public.template USING btree (lower(name));
grant select, insert, update, delete on template to application;

create table template_version (
  template_id text not null,
  template_version integer not null,
  state text not null,
  previous integer,
  content jsonb not null,
  writers text[] not null,
  note text not null default ''::text,
  proposed_by text,
  proposed_at timestamp with time zone,
  published_by text,
  published_at timestamp with time zone,
  returned_by text,
  returned_at timestamp with time zone,
  returned_words text,
  retires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint template_version_pkey PRIMARY KEY (template_id, template_version),
  constraint template_version_check CHECK (((state <> ALL (ARRAY['published'::text, 'retiring'::text])) OR (published_at IS NOT NULL))),
  constraint template_version_check1 CHECK (((published_by IS NULL) OR (published_by <> ALL (writers)))),
  constraint template_version_check2 CHECK (((state = 'retiring'::text) <= (retires_at IS NOT NULL))),
  constraint template_version_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'proposed'::text, 'published'::text, 'retiring'::text, 'retired'::text]))),
  constraint template_version_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES person(id),
  constraint template_version_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id),
  constraint template_version_returned_by_fkey FOREIGN KEY (returned_by) REFERENCES person(id),
  constraint template_version_template_id_fkey FOREIGN KEY (template_id) REFERENCES template(id)
);
CREATE UNIQUE INDEX template_version_in_force ON public.template_version USING btree (template_id) WHERE (state = ANY (ARRAY['published'::text, 'retiring'::text]));
CREATE UNIQUE INDEX template_version_in_work ON public.template_version USING btree (template_id) WHERE (state = ANY (ARRAY['draft'::text, 'proposed'::text]));
CREATE INDEX template_version_retiring ON public.template_version USING btree (retires_at) WHERE (state = 'retiring'::text);
CREATE TRIGGER template_version_fixed BEFORE DELETE OR UPDATE ON public.template_version FOR EACH ROW EXECUTE FUNCTION template_version_is_fixed();
grant select, insert, update, delete on template_version to application;

create table watcher (
  subject text not null,
  person_id text not null,
  added_by text not null,
  at timestamp with time zone not null,
  constraint watcher_pkey PRIMARY KEY (subject, person_id),
  constraint watcher_added_by_fkey FOREIGN KEY (added_by) REFERENCES person(id),
  constraint watcher_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id)
);
CREATE INDEX watcher_person ON public.watcher USING btree (person_id, subject);
grant select, insert, update, delete on watcher to application;

create table window_extension (
  id text not null,
  change_id text not null,
  minutes integer not null,
  words text not null,
  state text not null,
  needed smallint not null,
  asked_by text not null,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint window_extension_pkey PRIMARY KEY (id),
  constraint window_extension_check CHECK (((state = 'asked'::text) = (ended_at IS NULL))),
  constraint window_extension_minutes_check CHECK (((minutes >= 1) AND (minutes <= 1440))),
  constraint window_extension_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint window_extension_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES person(id),
  constraint window_extension_change_id_fkey FOREIGN KEY (change_id) REFERENCES change(id)
);
CREATE INDEX window_extension_change ON public.window_extension USING btree (change_id, id);
CREATE UNIQUE INDEX window_extension_open ON public.window_extension USING btree (change_id) WHERE (state = 'asked'::text);
grant select, insert, update, delete on window_extension to application;
