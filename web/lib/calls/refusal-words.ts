import { t } from '@lingui/core/macro';
import type { Refusal } from './refusal.ts';

/** A refusal as people read it: what is wrong, and what to do now. */
export type RefusalWords = { title: string; next: string };

const internal = (): RefusalWords => ({
  title: t`Something broke on our side`,
  next: t`Try again. If it stays, tell your administrator when it happened.`,
});

const told: Partial<Record<Refusal['code'], () => RefusalWords>> = {
  unreachable: () => ({
    title: t`The server can't be reached`,
    next: t`Nothing was lost. Check the connection and try again.`,
  }),
  unavailable: () => ({
    title: t`The database can't be reached just now`,
    next: t`Nothing was half done. Try again in a moment.`,
  }),
  internal,
  invalid: () => ({ title: t`Some of what you entered isn't right`, next: t`Mend what is marked and try again.` }),
  not_signed_in: () => ({ title: t`You are signed out`, next: t`Sign in again; you come back to this page.` }),
  bad_credentials: () => ({
    title: t`That e-mail and password don't match`,
    next: t`Check both. If you forgot the password, ask an administrator for a reset link.`,
  }),
  forbidden: () => ({
    title: t`You may not do this`,
    next: t`It takes a role that you don't hold. An administrator can give it.`,
  }),
  session_required: () => ({ title: t`This takes a signed-in browser`, next: t`Sign in here and try again.` }),
  second_person: () => ({
    title: t`You wrote it, so somebody else looks at it`,
    next: t`Propose it, and ask another administrator to publish it.`,
  }),
  model_faulty: () => ({ title: t`The model has faults`, next: t`Mend what is named, then try again.` }),
  draft_proposed: () => ({
    title: t`The model is proposed`,
    next: t`Take it back first, then write on it.`,
  }),
  already_drafted: () => ({
    title: t`Somebody is writing on this model already`,
    next: t`Open the draft that there is.`,
  }),
  own_change: () => ({
    title: t`Nobody decides on their own change`,
    next: t`Somebody else who is asked has to decide.`,
  }),
  not_an_approver: () => ({ title: t`You aren't asked to decide on this`, next: t`The approvals list shows who is.` }),
  not_a_deputy: () => ({
    title: t`You don't stand in for this person`,
    next: t`They name their deputy in their profile.`,
  }),
  not_found: () => ({
    title: t`There is nothing here, or it isn't yours to see`,
    next: t`Check the number, or go back to the list.`,
  }),
  changed_meanwhile: () => ({
    title: t`It changed while you were looking`,
    next: t`Your words are kept here. Look at the newest version, then try again.`,
  }),
  move_refused: () => ({ title: t`This isn't possible yet`, next: t`What is still missing stands below.` }),
  decide_first: () => ({
    title: t`The point of no return has passed`,
    next: t`Decide to go on in the run view and say why, or back out. More time moves the point.`,
  }),
  extension_closed: () => ({
    title: t`Somebody else has decided on it already`,
    next: t`Reload to see how it ended.`,
  }),
  link_decided: () => ({ title: t`It is decided already`, next: t`Reload to see how.` }),
  improvement_over: () => ({ title: t`It is over`, next: t`Take it up again first: set its state to open.` }),
  announcement_passed: () => ({ title: t`That moment has passed`, next: t`Send it now instead.` }),
  announcement_nobody: () => ({
    title: t`It would reach nobody`,
    next: t`On the page Communication a change manager or an administrator says where an audience is reached.`,
  }),
  announcement_over: () => ({ title: t`It was sent or withdrawn`, next: t`Write a new one.` }),
  audience_kept: () => ({ title: t`This audience stays`, next: t`Leave it empty: it then reaches nobody.` }),
  nothing_to_grant: () => ({ title: t`Nothing here waits for that`, next: t`Reload to see what is missing now.` }),
  no_such_move: () => ({ title: t`The model has no such move`, next: t`Reload to see what is possible now.` }),
  on_hold: () => ({
    title: t`It is on hold`,
    next: t`Whoever put it on hold, a coordinator or a change manager lets it go on.`,
  }),
  not_on_hold: () => ({ title: t`It is not on hold`, next: t`Reload to see where it stands.` }),
  change_fixed: () => ({
    title: t`The work has begun`,
    next: t`What was approved is fixed from here on. Add a comment instead.`,
  }),
  model_fixed: () => ({
    title: t`The model can change in draft only`,
    next: t`Cancel this change and raise another on the right model.`,
  }),
  template_only: () => ({
    title: t`This model is raised from a template`,
    next: t`Choose a template. Coordinators and specialists write new ones, and a change manager publishes them.`,
  }),
  template_not_in_force: () => ({
    title: t`No version of this template is in force`,
    next: t`Choose another template, or raise a normal change.`,
  }),
  template_state: () => ({
    title: t`The template has moved on`,
    next: t`Reload to see where it stands and what is possible now.`,
  }),
  own_template: () => ({
    title: t`Nobody publishes what they wrote`,
    next: t`Another change manager publishes it. An administrator can give somebody that role.`,
  }),
  recurring_state: () => ({
    title: t`The recurring change has moved on`,
    next: t`Reload to see where it stands and what is possible now.`,
  }),
  field_locked: () => ({
    title: t`The template fixes this`,
    next: t`It stays as it was approved. What must be otherwise is raised as a normal change.`,
  }),
  round_closed: () => ({ title: t`This round is closed`, next: t`Reload to see its outcome.` }),
  round_not_stuck: () => ({ title: t`This round can still be decided`, next: t`The people it asks can vote.` }),
  already_voted: () => ({ title: t`You have decided already`, next: t`Your vote is on record. Reload to see it.` }),
  nothing_to_withdraw: () => ({
    title: t`There is no yes of yours to take back`,
    next: t`Reload to see how the round stands.`,
  }),
  not_in_bulk: () => ({ title: t`This is decided one by one`, next: t`Open it and decide there.` }),
  deputy_named: () => ({ title: t`You have a deputy in these days already`, next: t`End that one first.` }),
  import_state: () => ({ title: t`The file is not at that point`, next: t`Reload to see how far it is.` }),
  question_open: () => ({
    title: t`Your question still waits for its answer`,
    next: t`You can approve or reject without it.`,
  }),
  already_answered: () => ({ title: t`That question is answered`, next: t`Reload to read the answer.` }),
  not_your_task: () => ({ title: t`This task isn't yours`, next: t`Ask a coordinator to hand it over to you.` }),
  task_waits: () => ({ title: t`It isn't the turn of this task`, next: t`What comes before it has to be over first.` }),
  task_over: () => ({ title: t`This task is over`, next: t`Reload to see how it ended.` }),
  task_held: () => ({ title: t`This task is on hold`, next: t`A coordinator takes the change off hold.` }),
  steps_open: () => ({ title: t`Steps are still open`, next: t`Tick or skip them, or say that the rest is done.` }),
  level_passed: () => ({ title: t`What comes after has begun`, next: t`Put it on a later level.` }),
  in_progress: () => ({ title: t`The same request is still being carried out`, next: t`Wait a moment, then reload.` }),
  done_before: () => ({
    title: t`This was done already`,
    next: t`Its secret was shown once. Make a new one if it is lost.`,
  }),
  already_set_up: () => ({ title: t`Interlock is set up already`, next: t`Sign in instead.` }),
  email_taken: () => ({
    title: t`Somebody with this e-mail is here already`,
    next: t`Look for them in the list of people.`,
  }),
  name_taken: () => ({ title: t`That name is taken`, next: t`Choose another name.` }),
  last_administrator: () => ({
    title: t`The last administrator stays`,
    next: t`Make somebody else an administrator first.`,
  }),
  person_inactive: () => ({
    title: t`This person is deactivated`,
    next: t`Choose somebody else, or let them in again first.`,
  }),
  link_spent: () => ({ title: t`This link was used or has expired`, next: t`Ask an administrator for a new one.` }),
  too_large: () => ({ title: t`That is too large`, next: t`Shorten it and try again.` }),
  too_many_files: () => ({
    title: t`There are as many files as can be`,
    next: t`Remove one, or put several into one.`,
  }),
  file_refused: () => ({ title: t`This file isn't taken in`, next: t`Send it in another form.` }),
  file_lost: () => ({ title: t`The file isn't where it was kept`, next: t`Tell your operator: a backup has it.` }),
  disk_full: () => ({ title: t`The server has no room for it`, next: t`Tell your operator, and try again later.` }),
  too_many_tries: () => ({ title: t`Too many wrong tries`, next: t`Wait a quarter of an hour, then try again.` }),
  too_many_requests: () => ({ title: t`Too many requests`, next: t`Wait a moment, then try again.` }),
};

/** Every code has words; one that is unknown here falls back on the server's own title. */
export function wordsOf(refusal: Refusal): RefusalWords {
  const { title, next } = told[refusal.code]?.() ?? (refusal.title ? { title: refusal.title, next: '' } : internal());
  return { title, next: refusal.next || next };
}

/** Of something that was only looked for: nothing was entered, so an address that cannot be has nothing behind it. */
export const wordsOfRead = (refusal: Refusal): RefusalWords =>
  wordsOf(refusal.code === 'invalid' ? { ...refusal, code: 'not_found' } : refusal);
