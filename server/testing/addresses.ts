/** How the ids begin that stand in the paths of calls. */
const prefixes: Record<string, string> = {
  changeId: 'chg',
  personId: 'usr',
  deputyId: 'dep',
  groupId: 'grp',
  sessionId: 'ses',
  tokenId: 'tok',
  taskId: 'tsk',
  stepId: 'stp',
  extensionId: 'ext',
  improvementId: 'imp',
  linkId: 'lnk',
  audienceId: 'aud',
  announcementId: 'ann',
  modelId: 'mdl',
  proposalId: 'prp',
  templateId: 'tpl',
  recurringId: 'rec',
  notificationId: 'ntf',
  viewId: 'vew',
  fileId: 'fil',
  runId: 'imr',
  deliveryId: 'dlv',
  noticeId: 'ntc',
  chatId: 'cht',
  ruleId: 'rul',
};

/** A call's path with the ids that are given, and well-formed ids of nothing in the other places. */
export const addressOf = (path: string, known: Readonly<Record<string, string>> = {}): string =>
  path.replace(/:(\w+)/g, (_match, name: string) => {
    const prefix = prefixes[name];
    if (prefix === undefined) throw new Error(`${path}: say in server/testing/addresses.ts how a ${name} begins`);
    return known[name] ?? `${prefix}_nothing`;
  });
