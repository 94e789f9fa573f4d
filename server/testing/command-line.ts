import { vi } from 'vitest';
import { run } from '../../cli/run.ts';

export type Said = { code: number; out: string; err: string; lines: string[] };

/** The command `interlock` as somebody with this token types it, in this process: only where it says things is ours. */
export async function typed(at: { address: string; token: string }, ...words: string[]): Promise<Said> {
  const [out, err]: [string[], string[]] = [[], []];
  const heard = [
    vi.spyOn(console, 'log').mockImplementation((line: unknown) => void out.push(String(line))),
    vi.spyOn(console, 'error').mockImplementation((line: unknown) => void err.push(String(line))),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text).trimEnd()) > 0),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text).trimEnd()) > 0),
  ];
  vi.stubEnv('INTERLOCK_URL', at.address);
  vi.stubEnv('INTERLOCK_TOKEN', at.token);
  try {
    return { code: await run(words), out: out.join('\n'), err: err.join('\n'), lines: out };
  } finally {
    vi.unstubAllEnvs();
    for (const spy of heard) spy.mockRestore();
  }
}
