/** Small repeatable randomness (mulberry32): the same seed makes the same choices. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const question = process.env['FAULT_SEED'] ?? '20261124';

/**
 * The same for every run, so that a commit that passed passes again; FAULT_SEED=random looks for more, FAULT_SEED=n
 * repeats what it found. Titles name it.
 */
export const faultSeed = question === 'random' ? Date.now() % 1_000_000 : Number(question);

/** CI, and whoever asks for a round of its own; what takes a minute in a file is left to them. */
export const long = process.env['LEDGER_ROUNDS'] !== undefined;

/** How many points a fault is tried at: `short` where a person or CI waits, LEDGER_ROUNDS for the whole round. */
export const rounds = (short: number): number => Number(process.env['LEDGER_ROUNDS'] ?? short);
