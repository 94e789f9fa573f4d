export { chatsByIds, findChat } from './chat.store.ts';
export {
  type Delivery,
  dropDeliveries,
  entriesOf,
  isLinkSpent,
  type NewDelivery,
  spendLink,
  troubledBy,
} from './delivery.store.ts';
export { holdOutbound, outboundHold } from './hold.store.ts';
export { mailSecret, queue, sealedAs } from './queue.step.ts';
export type { Compose, Composed } from './send-delivery.ts';
export { subjectLabel } from './subject-label.view.ts';
