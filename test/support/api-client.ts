import type { TestApp } from './app.js';

/** An answer as tests look into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;
/** An answer of the entitlement check. */
type Checked = {
  readonly conditions: readonly { readonly code: string; readonly text: string }[];
  readonly [field: string]: Answer;
};

/** Somebody at work with a key of a vendor: sends commands and questions, and expects them to succeed. */
export class ApiClient {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    private readonly app: TestApp,
    vendor: string,
    key: string = app.keys.everywhere,
  ) {
    this.#headers = { authorization: `Bearer ${key}`, 'accept-language': 'en', 'ledger-vendor': vendor };
  }

  async post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return bodyOf(
      await this.app.http
        .post(`/api/v1${path}`)
        .set({ ...this.#headers, ...headers })
        .send(body),
      `POST ${path}`,
    );
  }

  /** Whatever it answers. */
  async attempt(path: string, body: object, key?: string): Promise<{ status: number; body: Answer }> {
    const headers = key === undefined ? this.#headers : { ...this.#headers, authorization: `Bearer ${key}` };
    return this.app.http.post(`/api/v1${path}`).set(headers).send(body);
  }

  async patch(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return bodyOf(
      await this.app.http
        .patch(`/api/v1${path}`)
        .set({ ...this.#headers, ...headers })
        .send(body),
      `PATCH ${path}`,
    );
  }

  async get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return bodyOf(await this.app.http.get(`/api/v1${path}`).query(query).set(this.#headers), `GET ${path}`);
  }

  check(query: Readonly<Record<string, string>>): Promise<Checked> {
    return this.get('/entitlements/check', query);
  }
}

const bodyOf = ({ status, body, text }: { status: number; body: unknown; text: string }, what: string): Answer => {
  if (status < 200 || status > 299) throw new Error(`${what} answered ${status}: ${text}`);
  return body;
};
