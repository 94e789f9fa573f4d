import { describe, expect, test } from 'vitest';
import { cleanName, endingOf, filesText, hasRoom } from './file.rules.ts';
import { kindOf, type Listed, type Looked } from './kinds.rules.ts';

const shows = (type: string, archive?: Looked['archive']): Looked => ({
  sniffed: { type, ending: '' },
  isText: false,
  archive,
});
const text: Looked = { sniffed: undefined, isText: true, archive: undefined };
const nothing: Looked = { sniffed: undefined, isText: false, archive: undefined };
const listed = (over: Partial<Listed> = {}): Listed => ({
  entries: 3,
  packed: 1000,
  unpacked: 5000,
  odd: undefined,
  ...over,
});

describe('what a file holds says what it is kept as', () => {
  test.each<[string, Looked, string]>([
    ['plan.pdf', shows('application/pdf'), 'application/pdf'],
    ['Screen shot', shows('image/png'), 'image/png'],
    ['server.log', text, 'text/plain'],
    ['migrate.sql', text, 'text/plain'],
    ['report.html', text, 'text/plain'],
    ['rack.svg', shows('application/xml'), 'application/xml'],
    ['app.log.1.gz', shows('application/gzip'), 'application/gzip'],
    ['plan.docx', shows('application/zip', listed()), 'application/zip'],
    ['bmc.txt', { ...shows('image/bmp'), isText: true }, 'text/plain'],
    ['firmware.log', { ...shows('application/x-msdownload'), isText: true }, 'text/plain'],
    ['rack.xml', { ...shows('application/xml'), isText: true }, 'application/xml'],
    ['logs.zip', shows('application/zip', listed({ entries: 1_000, unpacked: 100_000 })), 'application/zip'],
  ])('%s', (name, looked, type) => {
    expect(kindOf(name, looked)).toEqual({ ok: true, value: type });
  });
});

describe('not taken in is', () => {
  test.each<[string, string, Looked, string]>([
    ['a program', 'setup', shows('application/x-msdownload'), 'is not taken in'],
    ['a launcher whose ending has a hyphen', 'x.appref-ms', text, 'runs when somebody opens it'],
    ['a program by another name', 'holiday.jpg', shows('application/x-elf'), 'is not taken in'],
    ['what a double click runs', 'go.bat', text, 'runs when somebody opens it'],
    ['a script of a shell', 'switch.sh', text, 'runs when somebody opens it'],
    ['a script of PowerShell', 'migrate.ps1', text, 'runs when somebody opens it'],
    ['a program that is one file', 'tool.AppImage', text, 'runs when somebody opens it'],
    ['the same in capitals', 'GO.VBS', text, 'runs when somebody opens it'],
    ['an archive that calls itself a picture', 'holiday.png', shows('application/zip', listed()), 'Its name says .png'],
    ['text that calls itself a document', 'plan.pdf', text, 'its content is text'],
    ['what nobody knows', 'blob.dat', nothing, 'not known here'],
    ['an archive that cannot be read', 'a.zip', shows('application/zip', { fault: 'torn' }), 'cannot be read: torn'],
    ['an archive with a link', 'a.zip', shows('application/zip', listed({ odd: 'a link (x)' })), 'holds a link (x)'],
    ['an archive of too much', 'a.zip', shows('application/zip', listed({ entries: 1_001 })), 'more than 1000'],
    ['a bomb', 'a.zip', shows('application/zip', listed({ unpacked: 100_001 })), 'over 100 times'],
  ])('%s', (_what, name, looked, because) => {
    expect(kindOf(name, looked)).toMatchObject({
      ok: false,
      code: 'file_refused',
      because: expect.stringContaining(because),
    });
  });
});

describe('a name is made one that every system can write', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ann\\plan.pdf', 'plan.pdf'],
    ['  plan   of\tthe day.pdf ', 'plan ofthe day.pdf'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie x.txt'],
    ['..', 'file'],
    ['.htaccess', 'htaccess'],
    ['Änderung.pdf', 'Änderung.pdf'],
    ['report.pdf. . ', 'report.pdf'],
    ['計画.xlsx', '計画.xlsx'],
  ])('%j', (given, clean) => {
    expect(cleanName(given)).toBe(clean);
  });

  test('and one that is too long keeps its ending', () => {
    const name = cleanName(`${'a'.repeat(500)}.pdf`);
    expect(name).toHaveLength(200);
    expect(endingOf(name)).toBe('pdf');
  });
});

test('what approvers decide on is the same whatever the order in which files were attached', () => {
  const [one, other] = [
    { name: 'b.txt', bytes: 1, sha256: 'ff' },
    { name: 'a.txt', bytes: 2, sha256: '00' },
  ];
  expect(filesText([one, other])).toBe('a.txt (2 bytes, sha256 00)\nb.txt (1 bytes, sha256 ff)');
  expect(filesText([other, one])).toBe(filesText([one, other]));
  expect(filesText([])).toBe('');
});

test('there is an end to the files of one subject', () => {
  expect(hasRoom([1, 2], 3).ok).toBe(true);
  expect(hasRoom([1, 2, 3], 3)).toMatchObject({ ok: false, code: 'too_many_files' });
});
