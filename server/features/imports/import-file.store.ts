import { createHash } from 'node:crypto';
import type { Tx } from '../../platform/db.ts';

export type ImportFile = {
  id: string;
  source: string;
  fileName: string;
  sha256: Buffer;
  by: string;
  at: Date;
  created: number;
  updated: number;
  refused: number;
};

export const sha256Of = (text: string): Buffer => createHash('sha256').update(text).digest();

export async function insertImportFile(tx: Tx, { source, fileName, ...file }: ImportFile): Promise<void> {
  await tx
    .insertInto('import_file')
    .values({ ...file, source_system: source, file_name: fileName })
    .execute();
}
