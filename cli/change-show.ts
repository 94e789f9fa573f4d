import type { Round } from '@interlock/contract/approvals.ts';
import { type ChangeDetail, Priorities } from '@interlock/contract/changes.ts';
import { Command } from 'commander';
import { type Json, withJson } from './options.ts';
import { serverOf } from './server.ts';
import { changeArgument, theChange } from './the-change.ts';
import { answer, indented } from './words.ts';

export const showCommand = (): Command =>
  withJson(new Command('show'))
    .description('show a change: what, why, when, how, and its approvals')
    .addArgument(changeArgument())
    .action(async (typed: string, options: Json) => {
      const change = await theChange(serverOf(process.env), typed);
      answer(options, change, () => linesOf(change));
    });

function linesOf(change: ChangeDetail): string[] {
  return [
    `${change.number}  ${change.title}`,
    ...facts(change).flatMap(([name, value]) => (value ? [`${`${name}:`.padEnd(13)}${value}`] : [])),
    ...texts(change).flatMap(([name, text]) => (text.trim() ? ['', name, ...indented(text)] : [])),
    ...(change.rounds.length > 0 ? ['', 'Approvals', ...change.rounds.flatMap(roundLines)] : []),
  ];
}

const facts = (change: ChangeDetail): [string, string | undefined][] => [
  ['State', change.outcome ? `${change.state.name}, ${inWords(change.outcome)}` : change.state.name],
  ['Model', `${change.model.name}, version ${change.model.version}`],
  [
    'Priority',
    `${change.priority} ${priorityName(change.priority)} (impact ${change.impact}, urgency ${change.urgency})`,
  ],
  ['Risk', change.riskLevel === 'none' ? undefined : change.riskLevel],
  ['Purpose', change.purpose ?? undefined],
  ['Changes', change.categories.map(inWords).join(', ')],
  ['Because', change.triggers.map(inWords).join(', ')],
  ['Requester', change.requester?.name],
  ['Coordinator', change.coordinator?.name],
  ['Manager', change.manager?.name],
  ['Assignee', change.assignee?.name],
  ['Team', change.team?.name],
  ['Window', change.window ? `${change.window.start}/${change.window.end} ${change.window.zone}` : undefined],
  ['Downtime', change.downtime ? `${change.downtime.minutes} min` : undefined],
  ['Wanted', change.wantedDate ?? undefined],
  ['Version', `${change.version}, revision ${change.revision}`],
];

const inWords = (key: string): string => key.replaceAll('_', ' ');

const priorityName = (priority: number): string =>
  Object.entries(Priorities).find(([number]) => Number(number) === priority)?.[1] ?? '';

const texts = (change: ChangeDetail): [string, string][] => [
  ['Summary', change.summary],
  ['Description', change.description.text],
  ['Reason', change.reason],
  ['If it is not done', change.ifNotDone],
  ['Why it cannot wait', change.cannotWait],
  ['Benefit', change.benefit],
  ['Cost', change.cost],
  ['Cost of not doing it', change.costOfNotDoing],
  ['Risk assessment', change.riskAssessment],
  ['Implementation', change.implementationPlan.text],
  ['Test', change.testPlan.text],
  ['Backout', change.backoutPlan.text],
  ['Communication', change.communicationPlan.text],
  ['People impacted', change.peopleImpacted],
  ['Systems affected', change.systemsAffected],
  ['Contacts', change.contacts.map(contactLine).join('\n')],
  ['Links', change.links.map(({ url, label }) => `${label} ${url}`.trim()).join('\n')],
  ['Closing notes', change.closure?.notes ?? ''],
  ['Cancelled', change.cancelled ? `${change.cancelled.reason}: ${change.cancelled.words}` : ''],
];

type Contact = ChangeDetail['contacts'][number];

const contactLine = ({ person, name, role, email, phone }: Contact): string =>
  [person?.name ?? name, role, email, phone].filter(Boolean).join(', ');

export function roundLines(round: Round): string[] {
  const { status, rule, note, asked, questions } = round;
  return [
    `  ${roundName(round)}: ${status}. ${rule} ${note}`.trimEnd(),
    ...(round.coversAll || round.imported ? [] : [`    Decides on ${round.covers.map(fieldInWords).join(', ')}.`]),
    ...asked.map(({ person, vote }) => `    ${person.name}: ${vote ? said(vote) : 'not yet'}`),
    ...questions.flatMap(({ askedBy, words, answer: given, answeredBy }) => [
      `    ${askedBy.name} asks: ${words}`,
      given === null ? '      not answered yet' : `      ${answeredBy?.name ?? 'Somebody'}: ${given}`,
    ]),
  ];
}

/** A round by the state that asks and its own name, where it has another. */
const roundName = ({ stateName, name }: Round): string =>
  name === '' || name === stateName ? stateName : `${stateName}, ${name}`;

/** `backoutPlan` as `backout plan`; what names somebody by an id is named without it. */
const fieldInWords = (field: string): string =>
  field.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const said = ({ decision, comment }: { decision: string; comment: string }): string =>
  `${decision === 'approve' ? 'yes' : 'no'}${comment ? `: ${comment}` : ''}`;
