/** Exit codes; scripts rely on them. */
export const codes = { done: 0, refused: 1, wrongUse: 2, unreachable: 3 } as const;
export type Code = (typeof codes)[keyof typeof codes];

export const codesInWords = `
Exit codes:
  0  done; nothing was refused
  1  the server refused it (it says why and what would help), or some rows of an import; or a backup was not made
  2  wrong use: the command, a field, a file or a map is not right, and nothing was done
  3  the server cannot be reached, or does not know who you are

With --json the answer is one JSON document, and so is what is said of a refusal (on the error output, with its code).

Settings:
  INTERLOCK_URL    the server's address (default: the server on this machine)
  INTERLOCK_TOKEN  an API token, from Profile or interlock token create (default: the key of this machine's operator)
  INTERLOCK_DATA   where this machine's server keeps its data (default: data in the clone; of an installed Interlock,
                   ~/.local/share/interlock)`;
