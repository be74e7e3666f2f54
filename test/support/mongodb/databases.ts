import { UUID } from 'mongodb';
import { Collection } from './collection.js';
import { Refusal } from './errors.js';

export interface Listed {
  readonly name: string;
  readonly uuid: UUID;
  readonly collection: Collection;
}

/** All collections of the server, by database; they outlive its restarts. */
export class Databases {
  readonly #collections = new Map<string, Listed>();

  find(database: string, name: string): Collection | undefined {
    return this.#collections.get(namespaceOf(database, name))?.collection;
  }

  /** Made by the first write. */
  ensure(database: string, name: string): Collection {
    return this.find(database, name) ?? this.create(database, name);
  }

  create(database: string, name: string): Collection {
    const namespace = namespaceOf(database, name);
    if (this.#collections.has(namespace))
      throw new Refusal('NamespaceExists', `Collection ${namespace} already exists.`);
    const collection = new Collection(namespace);
    this.#collections.set(namespace, { name, uuid: new UUID(), collection });
    return collection;
  }

  list(database: string): readonly Listed[] {
    return [...this.#collections].filter(([namespace]) => namespace.startsWith(`${database}.`)).map(([, each]) => each);
  }

  names(): readonly string[] {
    return [...new Set([...this.#collections.keys()].map((namespace) => namespace.split('.')[0]!))].sort();
  }

  /** @returns whether there was one */
  drop(database: string, name: string): boolean {
    return this.#collections.delete(namespaceOf(database, name));
  }

  dropDatabase(database: string): void {
    for (const { name } of this.list(database)) this.drop(database, name);
  }

  /** In one step: whoever reads finds the one or the other under the name. */
  rename(from: string, to: string, dropTarget: boolean): void {
    const source = this.#collections.get(from);
    if (source === undefined) throw new Refusal('NamespaceNotFound', `Source collection ${from} does not exist`);
    const [database, name] = splitNamespace(to);
    namespaceOf(database, name);
    if (from === to) throw new Refusal('IllegalOperation', "Can't rename a collection to itself");
    if (this.#collections.has(to) && !dropTarget) throw new Refusal('NamespaceExists', 'target namespace exists');
    this.#collections.delete(from);
    source.collection.namespace = to;
    this.#collections.set(to, { ...source, name });
  }
}

export function splitNamespace(namespace: string): readonly [database: string, name: string] {
  const dot = namespace.indexOf('.');
  if (dot <= 0) throw new Refusal('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

/** @throws Refusal for names that the engine refuses */
function namespaceOf(database: string, name: string): string {
  const namespace = `${database}.${name}`;
  const invalid =
    /[/\\. "$\0]/.test(database) ||
    database === '' ||
    Buffer.byteLength(database) > 63 ||
    /[$\0]/.test(name) ||
    name === '' ||
    name.startsWith('.') ||
    name.startsWith('system.') ||
    Buffer.byteLength(namespace) > 255;
  if (invalid) throw new Refusal('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  return namespace;
}
