import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { quote } from '#host/watch/command.ts';

import { fakeEngine, recordingOf, type FakeOptions } from '../host/fake-engine.ts';
import { BIN, drydock } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'drydock-watch-'));
const NODE = process.execPath;
const FAILED = `#5 [2/2] RUN gcc -c big.c
#5 0.959 big.c:1:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#5 ERROR: process "/bin/sh -c gcc -c big.c" did not complete successfully: exit code: 1
------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc -c big.c" did not complete successfully: exit code: 1
`;

function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${NODE}\n${text}`);
  chmodSync(path, 0o755);
  return path;
}

describe('on pipes', () => {
  test('every byte of both streams goes where it would have gone', () => {
    const noise = program(
      'noise',
      `const bytes = (n) => Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * n + (i >> 3)) & 255));
       process.stdout.write(bytes(7)); process.stderr.write(bytes(13));`,
    );
    const run = (argv: readonly string[]) => spawnSync(argv[0] as string, argv.slice(1), { maxBuffer: 1 << 26 });
    const alone = run([noise]);
    const watched = run([NODE, BIN, 'run', '--', noise]);
    expect(alone.stdout).toHaveLength(300_000);
    expect(watched.stdout.equals(alone.stdout)).toBe(true);
    expect(watched.stderr.equals(alone.stderr)).toBe(true);
  });

  test('the order of two streams that go into one file stays', () => {
    const script = 'for i in 1 2 3 4 5 6 7 8 9; do echo out $i; echo err $i >&2; done';
    const { stdout } = spawnSync('sh', ['-c', `"${NODE}" "${BIN}" run -- sh -c '${script}' 2>&1`], {
      encoding: 'utf8',
    });
    expect(stdout).toBe(Array.from({ length: 9 }, (_, i) => `out ${i + 1}\nerr ${i + 1}\n`).join(''));
  });

  test('a failure is diagnosed, on standard error and after the output', () => {
    const log = join(folder, 'failed.log');
    writeFileSync(log, FAILED);
    const { code, stdout, stderr } = drydock(['run', '--lang', 'en', '--', 'sh', '-c', `cat ${log} >&2; exit 17`]);
    expect({ code, stdout }).toEqual({ code: 17, stdout: '' });
    expect(stderr.startsWith(FAILED)).toBe(true);
    expect(stderr.slice(FAILED.length)).toContain('error[disk-full-data-root]');
  });

  test('--report writes a file, --quiet says nothing', () => {
    const log = join(folder, 'failed2.log');
    writeFileSync(log, FAILED);
    const report = join(folder, 'report.json');
    const ran = drydock(['run', '--report', report, '--quiet', '--', 'sh', '-c', `cat ${log}; exit 1`]);
    expect(ran).toEqual({ code: 1, stdout: FAILED, stderr: '' });
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ root: { condition: 'disk-full-data-root' } });
  });

  test('a report that cannot be written does not change how the command ended', () => {
    const { code, stderr } = drydock([
      'run',
      '--lang',
      'en',
      '--report',
      join(folder, 'no/such/x.md'),
      'sh',
      '-c',
      'exit 9',
    ]);
    expect(code).toBe(9);
    expect(stderr).toMatch(/could not be written: ENOENT/);
  });

  test('a failure of unknown cause shows the last lines and the exit code', () => {
    const { code, stderr } = drydock([
      'run',
      '--format',
      'json',
      '--',
      'sh',
      '-c',
      'echo the flux is out of phase; exit 5',
    ]);
    expect(code).toBe(5);
    expect(JSON.parse(stderr)).toMatchObject({
      outcome: 'failed',
      root: null,
      failure: { exitCode: 5, excerpt: [{ line: 1, text: 'the flux is out of phase' }] },
    });
  });

  test('nothing of ours where it succeeds', () => {
    expect(drydock(['run', '--', 'sh', '-c', 'echo fine'])).toEqual({ code: 0, stdout: 'fine\n', stderr: '' });
  });

  test('standard input is the command’s', () => {
    expect(drydock(['run', '--', 'cat'], 'given\n')).toEqual({ code: 0, stdout: 'given\n', stderr: '' });
  });

  test.each([
    ['killed', 'kill -KILL $$', 137],
    ['terminated', 'kill -TERM $$', 143],
    ['with an exit code', 'exit 42', 42],
  ])('ended: %s', (_, script, code) => {
    expect(drydock(['run', '--', 'sh', '-c', script]).code).toBe(code);
  });

  test('a program that is not there: 127 and one line', () => {
    const { code, stdout, stderr } = drydock(['run', '--lang', 'en', '--', 'no-such-program']);
    expect({ code, stdout, stderr }).toEqual({
      code: 127,
      stdout: '',
      stderr: 'drydock: the program "no-such-program" was not found.\n',
    });
  });

  test('no docker at all', () => {
    const empty = mkdtempSync(join(tmpdir(), 'drydock-empty-'));
    for (const command of ['build', 'up']) {
      const { status, stderr } = spawnSync(NODE, [BIN, command, '--lang', 'en', '.'], {
        encoding: 'utf8',
        env: { PATH: empty },
      });
      expect({ status, stderr }).toEqual({ status: 127, stderr: 'drydock: the program "docker" was not found.\n' });
    }
  });

  test('a file that is no program: 126', () => {
    const path = join(folder, 'data.txt');
    writeFileSync(path, 'no program');
    expect(drydock(['run', '--', path]).code).toBe(126);
  });

  test('a reader that goes away ends the command, as without us', () => {
    const { stdout } = spawnSync(
      'bash',
      ['-c', `"${NODE}" "${BIN}" run --quiet -- yes | head -n 1; echo "\${PIPESTATUS[0]}"`],
      {
        encoding: 'utf8',
        timeout: 20_000,
      },
    );
    expect(stdout).toBe('y\n141\n');
  });

  test('its streams can be opened by name, as pipes can', () => {
    const script = 'test -p /dev/stdout && echo a pipe > /dev/stdout; echo also > /dev/stderr';
    expect(drydock(['run', '--', 'sh', '-c', script])).toEqual({ code: 0, stdout: 'a pipe\n', stderr: 'also\n' });
  });

  test('Node takes no --env-file of the command’s for its own', () => {
    const file = join(folder, 'some.env');
    writeFileSync(file, 'FROM_THE_FILE=1\n');
    const { code, stdout } = drydock(['run', '--', 'sh', '-c', 'echo "[$FROM_THE_FILE]"', 'sh', `--env-file=${file}`]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '[]\n' });
  });

  test('what it leaves running behind does not hold us', () => {
    const started = Date.now();
    expect(drydock(['run', '--', 'sh', '-c', 'sleep 20 & echo done']).stdout).toBe('done\n');
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

describe('of any size', () => {
  test(
    '1 GiB goes through in bounded memory, and nothing is left in the temporary folder',
    { timeout: 400_000 },
    async () => {
      const temporary = mkdtempSync(join(tmpdir(), 'drydock-tmp-'));
      const script = `process.on('exit', () => process.stderr.write(' rss=' + process.resourceUsage().maxRSS));
      process.argv = [process.argv[0], ${JSON.stringify(BIN)}, 'run', '--quiet', '--report', ${JSON.stringify(join(folder, 'big.json'))}, '--', 'sh', '-c', 'yes ${'a'.repeat(99)} | head -c 1073741825; exit 3'];
      await import(${JSON.stringify(BIN)});`;
      const child = spawn(NODE, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, TMPDIR: temporary },
      });
      let stderr = '';
      let bytes = 0;
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.stdout.on('data', (chunk: Buffer) => (bytes += chunk.length));
      const [code] = (await once(child, 'close')) as [number];
      expect(code).toBe(3);
      expect(bytes).toBeGreaterThan(1024 ** 3);
      expect(Number(/rss=(\d+)/.exec(stderr)?.[1]) / 1024).toBeLessThan(220);
      expect(readdirSync(temporary)).toEqual([]);
      const { limits } = JSON.parse(readFileSync(join(folder, 'big.json'), 'utf8')) as { limits: string[] };
      expect(limits.some((limit) => limit.includes('middle of the output'))).toBe(true);
    },
  );
});

describe('up, beside an engine', () => {
  /** A client whose `up` fails as Compose does, and which names the container of the recorded engine. */
  const client = mkdtempSync(join(tmpdir(), 'drydock-client-'));
  writeFileSync(
    join(client, 'docker'),
    `#!/bin/sh
