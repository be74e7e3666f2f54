/** Written by `npm run docs:examples` from what the server answers; a test holds them against it. */
export const answers: Readonly<Record<string, unknown>> = {};
export const problems: Readonly<Record<string, unknown>> = {};
