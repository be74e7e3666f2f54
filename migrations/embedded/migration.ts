/** One forward step of an embedded store's schema. Numbers run from 1 without gaps; a released step never changes. */
export interface Migration {
  readonly number: number;
  /** What the step is for, as a short sentence. */
  readonly title: string;
  readonly sql: string;
}
