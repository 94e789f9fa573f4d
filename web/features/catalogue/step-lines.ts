import type { TemplateContent } from '@interlock/contract/templates.ts';

type Steps = TemplateContent['tasks'][number]['steps'];

/** A step a line, with its minutes in brackets behind it. */
export const stepsOf = (lines: string): Steps =>
  lines.split('\n').map((line) => {
    const timed = /^(.*\S)\s*\((\d{1,5})\)$/.exec(line);
    return timed
      ? { text: timed[1] ?? '', minutes: Number(timed[2]), automatic: false }
      : { text: line, minutes: 0, automatic: false };
  });

export const textOfSteps = (steps: Steps): string =>
  steps.map(({ text, minutes }) => (minutes > 0 ? `${text} (${minutes})` : text)).join('\n');
