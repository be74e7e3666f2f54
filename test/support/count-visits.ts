type Method = (this: ArrayLike<unknown> & { readonly size?: number }, ...values: never[]) => unknown;

const whole = ['map', 'filter', 'flatMap', 'forEach', 'reduce', 'concat', 'slice', 'sort', 'toSorted'] as const;

/**
 * How many elements of arrays, maps and sets `run` goes through or writes: a measure of work that no machine, garbage
 * collector or load changes. Spreads, `for of` and copies count by the iterator they use.
 */
export const visitsOf = (run: () => void): number => {
  let visits = 0;
  const restore: (() => void)[] = [];
  const replace = (owner: object, name: PropertyKey, by: (original: Method) => Method): void => {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name)!;
    Object.defineProperty(owner, name, { ...descriptor, value: by(descriptor.value as Method) });
    restore.push(() => Object.defineProperty(owner, name, descriptor));
  };
  const counted = (original: Method): Method =>
    function (...values) {
      visits += this.size ?? this.length;
      return original.apply(this, values);
    };
  const one = (original: Method): Method =>
    function (...values) {
      visits += 1;
      return original.apply(this, values);
    };
  for (const name of whole) replace(Array.prototype, name, counted);
  for (const name of ['push', 'pop'] as const) replace(Array.prototype, name, one);
  replace(Array.prototype, Symbol.iterator, counted);
  for (const type of [Map, Set]) {
    for (const name of ['forEach', 'values', 'keys', 'entries', Symbol.iterator] as const)
      replace(type.prototype, name, counted);
    replace(type.prototype, 'delete', one);
  }
  replace(Map.prototype, 'set', one);
  replace(Set.prototype, 'add', one);
  try {
    run();
  } finally {
    for (const undo of restore.reverse()) undo();
  }
  return visits;
};
