// Plain JavaScript and built-ins only: this runs before anything is installed, on any Node from 20 up.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { holdLock } from './install-lock.mjs';
import { isPackage, root, runtimeFolder } from './place.mjs';

export { root };

const NODE = '24.21.0';
const NODE_MAJOR = 24;
const INTERRUPT_GRACE_MS = 1_000;
const PARENT_WATCH_MS = 500;

/** Where Node keeps what it has compiled: without types, and quicker and smaller to load than their sources. */
const compiledFolder = join(runtimeFolder, 'compiled');
const stampFile = join(root, 'node_modules', '.interlock-installed');
const say = (line) => console.error(line);

/** Ends the launcher with one sentence; nobody who runs `npm start` needs our stack. */
export function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

/** The Node that Interlock runs on: this one if it is new enough, else the one that `install` brought. */
export function node24() {
  if (isNewEnough()) return process.execPath;
  return join(runtimeFolder, NODE, 'node_modules', nodePackage(), 'bin', 'node');
}

/** Node is there, and in a clone node_modules are as it says; costs a millisecond when they are already. */
export async function install() {
  if (isInstalled()) return;
  await whileHeld(async (lock) => {
    if (!existsSync(node24())) await bringNode(lock);
    if (!isInstalled()) await installPackages(lock);
  });
}

/** Runs a step alone among all launchers of this clone; one that was killed half-way does not block the next. */
export async function whileHeld(step) {
  const lock = await holdLock(runtimeFolder, say);
  try {
    await step(lock);
  } finally {
    lock.release();
  }
}

/** Runs a program to its end, ending it when we are told to end. Answers whether it succeeded. */
export function run(lock, program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
    if (child.pid !== undefined) lock.alsoHeldBy(child.pid);
    const passOn = passSignals(child);
    child.once('error', () => resolve(false));
    child.once('exit', (code, signal) => {
      const told = passOn.stop();
      if (told ?? signal) process.exit(1);
      resolve(code === 0);
    });
  });
}

/** Runs a program under Node 24 in our place: same terminal, signals handed on once, its exit status ours. */
export function become(args, { cwd = process.cwd(), env = {} } = {}) {
  const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compiledFolder };
  const child = spawn(node24(), args, { cwd, stdio: 'inherit', env: { ...process.env, ...compiled, ...env } });
  const passOn = passSignals(child);
  watchParent(child);
  child.once('error', (error) => giveUp(`Node could not be started: ${error.message}`));
  child.once('exit', (code, signal) => {
    passOn.stop();
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

/** A terminal's Ctrl-C reaches the child too, so it is not passed on; but one sent to us alone still ends the child. */
function passSignals(child) {
  let told;
  const handlers = {
    SIGINT: () => {
      told = 'SIGINT';
      setTimeout(() => child.kill('SIGTERM'), INTERRUPT_GRACE_MS).unref();
    },
    SIGTERM: () => {
      told = 'SIGTERM';
      child.kill('SIGTERM');
    },
    SIGHUP: () => {
      told = 'SIGHUP';
      child.kill('SIGHUP');
    },
  };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  return {
    stop() {
      for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
      return told;
    },
  };
}

/** Under npm we end with it: a killed npm passes no signal on. By hand we outlive the shell, as `nohup` asks. */
function watchParent(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), PARENT_WATCH_MS).unref();
}

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
}

function nodePackage() {
  return `node-${process.platform}-${process.arch}`;
}

function isInstalled() {
  if (!existsSync(node24())) return false;
  if (isPackage) return true;
  if (!existsSync(stampFile)) return false;
  return readFileSync(stampFile, 'utf8') === stamp();
}

/** Native packages differ by platform and by Node's version, so a folder copied from elsewhere is installed anew. */
function stamp() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const major = isNewEnough() ? process.versions.node.split('.')[0] : NODE_MAJOR;
  return `${lock} ${major} ${process.platform}-${process.arch}`;
}

async function bringNode(lock) {
  const bring = `${nodePackage()}@${NODE}`;
  say(
    `Bringing Node ${NODE} into ${isPackage ? runtimeFolder : '.runtime'} (this machine has ${process.versions.node})`,
  );
  const part = join(runtimeFolder, 'part');
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const flags = [
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--workspaces=false',
    '--loglevel=error',
    '--no-update-notifier',
  ];
  const brought = await npm(lock, process.execPath, ['install', '--prefix', part, ...flags, bring], { cwd: part });
  const node = join(part, 'node_modules', nodePackage(), 'bin', 'node');
  if (!brought || spawnSync(node, ['--version'], { stdio: 'ignore' }).status !== 0) {
    giveUp(`Node ${NODE} could not be brought (${bring}). Is the registry reachable? Or install Node 24 yourself.`);
  }
  rmSync(join(runtimeFolder, NODE), { recursive: true, force: true });
  renameSync(part, join(runtimeFolder, NODE));
}

/** Under Node 24: on an older one npm leaves out, without a word, the optional packages that want a newer Node. */
async function installPackages(lock) {
  say('Installing the packages of the lock file');
  rmSync(stampFile, { force: true });
  const now = stamp();
  const flags = ['--include=dev', '--include=optional', '--loglevel=error'];
  if (!(await npm(lock, node24(), ['ci', ...flags], { cwd: root }))) {
    giveUp('The packages could not be installed; what npm said stands above.');
  }
  writeFileSync(stampFile, now);
}

/** npm as a script, without a shell: blanks in paths do no harm, and we choose the Node that runs it. */
async function npm(lock, node, args, options) {
  const cli = npmCli();
  if (!cli) giveUp('npm was not found, which brings Node 24: put it on the PATH, or install Node 24 yourself.');
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  return run(lock, node, [cli, ...args], {
    ...options,
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, PATH: path },
  });
}

function npmCli() {
  const bin = dirname(process.execPath);
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm'));
  const candidates = [
    process.env.npm_execpath && join(dirname(process.env.npm_execpath), 'npm-cli.js'),
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...onPath.filter((file) => existsSync(file)).map((file) => realpathSync(file)),
  ];
  return candidates.find((file) => file && basename(file) === 'npm-cli.js' && existsSync(file));
}
