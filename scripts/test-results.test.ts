import { expect, test } from 'vitest';
import { type Report, resultsOf } from './test-results.ts';

const file = (statuses: string[], status = 'passed', name = 'a.test.ts'): Report['testResults'][number] => ({
  name,
  status,
  message: '',
  assertionResults: statuses.map((one, at) => ({ status: one, fullName: `test ${at}` })),
});
const run = (ok: boolean, ...testResults: Report['testResults']) => ({ label: 'rules', ok, report: { testResults } });

test.each<[string, Parameters<typeof resultsOf>[0], [passed: number, failed: number]]>([
  ['tests are counted over all files', run(true, file(['passed', 'passed']), file(['passed'])), [3, 0]],
  ['a failed test counts once, not its file as well', run(false, file(['passed', 'failed'], 'failed')), [1, 1]],
  ['a file that could not be loaded is a failure', run(false, file([], 'failed'), file(['passed'])), [1, 1]],
  ['an error beside the tests is a failure', run(false, file(['passed'])), [1, 1]],
  ['a run that saw no test is a failure', run(true), [0, 1]],
  ['a run that left no report is a failure', { label: 'rules', ok: true, report: undefined }, [0, 1]],
])('%s', (_what, given, [passed, failed]) => {
  expect(resultsOf(given)).toMatchObject({ passed });
  expect(resultsOf(given).failures).toHaveLength(failed);
});

test('a failed test is named with what it said first and where it stands', () => {
  const failed = file(['passed', 'failed'], 'failed', 'b.test.ts');
  Object.assign(failed.assertionResults[1] ?? {}, { failureMessages: ['Error: late\n    at b.test.ts:3'] });
  expect(resultsOf(run(false, failed)).failures).toEqual(['test 1 (rules): Error: late, in b.test.ts']);
});

test('a skipped test is named with where it was skipped', () => {
  expect(resultsOf(run(true, file(['passed', 'skipped'], 'passed', 'b.test.ts'))).skipped).toEqual([
    'test 1 (rules): marked so in b.test.ts',
  ]);
});
