import type { raiseFromTemplateRoute, TemplateContent } from '@interlock/contract/templates.ts';
import type { z } from 'zod';
import type { Ctx } from '../../platform/ctx.ts';
import type { Reads, Tx } from '../../platform/database/db.ts';
import { must, refuse } from '../../platform/refusal.ts';
import { instantOf, isLocalTime } from '../../platform/time.ts';
import { moveOnward } from '../change-flow/index.ts';
import type { Guard } from '../change-guards/index.ts';
import { bearChange, faultsIn, giveTasks, type Written } from '../changes/index.ts';
import { fieldsOf, isInForce } from './template.rules.ts';
import { holdTemplate, loadTemplate, type Template, type Version } from './template.store.ts';

export type Raise = z.output<typeof raiseFromTemplateRoute.input>;

/**
 * A change is born of the version that is in force at this moment: until the transaction ends nothing is published or retired.
 * It goes on to its next state at once where all is there for whoever acts.
 */
export async function raiseWithin(
  tx: Tx,
  ctx: Ctx,
  guards: readonly Guard[],
  { templateId, templateVersion, ...given }: Raise,
): Promise<string> {
  const template = await holdTemplate(tx, templateId);
  const version = inForce(template, ctx.now);
  if (templateVersion !== undefined && templateVersion !== version.templateVersion) {
    refuse('changed_meanwhile', `Version ${version.templateVersion} of this template is in force now.`, {
      next: 'Look at what it presets now, and raise the change again.',
    });
  }
  const fields: Written = must(fieldsOf(version.content, given));
  mustLieAhead(ctx, fields);
  const origin = originOf(template, version);
  const change = await bearChange(tx, ctx, { modelId: template.modelId, fields, origin });
  await giveTasks(tx, ctx, { change, tasks: version.content.tasks, from: 'template' });
  await moveOnward(tx, ctx, guards, change.id);
  return change.id;
}

/** Refuses what could not be raised now, without raising it: for what is raised later by itself. */
export async function mustBeRaisable(
  reads: Reads,
  ctx: Ctx,
  { templateId, fields }: { templateId: string; fields: Written },
): Promise<void> {
  const { content } = inForce(await loadTemplate(reads, templateId), ctx.now);
  const under = (path: string) => `fields.${path}`;
  const verdict = fieldsOf(content, fields);
  if (!verdict.ok) {
    const errors = verdict.errors?.map(({ path, message }) => ({ path: under(path), message }));
    refuse(verdict.code, verdict.because, { ...verdict, ...(errors && { errors }) });
  }
  const errors = (await faultsIn(reads, fields)).map(({ path, message }) => ({ path: under(path), message }));
  if (errors.length > 0) refuse('invalid', `Look at ${errors.map(({ path }) => path).join(', ')}.`, { errors });
}

function inForce({ last }: Template, now: Date): Version {
  if (last && isInForce(last, now)) return last;
  const because = last ? 'It is retired: no change is raised from it any more.' : 'It has not been published yet.';
  return refuse('template_not_in_force', because, {
    next: last
      ? 'Choose another template, or raise a normal change.'
      : 'A change manager who did not write it publishes it; until then raise a normal change.',
  });
}

const originOf = (template: Template, { templateVersion, content }: Version) => ({
  templateId: template.id,
  templateVersion,
  name: content.name,
  locked: lockedOn(content),
  required: [...content.required],
});

/** The plan is its steps too. */
const lockedOn = ({ locked }: TemplateContent): string[] => [...locked, 'steps'];

/** What has ended cannot be planned; a mistyped year is said here and not found on the change. */
function mustLieAhead(ctx: Ctx, { window }: Written): void {
  if (!window || !isLocalTime(window.end) || instantOf(window.end, window.zone) > ctx.now) return;
  refuse('invalid', 'The window has ended already.', {
    errors: [{ path: 'window.end', message: 'The end of the window must lie ahead.' }],
  });
}
