/** The part of Vitest's JSON report that is added up. */
export type Report = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
  }[];
};

/** Each failure and each test that was skipped is named. */
export type Results = { passed: number; failures: string[]; skipped: string[] };

/**
 * What a run of Vitest comes to. A file that could not be loaded, and a run that failed beside its tests or saw none,
 * count as failed once: silence is no success.
 */
export function resultsOf(run: { label: string; ok: boolean; report: Report | undefined }): Results {
  const files = run.report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const passed = tests.filter((test) => test.status === 'passed').length;
  const skipped = tests.filter((test) => test.status !== 'passed' && !isFailed(test));
  const failed = tests.filter(isFailed).map((test) => ({ ...test, message: test.failureMessages?.[0] }));
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed));
  const failures = [
    ...failed,
    ...broken.map((file) => ({ fullName: 'the whole file', file: file.name, message: file.message })),
  ];
  const silent = failures.length === 0 && (!run.ok || passed === 0);
  return {
    passed,
    failures: [
      ...failures.map((one) => `${one.fullName} (${run.label}): ${firstLine(one.message)}, in ${one.file}`),
      ...(silent ? [`${run.label}: ended badly beside its tests, or saw none`] : []),
    ],
    skipped: skipped.map((test) => `${test.fullName} (${run.label}): marked so in ${test.file}`),
  };
}

const isFailed = (test: { status: string }) => test.status === 'failed';
const firstLine = (message = '') => message.trim().split('\n', 1)[0] || 'said nothing';
