import { no, type Verdict, yes } from '../../platform/refusal.ts';
import { endingOf } from './file.rules.ts';

/** What was found in a file: its kind by its first bytes, or that it is text. */
export type Looked = {
  /** As its first bytes show it; undefined where they show nothing. */
  sniffed: { type: string; ending: string } | undefined;
  isText: boolean;
  /** What is in an archive that can be read. */
  archive: Archive | undefined;
};

/** `packed` is the size of the archive, `unpacked` what came out of it, both in bytes. */
export type Listed = { entries: number; packed: number; unpacked: number; odd: string | undefined };
export type Archive = { fault: string } | Listed;

const zip = ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'odg', 'vsdx', 'epub', 'drawio'];
/** Older office documents and mails share one container. */
const container = ['doc', 'xls', 'ppt', 'msg', 'vsd', 'mpp', 'pub'];

/** What is let in, by what its content shows, with the endings that its name may have. */
const letIn: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf', 'ai'],
  'application/rtf': ['rtf', 'doc'],
  'application/postscript': ['ps', 'eps', 'ai'],
  'application/x-cfb': container,
  'application/zip': zip,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.ms-visio.drawing': ['vsdx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'application/vnd.oasis.opendocument.graphics': ['odg'],
  'application/epub+zip': ['epub'],
  'image/png': ['png'],
  'image/apng': ['png', 'apng'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/heic': ['heic'],
  'image/heif': ['heif', 'heic'],
  'image/bmp': ['bmp'],
  'image/tiff': ['tif', 'tiff'],
  'video/mp4': ['mp4', 'm4v'],
  'video/webm': ['webm'],
  'video/quicktime': ['mov'],
  'application/gzip': ['gz', 'tgz'],
  'application/x-tar': ['tar'],
  'application/x-bzip2': ['bz2', 'tbz', 'tbz2'],
  'application/x-xz': ['xz', 'txz'],
  'application/zstd': ['zst'],
  'application/x-7z-compressed': ['7z'],
  'application/x-parquet': ['parquet'],
  'application/vnd.tcpdump.pcap': ['pcap', 'cap'],
  'application/x-sqlite3': ['sqlite', 'sqlite3', 'db'],
  'application/xml': [
    'xml',
    'svg',
    'xsd',
    'xsl',
    'html',
    'xhtml',
    'drawio',
    'bpmn',
    'plist',
    'config',
    'csproj',
    'wsdl',
  ],
  'text/calendar': ['ics'],
  'text/vcard': ['vcf'],
};

/** What runs when somebody opens it. It can still be sent in an archive, which nobody opens by mistake. */
const runs = new Set(
  'exe com scr pif cpl msi msp msix appx bat cmd vbs vbe js jse mjs wsf wsh wsc hta lnk url reg inf jar app command dmg pkg deb rpm apk ps1xml psc1 scf chm gadget application appref-ms settingcontent-ms library-ms search-ms jnlp xbap msc sct ws vb desktop theme rdp iqy slk diagcab xll iso img vhd vhdx ps1 ps2 ps2xml psc2 psm1 sh bash zsh csh ksh fish appimage snap flatpakref run py pyw pyz pyzw scpt applescript workflow ahk shs shb mst'.split(
    ' ',
  ),
);

const binaryEndings = new Set(
  Object.entries(letIn)
    .filter(([type]) => type !== 'application/xml' && !type.startsWith('text/'))
    .flatMap(([, endings]) => endings),
);

const MOST_ENTRIES = 1_000;
/** Of what an archive unpacks to by its own size. */
export const MOST_RATIO = 100;

/** The media type under which a file is kept, or why it is not taken in. What it shows counts, not what it is called. */
export function kindOf(name: string, looked: Looked): Verdict<string> {
  const ending = endingOf(name);
  if (runs.has(ending)) return refused(`A .${ending} runs when somebody opens it.`, 'Send it in a zip archive.');
  // Letters alone are text, even where they begin like something else: "BMC Remedy" is no picture.
  const type = looked.isText && !isMarked(looked) ? 'text/plain' : looked.sniffed?.type;
  if (type === undefined) return refused('What it holds is not known here.', 'Send it in a zip archive.');
  if (type === 'text/plain' || type === 'application/xml') return textKind(type, ending);
  const endings = letIn[type];
  if (!endings) return refused(`It holds ${type}, and that is not taken in.`, 'Send it in a zip archive.');
  if (ending !== '' && !endings.includes(ending) && !isPackedText(type, name)) {
    return refused(
      `Its name says .${ending} and its content ${type}.`,
      `Call it .${endings[0]}, if that is what it is.`,
    );
  }
  return archiveKind(type, looked.archive);
}

/** What is written in letters and is still of a kind of its own. */
const isMarked = ({ sniffed }: Looked): boolean =>
  sniffed !== undefined && /^(text|application)\/(xml|calendar|vcard|rtf|pdf|postscript)$/.test(sniffed.type);

/** `app.log.1.gz` and the like. */
const isPackedText = (type: string, name: string): boolean =>
  type === 'application/gzip' && /\.(gz|tgz)\W?\d*$/i.test(name);

const textKind = (type: string, ending: string): Verdict<string> =>
  binaryEndings.has(ending) && letIn['application/xml']?.includes(ending) !== true
    ? refused(`Its name says .${ending} and its content is text.`, 'Give it the name of what it is.')
    : yes(type);

function archiveKind(type: string, archive: Archive | undefined): Verdict<string> {
  if (archive === undefined) return yes(type);
  if ('fault' in archive) return refused(`The archive cannot be read: ${archive.fault}.`, 'Make it anew.');
  if (archive.odd !== undefined) return refused(`The archive holds ${archive.odd}.`, 'Make it anew without that.');
  if (archive.entries > MOST_ENTRIES) {
    return refused(`The archive holds more than ${MOST_ENTRIES} entries.`, 'Send those that matter.');
  }
  if (archive.unpacked > archive.packed * MOST_RATIO) {
    return refused(`The archive would unpack to over ${MOST_RATIO} times its size.`, 'Send what is in it by itself.');
  }
  return yes(type);
}

const refused = (because: string, next: string): Verdict<never> =>
  no('file_refused', because, { next, errors: [{ path: 'name', message: because }] });
