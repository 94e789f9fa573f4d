import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

/** Stands where the command stands, and answers what a server would. */
const folder = mkdtempSync(join(tmpdir(), 'interlock-complete-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'interlock'), '#!/bin/sh\n[ "$1 $2" = "complete models" ] && echo normal\necho "of-$3"\n');
chmodSync(join(folder, 'interlock'), 0o755);

/** The script as the command says it. */
function scriptFor(shell: string): string {
  const { stdout } = spawnSync(process.execPath, [main, 'completion', shell], { encoding: 'utf8' });
  return stdout;
}
const scripts: Record<string, string> = { bash: scriptFor('bash'), zsh: scriptFor('zsh') };

const asks: Record<string, (typed: string[]) => string> = {
  bash: (typed) =>
    `${scripts['bash']}\nCOMP_WORDS=(interlock ${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length}; _interlock; printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: (typed) =>
    `compdef() { :; }; compadd() { printf '%s\\n' "\${(@P)2}"; }; _files() { :; }\n${scripts['zsh']}\nwords=(interlock ${typed.map((word) => `'${word}'`).join(' ')}); CURRENT=${typed.length + 1}; _interlock`,
};

function offered(shell: string, typed: string[]): string[] {
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const { stdout, stderr } = spawnSync(shell, ['-c', asks[shell]?.(typed) ?? ''], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word.startsWith(typed.at(-1) ?? ''));
}

const installed = Object.keys(asks).filter((shell) => spawnSync(shell, ['-c', 'true']).status === 0);

describe.each(installed)('%s completes', (shell) => {
  test.each([
    ['commands', ['change', 'ap'], ['approve']],
    ['options', ['change', 'move', 'CHG-1', '--closure-c'], ['--closure-code']],
    ['the values of an option', ['change', 'list', '--state', 'dra'], ['draft']],
    ['on after the value of an option', ['change', 'list', '--state', 'draft', '--prio'], ['--priority']],
    ['not the value of an option that takes any', ['change', 'list', '--assignee', ''], ['']],
    ['models, as the server knows them', ['change', 'create', '--model', 'nor'], ['normal']],
    ['templates, as the server knows them', ['template', 'raise', 'of'], ['of-']],
    ['where a change can go, as the server knows it', ['change', 'move', 'CHG-7', 'of'], ['of-CHG-7']],
    ['the shells that it is for', ['completion', 'ba'], ['bash']],
    ['no command that is for scripts', ['comple'], ['completion']],
  ])('%s', (_what, typed, expected) => {
    const words = offered(shell, typed);
    expect(words.slice(0, expected.length)).toEqual(expected);
  });
});

test('bash at least is there to be asked', () => {
  expect(installed).toContain('bash');
});
