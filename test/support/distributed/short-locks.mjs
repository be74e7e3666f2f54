// Loaded by node before a process of the product: locks of its jobs outlive their holder by LOCK_MS, not 15 s.
const { bullmqTimes } = await import(process.env.BULLMQ_JOBS);
const leaseMs = Number(process.env.LOCK_MS);
Object.assign(bullmqTimes, { leaseMs, stalledMs: leaseMs / 3 });
