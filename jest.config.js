import { availableParallelism } from 'node:os';

const swc = {
  // In files of their own, which an error alone reads: inline they are two thirds of what each test file loads.
  sourceMaps: true,
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

/** Tests in these folders that start processes or engines of their own: the same in every project, so in one. */
const ofTheirOwn = [
  '/api/(demo|process|shell)\\.spec\\.ts$',
  '/webhooks/(reconnecting|take-over|targets|tls|two-processes)\\.spec\\.ts$',
];

/** The description of the API, what it lets a request hold, and the page at the root: no engine has a part in them. */
const withoutEngines = ['/api/(bounds-in-openapi|openapi-operations|published-openapi|routes|start-page)\\.spec\\.ts$'];

/**
 * What a request may hold, how refusals and pages read: decided before an engine is asked. The whole API runs over the
 * embedded set and over the distributed one; a third time these prove nothing.
 */
const beforeEngines = [
  ...withoutEngines,
  '/api/(amounts|conventions|fuzz|guide|hardening|mcp|openapi|problems|proxies|what-if-refusals|what-if-routes)' +
    '\\.spec\\.ts$',
];

/** The API over the distributed set: protocols of EventStoreDB and MongoDB in process, a real Redis where there is one. */
const distributed = {
  ...project,
  displayName: 'distributed',
  testMatch: ['<rootDir>/test/{api,webhooks}/**/*.spec.ts'],
  testPathIgnorePatterns: [...ofTheirOwn, ...withoutEngines],
  setupFiles: ['<rootDir>/test/support/distributed/run-distributed.js'],
};

/** The API over engines in memory that have nothing of SQLite, and promise no more than the ports do. */
const strict = {
  ...distributed,
  displayName: 'strict',
  testPathIgnorePatterns: [...ofTheirOwn, ...beforeEngines],
  setupFiles: ['<rootDir>/test/support/strict/run-strict.js'],
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
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/faults/distributed/(?!locks|killed-obligations)'],
};

/** ES modules under jest need NODE_OPTIONS=--experimental-vm-modules; `npm test` sets it. */
export default {
  projects: process.env.LEDGER_TEST_FAULTS === undefined ? [embedded, strict, distributed] : [faults],
  // Only against a hang: nothing is judged by its time, and machines differ by a factor of ten.
  testTimeout: 180_000,
  // A third of a run is waiting for disks, timers and children: one worker more than there are cores keeps all busy.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // Modules of earlier test files stay in memory, and collecting them costs more than starting a worker.
  workerIdleMemoryLimit: '1GB',
  reporters: [['default', { summaryThreshold: 1_000 }], '<rootDir>/test/support/reporter.cjs'],
};
