/**
 * Who may import what; docs/architecture.md has the table. Each comment is what a reader of the failure needs: the
 * way out.
 */
module.exports = {
  forbidden: [
    {
      name: 'kernel-stands-alone',
      severity: 'error',
      comment:
        'The kernel imports itself and temporal-polyfill only. Move what you need into the kernel, or pass it in.',
      from: { path: '^domain/kernel/' },
      to: { pathNot: ['^domain/kernel/', 'temporal-polyfill'] },
    },
    {
      name: 'aggregates-know-only-themselves',
      severity: 'error',
      comment:
        'An aggregate imports its own folder and the kernel. Facts from another aggregate come in with the command.',
      from: { path: '^domain/(?!kernel/|policy/|entitlement/|obligation/|request/)([^/]+)/' },
      to: { pathNot: ['^domain/$1/', '^domain/kernel/'] },
    },
    {
      name: 'obligations-know-kernel-policy-and-requests',
      severity: 'error',
      comment:
        'An obligation imports its own folder, the kernel, the policy it falls due by, and the request and survey that it follows. Facts of other aggregates come in with the command.',
      from: { path: '^domain/obligation/' },
      to: {
        pathNot: ['^domain/obligation/', '^domain/kernel/', '^domain/policy/', '^domain/request/', '^domain/survey/'],
      },
    },
    {
      name: 'requests-know-kernel-promises-and-surveys',
      severity: 'error',
      comment:
        'A request imports its own folder, the kernel, the computation of promises, and the surveys in its stream. Facts of other aggregates, the policy and calendars come in with the command.',
      from: { path: '^domain/request/' },
      to: { pathNot: ['^domain/request/', '^domain/kernel/', '^domain/promise/', '^domain/survey/'] },
    },
    {
      name: 'domain-has-folders-only',
      severity: 'error',
      comment: 'A file directly in domain/ belongs to no aggregate and escapes these rules. Move it into a folder.',
      from: { path: '^domain/[^/]+\\.ts$' },
      to: {},
    },
    {
      name: 'policy-knows-the-kernel',
      severity: 'error',
      comment: 'domain/policy imports itself and the kernel. Reading files and YAML belongs to src/policies.',
      from: { path: '^domain/policy/' },
      to: { pathNot: ['^domain/policy/', '^domain/kernel/'] },
    },
    {
      name: 'decision-knows-kernel-and-policy',
      severity: 'error',
      comment:
        'The decision is a pure function over a sheet: it imports the kernel, the policy and row types of the sheets, nothing that loads them.',
      from: { path: '^domain/entitlement/' },
      to: {
        pathNot: ['^domain/entitlement/', '^domain/kernel/', '^domain/policy/', '^projections/[^/]+/[^/]*\\.row\\.ts$'],
      },
    },
    {
      name: 'rules-of-a-version-are-whole',
      severity: 'error',
      comment:
        'The rules of an answer version share facts and the kernel, never a rule of another version: copy it, so that neither changes with the other.',
      from: { path: '^domain/entitlement/rules/(v\\d+)/' },
      to: {
        path: '^domain/entitlement/',
        pathNot: [
          '^domain/entitlement/rules/$1/',
          '^domain/entitlement/(answer|book|question|sheet|sheet-contract)\\.ts$',
        ],
      },
    },
    {
      name: 'projections-read-events-only',
      severity: 'error',
      comment:
        'A projection imports projections, the kernel and *.events.ts. If it needs a rule of an aggregate, the event should say the result.',
      from: { path: '^projections/' },
      to: {
        pathNot: [
          '^projections/',
          '^domain/kernel/',
          '^domain/[^/]+/[^/]+\\.events\\.ts$',
          '^domain/policy/policy\\.ts$',
          '^domain/entitlement/answer\\.ts$',
          '^domain/obligation/owed-contract\\.ts$',
          '^domain/report/satisfaction\\.ts$',
        ],
      },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      comment:
        'src/platform imports the kernel, projection.ts, events, npm and node. A feature hands itself in through a port.',
      from: { path: '^src/platform/' },
      to: {
        path: ['^src/(?!platform/)', '^projections/[^/]+/', '^domain/(?!kernel/|reservation/)'],
        pathNot: ['\\.events\\.ts$', '^migrations/'],
      },
    },
    {
      name: 'engines-stay-in-the-platform',
      severity: 'error',
      comment:
        'Nothing outside src/platform names an engine, so that an adapter is added without touching it. Ask the port, or a function of src/platform that chooses by the settings (open-engines.ts, moving/). Excepted is the module that the write thread of the embedded engines begins with: it hands in what is projected.',
      from: { path: '^(src|domain|projections|migrations)/', pathNot: ['^src/platform/', '^src/write-thread\\.ts$'] },
      to: {
        path: [
          '^src/platform/(distributed|embedded|eventstoredb|mongodb|sqlite)/',
          '^src/platform/[^/]+/(bullmq|counts-in|embedded|folder|mongo|portable|redis|sqlite)-[^/]*\\.ts$',
          '^src/platform/(auth|events|jobs|keys|ordinals)/[^/]*-(file|rows|sql)\\.ts$',
          '^src/platform/(events|jobs|limits|views)/open-[^/]*\\.ts$',
          '^node_modules/(@eventstore|better-sqlite3|bson|bullmq|ioredis|mongodb)/',
        ],
        // What earlier versions stored of webhooks, which is taken over once.
        pathNot: ['^src/platform/jobs/old-webhooks-file\\.ts$'],
      },
    },
    {
      name: 'features-stay-apart',
      severity: 'error',
      comment:
        "A feature never imports another feature's inside. Import its module's exports (index-free: `<feature>.module.ts` or `<feature>.port.ts`), or move the shared piece to src/platform or domain.",
      from: { path: '^src/(?!platform/|cli/)([^/]+)/' },
      to: { path: '^src/(?!platform/)([^/]+)/', pathNot: ['^src/$1/', '\\.(module|port)\\.ts$'] },
    },
    {
      name: 'migrations-know-kernel-and-events',
      severity: 'error',
      comment: 'A migration must run unchanged in ten years: it imports the kernel and *.events.ts at most.',
      from: { path: '^migrations/' },
      to: { pathNot: ['^migrations/', '^domain/kernel/', '\\.events\\.ts$'] },
    },
    {
      name: 'nothing-imports-tests-or-bench',
      severity: 'error',
      comment: 'test/ and bench/ are read by nobody. Move the shared piece to where both may import it.',
      from: { path: '^(src|domain|projections|migrations)/' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'A cycle, of types alone too, has no order to read it in. Move the piece that both need into a file of its own.',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
