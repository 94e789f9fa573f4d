/** A file on its way out: its pieces are made as fast as they are taken, so its size costs no memory. */
export type FileAnswer = {
  name: string;
  pieces: AsyncIterable<string | Buffer>;
  /** Where it is known, so that a file that was cut short does not look whole. */
  bytes?: number;
};
