-- All that is said of a change, to be searched: what is written on it, its plans with their tasks and steps, how it ended, what people
-- said. The column `change.search` keeps what the change itself says; it is in the row, and lists are walked by it.
-- A table of its own, so that `change` is not written anew. What is there already is taken in by the clock, the newest first.
create table change_words (
  change_id text primary key,
  number bigint not null,
  search tsvector not null
);
create index change_words_search on change_words using gin (search);

-- How far the clock has come: it takes in what is numbered below. No row once all is taken in.
create table change_words_left (
  below bigint not null
);
insert into change_words_left select max(number) + 1 from change having count(*) > 0;

-- Whose words are to be taken in anew, by the same clock: whoever writes does not wait for it. A row for each act, since two may write
-- on one change at a time, and what the later wrote is taken in once it is there.
create table change_words_due (
  id bigint generated always as identity primary key,
  change_id text not null
);

-- The signs are those by which `change.search` parts words.
create function words_parted(said text) returns text language sql immutable parallel safe
return regexp_replace(said,
  '[\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u2000-\u206F\u20A0-\u20CF\u2190-\u2426\u2500-\u2775\u2794-\u2BFF\u3000-\u3004\u3008-\u3020\u3030\uFE0F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\U0001F000-\U0001FAFF]',
  ' ', 'g');

-- Each part has a weight of its own, by which it is told where a word stands: A the plans, B how it ended, C what people said, D the rest.
create function words_weighed(by regconfig, parts text[]) returns tsvector language sql immutable parallel safe
return setweight(to_tsvector(by, parts[1]), 'D') || setweight(to_tsvector(by, parts[2]), 'A')
  || setweight(to_tsvector(by, parts[3]), 'B') || setweight(to_tsvector(by, parts[4]), 'C');

-- A name of several words is kept whole too, behind a sign that nobody can type: a tsvector keeps but 256 places of a word, so that in a
-- list of 300 hosts the words of the last would not stand side by side.
create function names_whole(said text) returns tsvector language sql immutable parallel safe
return array_to_tsvector(array(
  select distinct '=' || lower(name[1]) from regexp_matches(said, '([A-Za-z0-9]+(?:[-.:@_]+[A-Za-z0-9]+)+)', 'g') name
  where length(name[1]) <= 200));

-- The words as they stand, and the stems of those that English bends, where the stem is no word of the text itself.
create function words_of(parts text[]) returns tsvector language plpgsql immutable parallel safe as $$
declare
  parted text[] := array(select words_parted(part) from unnest(parts) with ordinality of (part, at) order by at);
  typed tsvector := words_weighed('simple', parted);
begin
  return typed || ts_delete(words_weighed('english', parted), tsvector_to_array(typed)) || names_whole(array_to_string(parts, ' '));
end $$;

-- A word as the beginning of one, or another form of it; `part` is the weight of where it must stand. It is left out where any will do:
-- of a query with a weight each row that the index finds is read once more.
create function word_forms(word text, part text) returns tsquery language sql immutable parallel safe
return coalesce(
  to_tsquery('simple', '''' || word || ''':*' || part)
    || ('''' || (ts_lexize('english_stem', word))[1] || '''' || coalesce(':' || nullif(part, ''), ''))::tsquery,
  to_tsquery('simple', '''' || word || ''':*' || part));

-- Of the newest changes only those that lie near each other by number are asked for: each knows to which 1,024 it belongs.
create function change_words_of(of_change text) returns tsvector language plpgsql stable as $$
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
end $$;

-- Notes on whose change something was written, or was taken away.
create function change_words_follow() returns trigger language plpgsql as $$
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
end $$;

create trigger change_words after insert or delete or update of
  title, source_number, summary, systems_affected, description, reason, people_impacted, if_not_done, cannot_wait, risk_assessment,
  benefit, cost, cost_of_not_doing, links, contacts, implementation_plan, backout_plan, test_plan, communication_plan, closure_notes,
  reported_notes, cancel_words, hold_reason
  on change for each row execute function change_words_follow();
create trigger change_words after insert or delete or update of title, description, findings, evidence, words
  on task for each row execute function change_words_follow();
create trigger change_words after insert or delete or update of text
  on task_step for each row execute function change_words_follow();
create trigger change_words after insert or delete or update of answer
  on review_answer for each row execute function change_words_follow();
create trigger change_words after insert or delete or update of words, answer
  on approval_question for each row execute function change_words_follow();
create trigger change_words after insert or delete or update of comment
  on approval_vote for each row execute function change_words_follow();
create trigger change_words after insert or delete or update of text
  on comment for each row execute function change_words_follow();
