import { describe, expect, it } from '@jest/globals';
import { redisPlace } from '../../../../src/platform/jobs/redis-place.js';

describe('a place in Redis', () => {
  it('is read from its URL, with its credentials, and named without them', () => {
    expect(redisPlace('rediss://le%64ger:p%40ss%2Fhunter2@jobs.example.cn:6380/3?prefix=seeyon')).toEqual({
      host: 'jobs.example.cn',
      port: 6380,
      tls: true,
      username: 'ledger',
      password: 'p@ss/hunter2',
      db: 3,
      prefix: 'seeyon',
      name: 'rediss://jobs.example.cn:6380/3',
    });
  });

  it('has the usual port, the first database and a prefix of the product where the URL names none', () => {
    expect(redisPlace('redis://[::1]')).toEqual({
      host: '::1',
      port: 6379,
      tls: false,
      username: undefined,
      password: undefined,
      db: 0,
      prefix: 'service-ledger',
      name: 'redis://[::1]:6379/0',
    });
  });

  it.each([
    'embedded:',
    'http://jobs',
    'redis:',
    'redis://',
    'redis://jobs/first',
    'redis://jobs/1/2',
    'redis://jobs?tls=true',
    'redis://jobs?prefix=',
    'redis://jobs?prefix=a:b',
    'redis://jobs#prefix',
    'redis://jobs:port',
    'redis://a:%E0%A4%A@jobs',
  ])('is not %s', (url) => expect(redisPlace(url)).toBeUndefined());
});
