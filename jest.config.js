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

/** ES modules under jest need NODE_OPTIONS=--experimental-vm-modules; `npm test` sets it. */
export default {
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
  // Only against a hang: nothing is judged by its time, and machines differ by a factor of ten.
  // Much of a run is waiting for disks and children: one worker less than there are cores would leave a core idle.
  maxWorkers: '100%',
  testTimeout: 180_000,
  reporters: [['default', { summaryThreshold: 1_000 }], '<rootDir>/test/support/reporter.cjs'],
};
