import type { NotificationKind } from '@interlock/contract/notifications.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { localOf } from '../../platform/time.ts';
import { type Compose, type Composed, type Delivery, entriesOf, findChat, sealedAs } from '../deliveries/index.ts';
import { organisation, peopleByIds } from '../identity/index.ts';
import { announcementLetter } from './announcement-letter.view.ts';
import { becauseOf } from './because.rules.ts';
import { chatLook } from './chat-look.rules.ts';
import { decisionUrl, openFor } from './decision-link.view.ts';
import { htmlOf, type Letter, oneLine, textOf } from './letter.rules.ts';
import { sentenceOf } from './sentences.rules.ts';
import { whyOver } from './still-so.view.ts';
import { clock, mayHearOf, type Recipient, recipientOf, type Subject, subjectOf } from './subject.view.ts';

/** Says what a delivery says, as things are now; or why it is not sent any more. */
export const compose: Compose = async (ctx, delivery) => {
  if (delivery.chatId !== null) return post(ctx, delivery, delivery.chatId);
  if (delivery.address !== null) return mailAnnounced(ctx, delivery, delivery.address);
  const to = await recipientOf(ctx, delivery.personId ?? '');
  if (!to?.active) return { drop: 'They are deactivated.' };
  const { kind } = delivery;
  if (kind === 'invitation' || kind === 'reset') return secretMail(ctx, delivery, to);
  if (kind === 'test') return mail(to, testLetter(ctx), null);
  if (kind === 'digest') return digestMail(ctx, delivery, to);
  if (kind === 'announcement') return mailAnnounced(ctx, delivery, to.email);
  return actMail(ctx, { ...delivery, kind }, to);
};

const mail = (to: Pick<Recipient, 'email'>, letter: Letter, thread: string | null): Composed => ({
  mail: { to: to.email, subject: letter.subject, text: textOf(letter), html: htmlOf(letter), thread },
});

async function mailAnnounced(ctx: Ctx, delivery: Delivery, email: string): Promise<Composed> {
  const letter = await announcementLetter(ctx, delivery);
  return 'drop' in letter ? letter : mail({ email }, letter, delivery.subject);
}

type Act = Delivery & { kind: NotificationKind };

async function actMail(ctx: Ctx, act: Act, to: Recipient): Promise<Composed> {
  const subject = act.subject === null ? undefined : await subjectOf(ctx, act.subject);
  if (!subject) return { drop: 'What it is about is not there any more.' };
  if (!(await mayHearOf(ctx, subject, to))) return { drop: 'It is no longer theirs to see.' };
  const over = subject.change && (await whyOver(ctx, act, subject.change));
  if (over) return { drop: over };
  const letter = await letterOf(ctx, act, subject);
  return mail(to, { ...letter, decide: await decideOf(ctx, act, subject, to) }, act.subject);
}

/** Whoever is asked themself by one round gets a link that decides on it; by several, they decide on the page. */
async function decideOf(ctx: Ctx, act: Act, { change }: Subject, to: Recipient): Promise<Letter['decide']> {
  if (!change || change.hold !== null || (act.kind !== 'decision_asked' && act.kind !== 'reminder')) return undefined;
  const [round, ...more] = await openFor(ctx, change, to.id);
  if (!round || more.length > 0) return undefined;
  return { label: 'Look and decide', url: decisionUrl(ctx, act.id, to.id, change, round) };
}

async function letterOf(ctx: Ctx, act: Act, subject: Subject): Promise<Letter> {
  const always = {
    because: becauseOf(act.kind),
    settings: `${ctx.publicUrl}/profile`,
    open: ofTheRun.has(act.kind)
      ? { label: `Open the run of ${subject.label}`, url: `${subject.url}/run` }
      : { label: `Open ${subject.label}`, url: subject.url },
  };
  if (subject.restricted) {
    const says = [`There is something new about ${subject.label}, which is restricted. Sign in to read it.`];
    return { subject: subject.label, says, ...always };
  }
  return {
    ...always,
    subject: titleOf(subject),
    says: [sentenceOf(act.kind, await nameOf(ctx, act.byId), act.parts), titleOf(subject)],
    quote: act.parts.words || undefined,
    facts: [...subject.facts, ...(await factsOf(ctx, act, subject))],
  };
}

const ofTheRun: ReadonlySet<NotificationKind> = new Set([
  'no_return_near',
  'no_return_passed',
  'window_overrun',
  'extension_asked',
  'extension_granted',
  'extension_refused',
  'backing_out',
]);

/** What of the change belongs to this act: what one decides on, or when it is too late. */
async function factsOf(ctx: Ctx, { kind, parts }: Act, { change }: Subject): Promise<[string, string][]> {
  if (!change) return [];
  if (parts.at && change.window) {
    const { zone } = change.window;
    return [['Point of no return', `${clock(localOf(new Date(parts.at), zone))} (${zone})`]];
  }
  if (kind !== 'decision_asked' && kind !== 'reminder') return [];
  const facts: [string, string | null][] = [
    ['Asked for by', await nameOf(ctx, change.requesterId)],
    ['Summary', change.summary],
    ['Reason', change.reason],
  ];
  return facts.flatMap(([label, value]) => (value?.trim() ? [[label, value.trim()]] : []));
}

const titleOf = ({ label, title }: Subject): string => oneLine(`${label}: ${title}`);

