import { beginImportRoute, PIECE_BYTES, sendPieceRoute } from '@interlock/contract/import-runs.ts';
import { call } from '../../lib/calls/call.ts';

/** Brings a file piece by piece, each sent again until it has arrived. Answers the id that it is known by. */
export async function bring(file: File, onProgress: (share: number) => void): Promise<string> {
  const { id: runId } = await call(beginImportRoute, { fileName: file.name, bytes: file.size });
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const content = await base64Of(file.slice(from, from + PIECE_BYTES));
    await call(sendPieceRoute, { runId, from, content });
    onProgress(Math.min(1, (from + PIECE_BYTES) / file.size));
  }
  return runId;
}

function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(piece);
  });
}
