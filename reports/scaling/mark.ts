/** A text with a mark before it where what it tells comes from an unstable speed: `~1.93 (1.85–2.01)`. */
export const marked = (text: string, { isStable }: { readonly isStable: boolean }): string =>
  isStable ? text : `~${text}`;

export const markNote = "~: from a speed that is not known to within ±2 %.";
