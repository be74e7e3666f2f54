// Loaded by node before a process of the product: its clock is AHEAD_MS milliseconds ahead of the machine's.
const machine = Date.now;
const now = () => machine() + Number(process.env.AHEAD_MS);
Date.now = now;
globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
});
