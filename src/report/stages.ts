/** The stages of reading that can be printed, in their order. By itself: the help names them. */
export const STAGES = ['tokens', 'tree', 'files'] as const;

/** One of the stages of reading. */
export type Stage = (typeof STAGES)[number];
