import { resolve } from 'node:path';
import { logLevels, type LogLevel } from '../logging/levels.js';
import { redisForm, redisPlace } from '../jobs/redis-place.js';
import { readSender, senderForm } from '../mail/address.js';
import { smtpForm, smtpPlace } from '../mail/smtp-place.js';
import { proxiesForm, readProxies } from './proxies.js';
import { publicUrlForm, readPublicUrl } from './public-url.js';
import type { Three } from '../http/problems/texts.js';
import { OperatorFault, type OperatorText, operatorText } from '../operator-fault.js';
import { type SettingTexts, settingTexts } from './setting-texts.js';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly home: string;
  readonly eventsUrl: string;
  readonly viewsUrl: string;
  readonly jobsUrl: string;
  readonly mailUrl: string;
  /** M1: what links in mails begin with, without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** M1: the sender of mails where a policy names none: an address, or `Name <address>`. */
  readonly mailFrom: string | undefined;
  readonly filesUrl: string;
  readonly adminKey: string | undefined;
  /** The largest file taken by an import over HTTP, in MB. */
  readonly uploadLimit: number;
  /** Hosts that webhooks may go to though they are internal or spoken to in plain http. */
  readonly webhookHosts: string;
  /** Addresses and networks of proxies whose X-Forwarded-For counts. */
  readonly trustProxy: readonly string[];
  readonly logLevel: LogLevel;
  /** Absolute; the one copy of the keys that is current at every new person. */
  readonly keysBackup: string | undefined;
  /** Absolute; undefined for the two packs that come with the product. */
  readonly policies: string | undefined;
}

/** A setting as `serve --help` prints it and as the start checks it. */
export interface Setting<T> {
  readonly variable: string;
  readonly default: string;
  readonly meaning: string;
  /** What a good value looks like; completes "NAME must be …". */
  readonly form: string;
  /** The value, or undefined where the text is none. An absent variable brings its default's text, or ''. */
  readonly read: (text: string) => T | undefined;
}

/** A variable that stops the start. The value is not in the message: it may be a password. */
export class BadSetting extends OperatorFault {
  constructor(
    readonly variable: string,
    form: Three | OperatorText,
  ) {
    super(operatorText('bad-setting', { variable, form }));
  }
}

const scheme =
  (allowed: readonly RegExp[]) =>
  (text: string): string | undefined =>
    allowed.some((form) => form.test(text)) ? text : undefined;

