const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '28000', '3D000'];
const NOT_PERMITTED = '42501';

/** What a person reads when a start failed: one line, without a stack, never empty. */
export function sentenceOf(error: unknown): string {
  const [line = ''] = messageOf(error).trim().split('\n');
  return line || 'Interlock could not start, and does not know why; LOG_LEVEL=debug shows more.';
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `${addressOf(error)} is taken, by another Interlock or another program: set PORT to another number.`;
  if (code === 'EACCES' && 'syscall' in error && error.syscall === 'listen') {
    return `${addressOf(error)} may not be used: set PORT to a number above 1023.`;
  }
  if (code === 'ENOSPC') {
    return `The disk is full${'path' in error ? `: ${error.path} could not be written` : ''}. Make room, then start again.`;
  }
  const onFile = fileWords(error);
  if (onFile !== undefined) return onFile;
  const words =
    error instanceof AggregateError ? messageOf(error.errors[0]) : error.message || String(code ?? error.name);
  if (code === NOT_PERMITTED) {
    return `${words}. DATABASE_OWNER_URL must name the role that owns the database's tables; without it, DATABASE_URL does.`;
  }
  if (!UNREACHABLE.includes(String(code))) return words;
  return `The database cannot be reached (${words}): check DATABASE_URL and DATABASE_OWNER_URL.`;
}

const fileCalls =
  /^(open|close|read|write|access|[lf]?stat|statfs|scandir|opendir|mkdir|rmdir|rm|unlink|link|rename|copyfile|fsync|ftruncate|chmod|chown)$/;

const ofFiles: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no ${path}: name what is there.`,
  EACCES: (path) => `${path} is not open to the user who runs this: run it as the user who may, or alter its rights.`,
  EPERM: (path) => `${path} is not open to the user who runs this: run it as the user who may, or alter its rights.`,
  EISDIR: (path) => `${path} is a folder: name a file.`,
  ENOTDIR: (path) => `${path} leads through a file as if it were a folder: name another place.`,
  EROFS: (path) => `${path} lies on a disk that cannot be written: name another place.`,
  ENAMETOOLONG: (path) => `The name ${path} is too long: name another.`,
};

/** What the disk had to say, in a sentence. */
function fileWords(error: Error): string | undefined {
  if (!('code' in error && 'syscall' in error) || !fileCalls.test(String(error.syscall))) return undefined;
  const path = 'path' in error ? String(error.path) : 'What was named';
  const words = ofFiles[String(error.code)];
  return words ? words(path) : `${path} could not be read or written (${error.code}): look at its disk.`;
}

function addressOf(error: Error): string {
  const host = 'address' in error ? error.address : '';
  return 'port' in error ? `Port ${error.port} on ${host}` : 'The port';
}
