import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { failureOf, refuseUnknownVendor, withExistingLedger } from './local-application.js';
import type { Output } from './output.js';
import { detailOf } from './problem-lines.js';
import { read, type Remote } from './remote.js';
import { languageOption } from './texts.js';
import type { HelpText } from './help-texts.js';

export type CommandOptions = Output &
  Remote & { readonly language: Language } & Readonly<Record<string, string | undefined>>;

/** The options of a command that only reads: over HTTP with --url, else in the folder itself. */
export const reading = (command: Command, text: HelpText): Command =>
  command
    .requiredOption('--vendor <vendor>', text('vendor'))
    .option('--url <url>', text('url'))
    .option('--key <key>', text('key'))
    .option('--json', text('json'), false)
    .addOption(languageOption(text));

/** Reads a path of the API, in a form that is asked for. */
export type Read = (path: string, accept?: string) => Promise<string>;

/** The same routes either way: in the folder they are called inside the process, with a temporary key. */
export const calling = async <T>(options: CommandOptions, work: (readPath: Read) => Promise<T>): Promise<T> => {
  if (options.url !== undefined || options.key !== undefined)
    return work((path, accept = 'application/json') => read(options, path, accept));
  return withExistingLedger(async (local) => {
    refuseUnknownVendor(local, options.vendor!, options.language);
    const { app, stores } = local;
    const key = stores.apiKeys.temporary({
      vendor: options.vendor!,
      role: 'auditor',
      name: 'command line',
      id: 'command-line',
    });
    try {
      return await work(async (path, accept = 'application/json') => {
        const response = await app.inject({
          method: 'GET',
          url: `/api/v1${path}`,
          headers: { authorization: `Bearer ${key.token}`, 'accept-language': options.language, accept },
        });
        if (response.statusCode !== 200) throw failureOf(response.statusCode, detailOf(response.body));
        return response.body;
      });
    } finally {
      key.drop();
    }
  });
};

export const readApi = (options: CommandOptions, path: string, accept: string): Promise<string> =>
  calling(options, (readPath) => readPath(path, accept));

/** The answer as JSON. */
export const callApi = async (options: CommandOptions, path: string): Promise<unknown> =>
  JSON.parse(await readApi(options, path, 'application/json')) as unknown;
