/** Exit codes; scripts rely on them. */
export const codes = { done: 0, refused: 1, wrongUse: 2, unreachable: 3 } as const;
export type Code = (typeof codes)[keyof typeof codes];

export const codesInWords = `
Exit codes:
  0  done; nothing was refused
  1  something was refused: some rows of an import, or the request itself
  2  wrong use: the command, a file or a map is not right, and nothing was done
  3  the server cannot be reached, or does not let you in

Settings:
  INTERLOCK_URL    the server's address (default: the server on this machine)
  INTERLOCK_TOKEN  an API token, from Profile (default: the key of this machine's operator)
  INTERLOCK_DATA   where this machine's server keeps its data (default: data in Interlock's folder)`;
