import { type AnyJob, type ClockJob, job } from '../../platform/jobs/jobs.ts';
import { type Compose, POST, SEND, sendDelivery } from './send-delivery.ts';
import { bundleDigests, sweepDeliveries, tidyDeliveries } from './sweep-deliveries.ts';

/** `compose` comes from a later feature: what is said is no business of who sends it. */
export const deliveryJobs = (compose: Compose): AnyJob[] => [
  ...[SEND, POST].map((queue) =>
    job<{ deliveryId: string }>({ queue, handle: (ctx, data) => sendDelivery(ctx, compose, data) }),
  ),
];

export const deliveryClock: ClockJob[] = [
  { name: 'deliveries.bundle', everyMinutes: 1, run: bundleDigests },
  { name: 'deliveries.sweep', everyMinutes: 1, run: sweepDeliveries },
  { name: 'deliveries.tidy', everyMinutes: 24 * 60, run: tidyDeliveries },
];
