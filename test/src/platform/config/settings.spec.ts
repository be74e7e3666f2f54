import { describe, expect, it } from '@jest/globals';
import { BadSetting, readConfig, settings } from '../../../../src/platform/config/settings.js';

describe('settings', () => {
  it('has a default for everything, and freezes what it read', () => {
    const config = readConfig({ LEDGER_HOME: '/srv/ledger' });
    expect(config).toEqual({
      port: 3000,
      host: '127.0.0.1',
      home: '/srv/ledger',
      eventsUrl: 'sqlite:',
      viewsUrl: 'sqlite:',
      jobsUrl: 'embedded:',
      mailUrl: 'outbox:',
      filesUrl: 'files:',
      uploadLimit: 1024,
      webhookHosts: '',
      trustProxy: [],
      logLevel: 'info',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable for an absent one', () => expect(readConfig({ PORT: '' }).port).toBe(3000));

  it.each([
    ['PORT', '70000'],
    ['PORT', '3e3'],
    ['HOST', 'a host'],
    ['EVENTS_URL', 'postgres://user:hunter2@store'],
    ['VIEWS_URL', 'mongo://user:hunter2@views'],
    ['JOBS_URL', 'amqp://:hunter2@jobs'],
    ['JOBS_URL', 'redis://:hunter2@jobs?ssl=yes'],
    ['MAIL_URL', 'smtp:/user:hunter2@mail'],
    ['MAIL_URL', 'smtp://user:hunter2@mail:99999'],
    ['MAIL_URL', 'smtp://user:hunter%2@mail'],
    ['MAIL_URL', 'smtp://user:hunter2@mail?ssl=yes'],
    ['MAIL_URL', 'smtps://user:hunter2@mail?tls=off'],
    ['MAIL_URL', 'smtp://user:hunter2@mail?tlsCAFile=/nowhere/ca.pem'],
    ['MAIL_URL', 'smtp://user:hunter2@mail?connections=0'],
    ['PUBLIC_URL', 'hunter2.example.com'],
    ['PUBLIC_URL', 'https://user:hunter2@service.example.com'],
    ['PUBLIC_URL', 'https://service.example.com/?hunter2'],
    ['MAIL_FROM', 'hunter2'],
    ['MAIL_FROM', 'Service <hunter2'],
    ['MAIL_FROM', 'a@b.cn\r\nBcc: hunter2@b.cn'],
    ['FILES_URL', 's3://hunter2'],
    ['LEDGER_ADMIN_KEY', 'short-hunter2'],
    ['LEDGER_HOME', 'a\0b'],
  ])('stops at %s, naming it and the way out, not its value', (variable, value) => {
    const failed = (() => {
      try {
        return readConfig({ [variable]: value });
      } catch (error) {
        return error as BadSetting;
      }
    })();
    expect(failed).toBeInstanceOf(BadSetting);
    const { message } = failed as BadSetting;
    expect(message.startsWith(`${variable} must be `)).toBe(true);
    expect(message).not.toContain(value);
  });

  it.each(['embedded:', 'redis://jobs', 'rediss://ledger:p%40ss@jobs.example.cn:6380/3?prefix=seeyon'])(
    'takes %s as the runner of jobs',
    (url) => expect(readConfig({ JOBS_URL: url }).jobsUrl).toBe(url),
  );

  it('M1: mail to a server needs a sender and the address that links lead to', () => {
    const env = { MAIL_URL: 'smtp://ledger:p%40ss@mail.example.com' };
    const from = '致远服务 <service@example.com>';
    expect(() => readConfig({ ...env, MAIL_FROM: from })).toThrow(/^PUBLIC_URL must be set with MAIL_URL=smtp:/);
    expect(() => readConfig({ ...env, PUBLIC_URL: 'https://service.example.com' })).toThrow(
      /^MAIL_FROM must be set with MAIL_URL=smtp:/,
    );
    const read = readConfig({ ...env, MAIL_FROM: from, PUBLIC_URL: 'https://service.example.com/ledger/' });
    expect([read.mailFrom, read.publicUrl]).toEqual([from, 'https://service.example.com/ledger']);
  });

  it('explains every setting', () => {
    for (const { meaning, form } of Object.values(settings))
      expect(Math.min(meaning.length, form.length)).toBeGreaterThan(10);
  });
});
