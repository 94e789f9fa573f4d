import type { Role, Scope } from '@interlock/contract/permissions.ts';
import { t } from '@lingui/core/macro';

export const roleWord = (role: Role): string => roleWords[role]();
export const roleHelp = (role: Role): string => roleHelps[role]();
export const scopeHelp = (scope: Scope): string => scopeHelps[scope]();

const roleWords: Record<Role, () => string> = {
  initiator: () => t`Initiator`,
  coordinator: () => t`Coordinator`,
  change_manager: () => t`Change manager`,
  approver: () => t`Approver`,
  specialist: () => t`Specialist`,
  release_manager: () => t`Release manager`,
  auditor: () => t`Auditor`,
  administrator: () => t`Administrator`,
};

const roleHelps: Record<Role, () => string> = {
  initiator: () => t`Raises changes and answers questions about them.`,
  coordinator: () => t`Prepares changes and takes them through assessment; may raise emergencies.`,
  change_manager: () => t`Answers for the whole journey: schedules, closes, may raise emergencies.`,
  approver: () => t`Decides on what they are asked; alone, sees only that.`,
  specialist: () => t`Carries changes out; may raise emergencies.`,
  release_manager: () => t`Coordinates releases; may raise emergencies.`,
  auditor: () => t`Reads every change and the audit log; alters nothing.`,
  administrator: () => t`Invites people, keeps groups, writes and publishes models, imports, reads the audit log.`,
};

const scopeHelps: Record<Scope, () => string> = {
  read: () => t`Read changes, people and models`,
  change: () => t`Raise, edit, move and comment on changes`,
  approve: () => t`Approve, reject and ask for information`,
  models: () => t`Write change models and lay them before others`,
  import: () => t`Import changes`,
  audit: () => t`Read the audit log`,
  people: () => t`Deactivate people and keep groups`,
  operate: () => t`Say who is told what, and look after what is sent`,
};