case " $* " in
*" ps -a -q "*) echo "$CONTAINER" ;;
*" up "*) echo 'container shop-db-1 is unhealthy' >&2; exit 1 ;;
*) exit 1 ;;
esac
`,
  );
  chmodSync(join(client, 'docker'), 0o755);

  async function up(options: FakeOptions, env: Record<string, string> = {}) {
    const engine = await fakeEngine(options);
    const report = join(client, 'up.json');
    const child = spawn(NODE, [BIN, 'up', '--quiet', '--report', report], {
      cwd: client,
      stdio: 'ignore',
      env: {
        PATH: `${client}:${process.env['PATH'] ?? ''}`,
        LANG: 'C.UTF-8',
        CONTAINER:
          (recordingOf('28')['/containers/shop-db-1/json']?.json as { readonly Id: string } | undefined)?.Id ?? '',
        DOCKER_HOST: engine.endpoint,
        ...env,
      },
    });
    const [code] = (await once(child, 'close')) as [number];
    await engine.close();
    return { code, document: JSON.parse(readFileSync(report, 'utf8')), requests: engine.requests };
  }

  test('its containers are asked, over the engine’s own interface', async () => {
    const { code, document, requests } = await up({});
    expect(code).toBe(1);
    expect(document.root.service).toBe('db');
    expect(requests.some((one) => one.includes('/containers/shop-db-1/logs'))).toBe(true);
    expect(requests.every((one) => one.startsWith('GET '))).toBe(true);
  });

  test.each(['hang', 'error-500', 'reset', 'hang-half-way', 'truncated'] as const)(
    'an engine that does not answer (%s) holds nobody up and is told',
    async (fault) => {
      const { code, document } = await up({ fault, at: /./ });
      expect(code).toBe(1);
      expect(document.root.condition).toBe('dependency-unhealthy');
      expect(document.limits.length).toBeGreaterThan(0);
    },
  );
});

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('%s reaches the command, each time, and it decides', async (signal) => {
    const stubborn = program(
      `stubborn-${signal}`,
      `let n = 0; process.on('${signal}', () => { console.log('got ' + ++n); if (n === 2) process.exit(130); });
       console.log('ready'); setInterval(() => {}, 1000);`,
    );
    const child = spawn(NODE, [BIN, 'run', '--', stubborn], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (/ready\n$|got 1\n$/.test(out)) child.kill(signal);
    });
    const [code] = (await once(child, 'close')) as [number];
    expect({ code, out, err }).toEqual({ code: 130, out: 'ready\ngot 1\ngot 2\n', err: '' });
  });
});

/** Runs a shell command on a real terminal of 100 columns and gives what the terminal got. */
async function onTerminal(command: string, keys: readonly { after: string; press: string }[] = []) {
  const child = spawn('script', ['-qefc', `stty cols 100 rows 40; ${command}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, SHELL: '/bin/sh', TERM: 'xterm-256color' },
  });
  let text = '';
  const left = [...keys];
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const next = left[0];
    if (next === undefined || !text.includes(next.after)) return;
    left.shift();
    child.stdin.write(next.press);
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, text };
}

