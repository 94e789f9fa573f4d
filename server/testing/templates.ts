import {
  createTemplateRoute,
  proposeTemplateRoute,
  publishTemplateRoute,
  raiseFromTemplateRoute,
  type TemplateDetail,
} from '@interlock/contract/templates.ts';
import type { Client } from './world.ts';

/** All that pre-approval is about; whoever raises it names the host. */
export const rotation = {
  name: 'Rotate a certificate',
  description: 'For hosts behind the load balancer.',
  category: 'Certificates',
  preset: {
    summary: 'The certificate of a host is replaced before it expires.',
    implementationPlan: '1. Drain the host\n2. Replace the certificate\n3. Take the host in again',
    backoutPlan: '1. Put the old certificate back',
    impact: 'low' as const,
    reason: 'It expires.',
  },
  required: ['systemsAffected' as const],
  locked: ['implementationPlan' as const, 'backoutPlan' as const],
  minutes: 30,
};

/** A template as it was written and approved by two people. */
export async function publishedTemplate(
  by: { author: Client; publisher: Client },
  over: Record<string, unknown> = {},
): Promise<TemplateDetail> {
  const { id: templateId, version } = await by.author.call(createTemplateRoute, { ...rotation, ...over });
  const proposed = await by.author.call(proposeTemplateRoute, { templateId, version });
  return by.publisher.call(publishTemplateRoute, { templateId, version: proposed.version });
}

/** A night's window of the day, in Amsterdam. */
export const tonight = { start: '2026-03-02T22:00', end: '2026-03-02T23:00', zone: 'Europe/Amsterdam' };

export const raiseFrom = (by: Client, templateId: string, over: Record<string, unknown> = {}) =>
  by.call(raiseFromTemplateRoute, { templateId, title: 'Rotate web-1', systemsAffected: 'web-1', ...over });
