/** Whether a text says something: blanks, fillers and marks without a width are no words. */
export const says = (text: string): boolean =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/[\u115f\u1160\u2800\u3164\uffa0]/g, ''));