const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

describe.runIf(hasScript)('on a terminal', () => {
  const D = `${quote(NODE)} ${quote(BIN)}`;

  test('the command has a terminal, of the same size, and its exit code is ours', async () => {
    const { code, text } = await onTerminal(
      `${D} run --quiet -- sh -c 'test -t 0 && test -t 1 && test -t 2 && echo all three; stty size; exit 5'`,
    );
    expect(code).toBe(5);
    expect(text).toContain('all three\r\n40 100\r\n');
  });

  test('arguments arrive as they are', async () => {
    const words = ['', ' ', "it's", '$HOME `id` $(id)', 'a\nb', '"', '\\', '*', '--', '错误', "'; exit 3; '"];
    const echo = program(
      'echo-argv',
      'require("fs").writeFileSync(process.argv[2], JSON.stringify(process.argv.slice(3)))',
    );
    const into = join(folder, 'argv.json');
    const { code } = await onTerminal(`${D} run -- ${[echo, into, ...words].map(quote).join(' ')}`);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(into, 'utf8'))).toEqual(words);
  });

  test('the environment arrives as it is, SHELL included', async () => {
    const { text } = await onTerminal(`SHELL=/usr/bin/fish ${D} run -- sh -c 'echo "shell=$SHELL term=$TERM"'`);
    expect(text).toContain('shell=/usr/bin/fish term=xterm-256color');
  });

  test('colours go through, and the failure is diagnosed after them', async () => {
    const log = join(folder, 'tty.log');
    writeFileSync(log, FAILED);
    const { code, text } = await onTerminal(
      `${D} run --lang en -- sh -c 'printf "\\033[31mred\\033[0m\\n"; cat ${log}; exit 1'`,
    );
    expect(code).toBe(1);
    expect(text).toContain('\u001b[31mred\u001b[0m\r\n#5 [2/2]');
    expect(text.indexOf('disk-full-data-root')).toBeGreaterThan(text.indexOf('failed to solve'));
  });

  test('standard output into a file, standard error on the terminal', async () => {
    const file = join(folder, 'stdout-only');
    const { code, text } = await onTerminal(
      `${D} run --quiet -- sh -c 'test -t 1 || echo no terminal; test -t 2 && echo a terminal >&2; exit 4' > ${file}`,
    );
    expect({ code, text }).toEqual({ code: 4, text: 'a terminal\r\n' });
    expect(readFileSync(file, 'utf8')).toBe('no terminal\n');
  });

  test('standard error into a file, standard output on the terminal', async () => {
    const file = join(folder, 'stderr-only');
    const { code, text } = await onTerminal(
      `${D} run --quiet -- sh -c 'test -t 1 && echo a terminal; test -t 2 || echo no terminal >&2; exit 4' 2> ${file}`,
    );
    expect({ code, text }).toEqual({ code: 4, text: 'a terminal\r\n' });
    expect(readFileSync(file, 'utf8')).toBe('no terminal\n');
  });

  test('standard input from a pipe', async () => {
    const { text } = await onTerminal(`echo given | ${D} run -- sh -c 'cat; test -t 1 && echo a terminal'`);
    expect(text).toContain('given\r\na terminal\r\n');
  });

  test('Ctrl-C goes to the command, the second one too', async () => {
    const stubborn = program(
      'stubborn-tty',
      `let n = 0; process.on('SIGINT', () => { console.log('got ' + ++n); if (n === 2) process.exit(130); });
       console.log('ready'); setInterval(() => {}, 1000);`,
    );
    const { code, text } = await onTerminal(`${D} run -- ${stubborn}`, [
      { after: 'ready', press: '\u0003' },
      { after: 'got 1', press: '\u0003' },
    ]);
    expect(code).toBe(130);
    expect(text).toContain('got 2');
    expect(text).not.toContain('error');
  });

  test('SIGTERM sent to us goes to the command', async () => {
    const stubborn = program(
      'term-tty',
      `process.on('SIGTERM', () => { console.log('got it'); process.exit(9); });
       console.log('ready'); process.kill(Number(process.argv[2]), 'SIGTERM'); setInterval(() => {}, 1000);`,
    );
    const { code, text } = await onTerminal(
      `exec ${D} run --quiet -- sh -c 'exec ${stubborn} $(ps -o ppid= -p $PPID)'`,
    );
    expect(text).toContain('got it');
    expect(code).toBe(9);
  });

  test('a program that is not there', async () => {
    expect((await onTerminal(`${D} run --lang en -- no-such-program`)).code).toBe(127);
  });

  test('nothing is left in the temporary folder', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'drydock-tmp-'));
    await onTerminal(`TMPDIR=${temporary} ${D} run -- sh -c 'echo x; exit 1'`);
    expect(existsSync(temporary) && readdirSync(temporary)).toEqual([]);
  });
});

