const swc = {
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
};

const project = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }],
    // These two are ESM-only and required from CommonJS packages (@fastify/static, supertest).
    '/node_modules/(content-disposition|cookie)/.+\\.js$': [
      '@swc/jest',
      { module: { type: 'commonjs' }, jsc: { target: 'es2023' }, swcrc: false },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!.*(content-disposition|cookie)/)'],
};

/** The API over engines in memory that have nothing of SQLite; but for tests that start processes of their own. */
const strict = {
  ...project,
  displayName: 'strict',
  testMatch: ['<rootDir>/test/{api,webhooks}/**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/(demo|process|shell)\\.spec\\.ts$',
    'take-over\\.spec\\.ts$',
    '/two-processes\\.spec\\.ts$',
  ],
  setupFiles: ['<rootDir>/test/support/strict/run-strict.js'],
};

/** The API over the distributed set: protocols of EventStoreDB and MongoDB in process, a real Redis where there is one. */
const distributed = {
  ...strict,
  displayName: 'distributed',
  setupFiles: ['<rootDir>/test/support/distributed/run-distributed.js'],
};

/** Whole processes over servers that are cut, silenced and killed: minutes of waiting, so by `npm run test:faults`. */
const faults = {
  ...project,
  displayName: 'faults',
  testMatch: ['<rootDir>/test/faults/distributed/**/*.spec.ts'],
};
const embedded = {
  ...project,
  displayName: 'embedded',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/faults/distributed/(?!locks)'],
};

/** ES modules under jest need NODE_OPTIONS=--experimental-vm-modules; `npm test` sets it. */
export default {
  projects: process.env.LEDGER_TEST_FAULTS === undefined ? [embedded, strict, distributed] : [faults],
  // Only against a hang: nothing is judged by its time, and machines differ by a factor of ten.
  testTimeout: 180_000,
  // Much of a run is waiting for disks and children: one worker less than there are cores would leave a core idle.
  maxWorkers: '100%',
  // Modules of earlier test files stay in memory, and collecting them costs more than starting a worker.
  workerIdleMemoryLimit: '1GB',
  reporters: [['default', { summaryThreshold: 1_000 }], '<rootDir>/test/support/reporter.cjs'],
};
