/** The part of Vitest's JSON report that is added up. */
export type Report = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
};

export type Results = { passed: number; failed: number; skipped: string[] };

/**
 * What a run of Vitest comes to. A file that could not be loaded, and a run that failed beside its tests or saw none,
 * count as failed once: silence is no success.
 */
export function resultsOf(run: { label: string; ok: boolean; report: Report | undefined }): Results {
  const files = run.report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed)).length;
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter(isFailed).length + broken;
  const skipped = tests.filter((test) => test.status !== 'passed' && !isFailed(test));
  const silent = failed === 0 && (!run.ok || passed === 0);
  return {
    passed,
    failed: failed + (silent ? 1 : 0),
    skipped: skipped.map((test) => `${test.fullName} (${run.label}): marked so in ${test.file}`),
  };
}

const isFailed = (test: { status: string }) => test.status === 'failed';
