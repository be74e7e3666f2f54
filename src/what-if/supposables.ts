import { getSchemaPath } from '@nestjs/swagger';
import { contractSupposables } from '../contracts/contracts.port.js';
import { customerSupposables } from '../customers/customers.port.js';
import type { ProblemCode } from '../platform/http/problems/catalogue.js';
import { contractProblems } from '../platform/http/problems/contract.js';
import { customerProblems } from '../platform/http/problems/customer.js';
import { releaseProblems } from '../platform/http/problems/release.js';
import type { SupposedOutcome, Supposable, Supposing } from '../platform/ledger/supposable.js';
import { releaseSupposables } from '../releases/releases.port.js';
import type { World } from './world.js';

type Table<W> = Readonly<Record<string, Supposable<W>>>;

const within = <W>(table: Table<W>, of: (world: World) => W): readonly (readonly [string, Supposable<World>])[] =>
  Object.entries(table).map(([name, supposable]) => [
    name,
    {
      ...supposable,
      execute: (world: World, it: Supposing<object>): Promise<SupposedOutcome> => supposable.execute(of(world), it),
    },
  ]);

/** Every command that can be supposed. */
export const supposables: ReadonlyMap<string, Supposable<World>> = new Map([
  ...within(contractSupposables as Table<World['contracts']>, ({ contracts }) => contracts),
  ...within(customerSupposables as Table<World['customers']>, ({ customers }) => customers),
  ...within(releaseSupposables as Table<World['releases']>, ({ releases }) => releases),
]);

/** Bodies that the description of the API must know. */
export const supposedBodies = [...new Set([...supposables.values()].map(({ body }) => body))];

/** A supposed command is refused as the real one would be. */
export const supposedRefusals = [
  ...Object.keys(contractProblems),
  ...Object.keys(customerProblems),
  ...Object.keys(releaseProblems),
] as readonly ProblemCode[];

const text = { type: 'string' as const };
/** Characters of an id. */
export const longestId = 200;

/** One of the supposed commands, as OpenAPI says it. */
export const supposedSchema = () => ({
  oneOf: [...supposables].map(([command, { body, route }]) => ({
    title: command,
    allOf: [
      {
        type: 'object' as const,
        required: ['command', ...route],
        properties: {
          command: { ...text, enum: [command] },
          as: { ...text, maxLength: 50 },
          ...Object.fromEntries(route.map((id) => [id, { ...text, maxLength: longestId }])),
        },
      },
      { $ref: getSchemaPath(body) },
    ],
  })),
});
