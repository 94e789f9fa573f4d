let heard = 0;

/** An act was refused: what is wrong with its fields is shown anew. */
export function hearRefusal(): void {
  heard += 1;
}

/** How many refusals there were so far: an error that was told before the last of them counts again. */
export const refusalsHeard = (): number => heard;
