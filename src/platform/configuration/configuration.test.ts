import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ConfigurationError, readConfiguration } from './configuration.ts';

describe('the configuration', () => {
  test('is complete without any setting', () => {
    const { dataDirectory, ...rest } = readConfiguration({});
    assert.match(dataDirectory, /[\\/]\.yizhan$/);
    assert.deepEqual(
      [rest.host, rest.port, rest.publicUrl, rest.databaseUrl, rest.logLevel],
      ['127.0.0.1', 4405, 'http://127.0.0.1:4405', undefined, 'info'],
    );
    assert.deepEqual(rest.zones, ['internet', 'extranet', 'intranet']);
    assert.deepEqual([rest.withWorker, rest.trustProxy], [true, false]);
    assert.equal(rest.fileSizeLimitBytes, 10 * 1024 * 1024);
  });

  test('takes what is set, and an empty setting for none', () => {
    const taken = readConfiguration({
      PORT: '8080',
      HOST: '::1',
      DATABASE_URL: 'postgresql://yizhan@db/city',
      YIZHAN_ZONE: 'extranet',
      YIZHAN_WITH_WORKER: 'false',
      YIZHAN_TRUST_PROXY: 'true',
      SMTP_URL: 'smtps://mail.example.gov.cn',
      CLAMD_ADDRESS: '127.0.0.1:3310',
      LOG_LEVEL: 'debug',
      YIZHAN_SESSION_IDLE_MINUTES: '',
    });
    assert.deepEqual([taken.port, taken.publicUrl], [8080, 'http://[::1]:8080']);
    assert.deepEqual([taken.databaseUrl, taken.zones], ['postgresql://yizhan@db/city', ['extranet']]);
    assert.deepEqual([taken.withWorker, taken.trustProxy], [false, true]);
    assert.deepEqual([taken.smtpUrl, taken.clamdAddress], ['smtps://mail.example.gov.cn', '127.0.0.1:3310']);
    assert.deepEqual([taken.logLevel, taken.sessionIdleMinutes], ['debug', 30]);
  });

  test('keeps no slash at the end of the public address', () => {
    const { publicUrl } = readConfiguration({ YIZHAN_PUBLIC_URL: 'https://www.example.gov.cn//' });
    assert.equal(publicUrl, 'https://www.example.gov.cn');
  });

  const mistakes: readonly (readonly [string, string])[] = [
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['PORT', '-1'],
    ['YIZHAN_ZONE', 'internets'],
    ['DATABASE_URL', 'mysql://db'],
    ['YIZHAN_PUBLIC_URL', 'www.example.gov.cn'],
    ['YIZHAN_PUBLIC_URL', 'localhost:4405'],
    ['YIZHAN_PUBLIC_URL', 'https://'],
    ['YIZHAN_TRUST_PROXY', 'yes'],
    ['YIZHAN_WITH_WORKER', '0'],
    ['YIZHAN_SESSION_IDLE_MINUTES', '0'],
    ['YIZHAN_SESSION_ABSOLUTE_HOURS', '25'],
    ['YIZHAN_FILE_SIZE_LIMIT_BYTES', '10MB'],
    ['SMTP_URL', 'mail.example.gov.cn'],
    ['CLAMD_ADDRESS', 'localhost'],
    ['LOG_LEVEL', 'loud'],
  ];
  for (const [variable, value] of mistakes) {
    test(`says in sentences that ${variable} cannot be "${value}"`, () => {
      assert.throws(
        () => readConfiguration({ [variable]: value }),
        (error) =>
          error instanceof ConfigurationError &&
          error.message.startsWith(`${variable} must `) &&
          error.message.endsWith('. Nothing was started. Correct it and start again.'),
      );
    });
  }

  test('never repeats a setting that may hold a password', () => {
    for (const variable of ['DATABASE_URL', 'SMTP_URL']) {
      assert.throws(
        () => readConfiguration({ [variable]: 'user:secret@host' }),
        (error) => error instanceof ConfigurationError && !error.message.includes('secret'),
      );
    }
  });
});