/** Every setting in the order of the manual. */
export const settings: { readonly [K in keyof Config]: Setting<Config[K] | null> } = {
  port: {
    variable: 'PORT',
    default: '3000',
    meaning: 'port to listen on; 0 takes a free one',
    form: 'a whole number from 0 to 65535',
    read: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
  },
  host: {
    variable: 'HOST',
    default: '127.0.0.1',
    meaning: 'address to listen on',
    form: 'an address or host name without spaces, such as 127.0.0.1 or 0.0.0.0',
    read: (text) => (/^[\w.:%-]+$/.test(text) ? text : undefined),
  },
  home: {
    variable: 'LEDGER_HOME',
    default: './data',
    meaning: 'folder of the embedded stores, keys and outbox',
    form: 'the path of a folder',
    read: (text) => (text === '' || text.includes('\0') ? undefined : resolve(text)),
  },
  eventsUrl: {
    variable: 'EVENTS_URL',
    default: 'sqlite:',
    meaning: 'where the events lie; sqlite: means in LEDGER_HOME, esdb: or esdb+discover: an EventStoreDB',
    form: 'sqlite:, sqlite:/folder, esdb://… or esdb+discover://…',
    read: scheme([/^sqlite:/, /^esdb(\+discover)?:\/\/./]),
  },
  viewsUrl: {
    variable: 'VIEWS_URL',
    default: 'sqlite:',
    meaning:
      'where the views lie; sqlite: means in LEDGER_HOME, mongodb: or mongodb+srv: a server, with keys, access and ' +
      'positions beside them',
    form: 'sqlite:, sqlite:/folder, mongodb://… or mongodb+srv://…',
    read: scheme([/^sqlite:/, /^mongodb(\+srv)?:\/\/./]),
  },
  jobsUrl: {
    variable: 'JOBS_URL',
    default: 'embedded:',
    meaning: 'what runs the jobs; embedded: means a file in LEDGER_HOME, redis: or rediss: a server (BullMQ)',
    form: `embedded:, ${redisForm}`,
    read: (text) => (text === 'embedded:' || redisPlace(text) !== undefined ? text : undefined),
  },
  mailUrl: {
    variable: 'MAIL_URL',
    default: 'outbox:',
    meaning: 'where mail goes; outbox: writes files in LEDGER_HOME, smtp: or smtps: is a mail server',
    form: `outbox:, ${smtpForm}`,
    read: (text) => (text === 'outbox:' || smtpPlace(text) !== undefined ? text : undefined),
  },
  publicUrl: {
    variable: 'PUBLIC_URL',
    default: '',
    meaning: 'address under which people reach the API, for links in mails; needed with MAIL_URL=smtp:',
    form: publicUrlForm,
    read: (text) => (text === '' ? null : readPublicUrl(text)),
  },
  mailFrom: {
    variable: 'MAIL_FROM',
    default: '',
    meaning: 'sender of mails where the policy of the vendor names none; needed with MAIL_URL=smtp:',
    form: senderForm,
    read: (text) => (text === '' ? null : readSender(text)),
  },
  filesUrl: {
    variable: 'FILES_URL',
    default: 'files:',
    meaning: 'where uploaded files and reports lie; files: means in LEDGER_HOME, gridfs: in the server of VIEWS_URL',
    form: 'files:, files:/folder or gridfs:',
    read: scheme([/^files:/, /^gridfs:$/]),
  },
  adminKey: {
    variable: 'LEDGER_ADMIN_KEY',
    default: '',
    meaning:
      'an API key with admin rights over every vendor, made at first start; without it one is made, in ' +
      'a file in LEDGER_HOME',
    form: '32 to 200 visible ASCII characters without spaces',
    read: (text) => (text === '' ? null : /^[\x21-\x7e]{32,200}$/.test(text) ? text : undefined),
  },
  uploadLimit: {
    variable: 'UPLOAD_LIMIT_MB',
    default: '1024',
    meaning: 'the largest file that an import over HTTP takes, in MB',
    form: 'a whole number from 1 to 16384',
    read: (text) => (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 16_384 ? Number(text) : undefined),
  },
  webhookHosts: {
    variable: 'WEBHOOK_HOSTS',
    default: '',
    meaning:
      'hosts (host or host:port, separated by commas) that webhooks may go to though they are internal or ' +
      'without https',
    form: 'host names or addresses separated by commas, without spaces',
    read: (text) => (/^[\w.:[\]-]*(?:,[\w.:[\]-]+)*$/.test(text) ? text : undefined),
  },
  trustProxy: {
    variable: 'TRUST_PROXY',
    default: '',
    meaning: 'proxies in front of the server, whose X-Forwarded-For names the caller; without it nobody is believed',
    form: proxiesForm,
    read: readProxies,
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    default: 'info',
    meaning: `the least important lines that are logged: ${logLevels.join(', ')}`,
    form: `one of ${logLevels.join(', ')}`,
    read: (text) => logLevels.find((level) => level === text),
  },
  keysBackup: {
    variable: 'KEYS_BACKUP',
    default: '',
    meaning: 'file on another disk that has the one copy of the keys, made at the start, current at every new person',
    form: 'the path of a file outside LEDGER_HOME',
    read: (text) => (text === '' ? null : text.includes('\0') ? undefined : resolve(text)),
  },
  policies: {
    variable: 'LEDGER_POLICIES',
    default: '',
    meaning: 'folder of policy files; without it the two packs that come with the product',
    form: 'the path of a folder',
    read: (text) => (text === '' ? null : text.includes('\0') ? undefined : resolve(text)),
  },
};

const chinese: { readonly [K in keyof Config]: SettingTexts } = settingTexts;

/** What a setting means, or what a good value looks like, in every language. */
export const inThree = (name: keyof Config, what: 'meaning' | 'form'): Three => [
  ...chinese[name][what],
  settings[name][what],
];

/**
 * The settings of an environment, frozen. An empty variable counts as absent.
 * @throws BadSetting for the first that is not what it must be
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = Object.entries(settings).map(([name, setting]) => {
    const value = (setting as Setting<unknown>).read(env[setting.variable] || setting.default);
    if (value === undefined) throw new BadSetting(setting.variable, inThree(name as keyof Config, 'form'));
    return [name, value ?? undefined];
  });
  const config = Object.freeze(Object.fromEntries(read)) as Config;
  refuseSenderless(config);
  return config;
}

/** M1: what leaves the machine has a sender and links that lead somewhere. */
function refuseSenderless({ mailUrl, publicUrl, mailFrom }: Config): void {
  if (mailUrl === 'outbox:') return;
  if (publicUrl === undefined) throw new BadSetting('PUBLIC_URL', neededBySmtp('publicUrl'));
  if (mailFrom === undefined) throw new BadSetting('MAIL_FROM', neededBySmtp('mailFrom'));
}

const neededBySmtp = (name: 'publicUrl' | 'mailFrom'): Three => {
  const [zhCN, zhTW, en] = inThree(name, 'form');
  return [
    `${zhCN}（MAIL_URL 为 smtp: 时必须给出）`,
    `${zhTW}（MAIL_URL 為 smtp: 時必須給出）`,
    `set with MAIL_URL=smtp:, to ${en}`,
  ];
};
