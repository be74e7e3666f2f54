import { BadUsage, CommandFailed } from './house.js';

/** A server to work through, instead of the folder. */
export interface Remote {
  readonly url?: string;
  readonly key?: string;
  readonly vendor?: string;
  /** Of the server's refusals. */
  readonly language?: string;
}

/** Calls a running server. @throws CommandFailed with the server's own words */
export const call = async ({ url, key, vendor, language }: Remote, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
  if (url === undefined || key === undefined) throw new BadUsage('working through a server needs both --url and --key');
  const headers = {
    authorization: `Bearer ${key}`,
    ...(language !== undefined && { 'accept-language': language }),
    ...(vendor !== undefined && { 'ledger-vendor': vendor }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const response = await fetch(new URL(`/api/v1${path}`, url), { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }).catch((error: Error) => {
    throw new CommandFailed(`${url} does not answer (${(error.cause as Error | undefined)?.message ?? error.message})`);
  });
  const text = await response.text();
  if (!response.ok) throw new CommandFailed(`${url} answered ${response.status}: ${detailOf(text)}`);
  return JSON.parse(text);
};

const detailOf = (text: string): string => {
  try {
    const { code, detail } = JSON.parse(text) as { code?: string; detail?: string };
    return `${detail ?? text} (${code ?? 'no code'})`;
  } catch {
    return text.slice(0, 500);
  }
};

/** The query of a question, without what was not given. */
export const queryOf = (values: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
