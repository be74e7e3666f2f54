import { notServed, Refusal } from './errors.js';
import { amountOf, type Doc, isArray, isDoc, isNumeric, type Value } from './values.js';

/** The fields of a command or of a part of one. Each is asked for by name; what nobody asked for is refused. */
export class Arguments {
  readonly #rest: Map<string, Value>;

  /** @param name as in errors, e.g. `find` or `update.updates` */
  constructor(
    readonly name: string,
    readonly doc: Doc,
  ) {
    this.#rest = new Map(doc);
  }

  take(field: string): Value | undefined {
    const value = this.#rest.get(field);
    this.#rest.delete(field);
    return value;
  }

  text(field: string): string {
    return this.#required(field, this.optionalText(field));
  }

  optionalText(field: string): string | undefined {
    const value = this.take(field);
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrongType(field, 'string');
  }

  document(field: string): Doc {
    return this.#required(field, this.optionalDocument(field));
  }

  optionalDocument(field: string): Doc | undefined {
    const value = this.take(field);
    if (value === undefined || isDoc(value)) return value;
    throw this.#wrongType(field, 'object');
  }

  array(field: string): readonly Value[] {
    const value = this.take(field);
    if (value !== undefined && !isArray(value)) throw this.#wrongType(field, 'array');
    return this.#required(field, value);
  }

  documents(field: string): readonly Doc[] {
    return this.array(field).map((value) => {
      if (isDoc(value)) return value;
      throw this.#wrongType(field, 'object');
    });
  }

  /** Numbers count as true and false too, as the engine's lenient booleans. */
  flag(field: string, otherwise = false): boolean {
    const value = this.take(field);
    if (value === undefined) return otherwise;
    if (typeof value === 'boolean') return value;
    if (isNumeric(value)) return Number(amountOf(value)) !== 0;
    throw this.#wrongType(field, 'bool');
  }

  optionalNumber(field: string): number | undefined {
    const value = this.take(field);
    if (value === undefined) return undefined;
    if (!isNumeric(value)) throw this.#wrongType(field, 'long');
    return Number(amountOf(value));
  }

  /** A whole number that is not below 0. */
  optionalCount(field: string): number | undefined {
    const value = this.optionalNumber(field);
    if (value === undefined) return undefined;
    if (!Number.isSafeInteger(value)) throw new Refusal('FailedToParse', `'${field}' must be a whole number`);
    if (value >= 0) return value;
    throw new Refusal('Location51024', `BSON field '${field}' value must be >= 0, actual value '${value}'`);
  }

  /** Fields that the engine knows and this server does not serve. */
  refuse(...fields: readonly string[]): void {
    for (const field of fields) if (this.#rest.has(field)) throw notServed(`the field ${this.name}.${field}`);
  }

  /** Only the binary collation. */
  simpleCollation(): void {
    const collation = this.optionalDocument('collation');
    if (collation === undefined || collation.size === 0) return;
    if (collation.size !== 1 || collation.get('locale') !== 'simple')
      throw notServed(`a collation other than simple in ${this.name}`);
  }

  /** @throws Refusal when something was not asked for */
  end(): void {
    for (const field of this.#rest.keys())
      throw new Refusal('IDLUnknownField', `BSON field '${this.name}.${field}' is an unknown field.`);
  }

  #required<T>(field: string, value: T | undefined): T {
    if (value !== undefined) return value;
    throw new Refusal('IDLFailedToParse', `BSON field '${this.name}.${field}' is missing but a required field`);
  }

  #wrongType(field: string, expected: string): Refusal {
    return new Refusal(
      'TypeMismatch',
      `BSON field '${this.name}.${field}' is the wrong type, expected type '${expected}'`,
    );
  }
}
