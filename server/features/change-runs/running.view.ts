// Reads: change, model_version, task, task_step, window_extension, and change_run of this feature.
import { sql } from 'kysely';
import type { Reads } from '../../platform/database/db.ts';

/**
 * Runs that the clock may have something to say of, those whose window ends first. The sum of all lines of the way back and of
 * the check is at least what going back takes, so none comes too late; whether it is time is judged under the change's lock.
 */
export async function nearRuns(reads: Reads, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select run.id from (
      select c.id, c.model_id, c.model_version, c.planned_end + make_interval(mins => (
        select coalesce(sum(e.minutes), 0)::int from window_extension e where e.change_id = c.id and e.state = 'granted')) as ends
      from change c
      where c.state_kind = 'implement' and not c.imported and c.planned_end is not null) run
    join model_version v on v.model_id = run.model_id and v.version = run.model_version
    left join change_run marks on marks.change_id = run.id
    where (marks.overran_for is null or marks.overran_for < run.ends)
      and run.ends - make_interval(mins => coalesce((v.definition -> 'run' ->> 'noticeMinutes')::int, 15) + (
        select coalesce(sum(s.minutes), 0)::int from task t join task_step s on s.task_id = t.id
        where t.subject = run.id and t.kind in ('backout', 'verification'))) <= ${now}
    order by run.ends, run.id
    limit ${limit}`.execute(reads);
  return rows.map(({ id }) => id);
}
