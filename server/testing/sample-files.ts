import { crc32, deflateRawSync } from 'node:zlib';

/** The smallest picture. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

type Entry = { name: string; bytes?: Uint8Array | string; mode?: number; says?: number };

/** A zip archive, packed; `mode` as Unix keeps it, which can say that an entry is a link; `says` is a size that is not true. */
export function zipOf(entries: readonly Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes = '', mode = 0o100644, says } of entries) {
    const content = Buffer.from(bytes);
    const packed = deflateRawSync(content);
    const called = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says ?? content.length, 18);
    common.writeUInt16LE(called.length, 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), common, called, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.of(20, 3), common, rest, called]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

export const bombZip = (): Buffer => zipOf([{ name: 'zeros', bytes: Buffer.alloc(2_000_000) }]);
/** Its list says that it is small. */
export const lyingZip = (): Buffer => zipOf([{ name: 'zeros', bytes: Buffer.alloc(2_000_000), says: 10 }]);
export const linkZip = (): Buffer => zipOf([{ name: 'passwd', bytes: '/etc/passwd', mode: 0o120777 }]);
export const wayOutZip = (): Buffer => zipOf([{ name: '../../etc/cron.d/now', bytes: '* * * * *' }]);
export const crowdedZip = (): Buffer => zipOf(Array.from({ length: 1_001 }, (_, at) => ({ name: `${at}.txt` })));
/** A list of entries that is torn in the middle. */
export const tornZip = (): Buffer => {
  const whole = zipOf([{ name: 'a.txt', bytes: 'a' }]);
  return Buffer.concat([whole.subarray(0, whole.length - 40), Buffer.alloc(10)]);
};