describe('whose option is it', () => {
  const docker = mkdtempSync(join(tmpdir(), 'drydock-docker-'));
  writeFileSync(join(docker, 'docker'), `#!/bin/sh\nfor word; do printf '<%s>' "$word"; done\n`);
  chmodSync(join(docker, 'docker'), 0o755);
  const env = { PATH: `${docker}:${process.env['PATH'] ?? ''}` };

  test.each([
    [['build', '--lang', 'en', '-t', 'x', '.'], '<buildx><build><-t><x><.>'],
    [['build', '.', '--quiet'], '<buildx><build><.><--quiet>'],
    [['build', '--', '--quiet', '.'], '<buildx><build><--quiet><.>'],
    [['up'], '<compose><up><-d><--build><--wait>'],
    [
      ['up', 'app', '-f', 'a.yml', '--env-file=/dev/null', '--wait-timeout', '5'],
      '<compose><-f><a.yml><--env-file=/dev/null><up><-d><--build><--wait><app><--wait-timeout><5>',
    ],
    [['run', 'docker', '--help'], '<--help>'],
  ])('%j', (args, expected) => {
    expect(drydock(args, '', env)).toEqual({ code: 0, stdout: expected, stderr: '' });
  });

  test('help and a command that is missing', () => {
    expect(drydock(['build', '--help']).stdout).toContain('docker buildx build');
    expect(drydock(['run']).code).toBe(2);
  });
});