async function nameOf(ctx: Ctx, id: string | null): Promise<string | null> {
  return id === null ? null : ((await peopleByIds(ctx.db, [id])).get(id)?.name ?? null);
}

/** One for each change, with all that happened to it; nothing of what the reader may no longer see. */
async function digestMail(ctx: Ctx, digest: Delivery, to: Recipient): Promise<Composed> {
  const bySubject = Map.groupBy(await entriesOf(ctx.db, digest.id), ({ subject }) => subject ?? '');
  const entries: NonNullable<Letter['entries']>[number][] = [];
  for (const [id, acts] of bySubject) {
    const subject = await subjectOf(ctx, id);
    if (!subject || !(await mayHearOf(ctx, subject, to))) continue;
    const asked = await stillAsked(ctx, acts, subject);
    if (asked.length === 0) continue;
    const { url, restricted } = subject;
    const says = restricted ? ['There is something new about it. Sign in to read it.'] : await saidOf(ctx, asked);
    entries.push({ title: restricted ? subject.label : titleOf(subject), url, says });
  }
  if (entries.length === 0) return { drop: 'Nothing in it is asked or theirs to see any more.' };
  const subject = `Interlock: what happened to ${entries.length === 1 ? (entries[0]?.title ?? '') : `${entries.length} changes`}`;
  const because = 'You get this once a day, with what need not reach you at once.';
  return mail(to, { subject, says: [], entries, because, settings: `${ctx.publicUrl}/profile` }, null);
}

/** What is over by the time of the mail is left out of it, as a mail of its own would not be sent. */
async function stillAsked(ctx: Ctx, acts: readonly Delivery[], { change }: Subject): Promise<Delivery[]> {
  if (!change) return [...acts];
  const over = await Promise.all(acts.map((act) => whyOver(ctx, act, change)));
  return acts.filter((_act, at) => over[at] === undefined);
}

async function saidOf(ctx: Ctx, acts: readonly Delivery[]): Promise<string[]> {
  const people = await peopleByIds(
    ctx.db,
    acts.flatMap(({ byId }) => byId ?? []),
  );
  return acts.map(({ kind, byId, parts }) => {
    // `as`: nothing but acts is gathered in a digest.
    const said = sentenceOf(kind as NotificationKind, people.get(byId ?? '')?.name ?? null, parts);
    return parts.words ? `${said} “${parts.words}”` : said;
  });
}

/** An invitation or a reset link. Once it was sent, no copy of it is left here. */
async function secretMail(ctx: Ctx, { kind, personId, sealed, byId }: Delivery, to: Recipient): Promise<Composed> {
  const link = sealed && ctx.outside.secrets.open(sealed, sealedAs({ kind, personId }));
  if (!link) return { drop: 'Its link cannot be read any more. Make a new one.' };
  const by = (await nameOf(ctx, byId)) ?? 'The operator';
  const invited = kind === 'invitation';
  const where = (await organisation(ctx.db))?.name;
  const interlock = where ? `Interlock of ${where}` : 'Interlock';
  return mail(
    to,
    {
      subject: invited ? `You are invited to ${interlock}` : 'Choose a new password for Interlock',
      says: [
        `Hello ${to.name},`,
        invited
          ? `${by} invites you to ${interlock}, where changes to services are asked for, decided on and carried out.`
          : `${by} made a link for you with which you choose a new password.`,
        'The link works once. Whoever has it can use it, so do not hand it on.',
      ],
      open: { label: invited ? 'Choose a password' : 'Choose a new password', url: link },
      because: invited
        ? 'If you expected no invitation, leave it: the link expires by itself.'
        : 'If you asked for no new password, tell an administrator.',
    },
    null,
  );
}

const testLetter = (ctx: Ctx): Letter => ({
  subject: 'Interlock: a test',
  says: ['This is a test. What Interlock sends arrives here.'],
  open: { label: 'Open Interlock', url: ctx.publicUrl },
  because: 'Somebody who runs Interlock tried whether it arrives.',
});

async function post(ctx: Ctx, act: Delivery, chatId: string): Promise<Composed> {
  const chat = await findChat(ctx.db, chatId);
  if (!chat?.active) return { drop: 'The room is switched off.' };
  const url = ctx.outside.secrets.open(chat.sealedUrl, chatId);
  if (url === undefined) return { drop: 'The address of the room was sealed with another key. Enter it again.' };
  if (act.kind === 'test') return { post: { url, body: chatLook[chat.format](testLetter(ctx)) } };
  if (act.kind === 'announcement') {
    const letter = await announcementLetter(ctx, act);
    return 'drop' in letter ? letter : { post: { url, body: chatLook[chat.format](letter) } };
  }
  const subject = act.subject === null ? undefined : await subjectOf(ctx, act.subject);
  if (!subject) return { drop: 'What it is about is not there any more.' };
  const over = subject.change && (await whyOver(ctx, act, subject.change));
  if (over) return { drop: over };
  if (subject.restricted) return { drop: 'It is restricted: nobody knows who reads in a room.' };
  // `as`: what goes to a room and is neither a test nor an announcement is an act.
  const letter = await letterOf(ctx, { ...act, kind: act.kind as NotificationKind }, subject);
  return { post: { url, body: chatLook[chat.format](letter) } };
}
