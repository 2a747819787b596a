import { describe, expect, it } from 'vitest';

import { diagnoseLog } from '#app/diagnose.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';

type Case = readonly [name: string, log: string, root: string | null];

/** Noise that any image prints, in a step that ends well. */
const NOISE = [
  'debconf: unable to initialize frontend: Dialog',
  'cat: /etc/foo.conf: No such file or directory',
  '/bin/sh: 1: lsb_release: not found',
];

function step(command: string, code: number, lines: readonly string[]): string {
  const process = `process "/bin/sh -c ${command.replaceAll('"', String.raw`\"`)}" did not complete successfully: exit code: ${code}`;
  return [
    '#7 [builder 3/6] RUN apt-get install -y tzdata',
    ...NOISE.map((line) => `#7 1.000 ${line}`),
    '#7 DONE 9.2s',
    '#8 [runtime 2/4] RUN ./prepare.sh',
    '#8 0.412 prepare: error: cache not reachable, connection refused',
    `#9 [builder 5/6] RUN ${command}`,
    ...lines.map((line, index) => `#9 ${(0.2 + index / 10).toFixed(3)} ${line}`),
    `#9 ERROR: ${process}`,
    '#8 CANCELED',
    '------',
    ` > [builder 5/6] RUN ${command}:`,
    ...lines.slice(-10).map((line) => `0.9 ${line}`),
    '------',
    `ERROR: failed to build: failed to solve: ${process}`,
    '',
  ].join('\n');
}

function text(...lines: readonly string[]): string {
  return [...lines, ''].join('\n');
}

/** Logs no rule was written for: what a rule takes for its own although it only stands beside the cause. */
const STEPS: readonly Case[] = [
  [
    'a project tool is missing, and npm 10 says nothing more',
    step('npm run build', 127, ['> api@1.0.0 build', '> tsc -p tsconfig.build.json', 'sh: 1: tsc: not found']),
    'node-dev-dependency-missing',
  ],
  [
    'the same on Alpine',
    step('npm run build', 127, ['> front@0.0.0 build', '> vite build', 'sh: vite: not found']),
    'node-dev-dependency-missing',
  ],
  [
    'engine warnings before a type error',
    step('npm ci && npm run build', 2, [
      'npm warn EBADENGINE Unsupported engine {',
      "npm warn EBADENGINE   package: 'lint-staged@16.0.0',",
      "npm warn EBADENGINE   required: { node: '>=20.18' },",
      "npm warn EBADENGINE   current: { node: 'v20.11.0', npm: '10.2.4' }",
      'npm warn EBADENGINE }',
      'npm warn deprecated rimraf@3.0.2: Rimraf versions prior to v4 are no longer supported',
      'added 812 packages, and audited 813 packages in 14s',
      '9 vulnerabilities (2 low, 4 moderate, 3 high)',
      '> web@0.1.0 build',
      '> tsc -b && vite build',
      "src/pages/Home.tsx(14,7): error TS2322: Type 'string' is not assignable to type 'number'.",
    ]),
    'app-build-error',
  ],
  [
    'a tolerated cp before a type error',
    step('cp .env.example .env || true && npm run build', 2, [
      "cp: cannot stat '.env.example': No such file or directory",
      '> api@1.0.0 build',
      '> tsc',
      "src/index.ts(1,20): error TS2307: Cannot find module './config' or its corresponding type declarations.",
      'npm error Lifecycle script `build` failed with error:',
      'npm error code 2',
    ]),
    'app-build-error',
  ],
  [
    'a tolerated cat before a Go error',
    step('cat VERSION || true; go build ./...', 1, [
      "cat: can't open 'VERSION': No such file or directory",
      '# example.com/app',
      './main.go:12:2: undefined: foo',
    ]),
    'app-build-error',
  ],
  [
    'git describe fails in a Makefile that goes on',
    step('make build', 2, [
      'fatal: not a git repository (or any of the parent directories): .git',
      'go build -ldflags "-X main.version=" ./...',
      '# example.com/app',
      './main.go:12:2: undefined: foo',
      'make: *** [Makefile:5: build] Error 1',
    ]),
    'app-build-error',
  ],
  [
    'git describe ends the make',
    step('make version', 2, [
      'fatal: not a git repository (or any of the parent directories): .git',
      'make: *** [Makefile:2: version] Error 128',
    ]),
    'git-metadata-missing-in-context',
  ],
  [
    'an optional addon is skipped before webpack fails',
    step('npm ci && npm run build', 1, [
      'npm warn optional SKIPPING OPTIONAL DEPENDENCY: fsevents@2.3.3 (node_modules/fsevents):',
      'npm warn notsup SKIPPING OPTIONAL DEPENDENCY: Unsupported platform for fsevents@2.3.3: wanted {"os":"darwin"} (current: {"os":"linux"})',
      'gyp ERR! find Python',
      'gyp ERR! configure error',
      'npm warn optional cpu-features failed, continuing',
      '> build',
      '> webpack',
      'ERROR in ./src/index.js',
      "Module not found: Error: Can't resolve './foo' in '/app/src'",
      'webpack 5.90.0 compiled with 1 error in 2000 ms',
    ]),
    'app-build-error',
  ],
  [
    'husky without git before a type error',
    step('npm ci && npm run build', 2, [
      '> app@1.0.0 prepare',
      '> husky',
      ".git can't be found",
      'added 12 packages in 3s',
      '> app@1.0.0 build',
      '> tsc -p .',
      "src/x.ts(3,3): error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.",
    ]),
    'app-build-error',
  ],
  [
    'a download that was retried before a type error',
    step('npm ci && npm run build', 2, [
      'npm warn tarball tarball data for typescript@5.4.5 (sha512-xx) seems to be corrupted. Trying again.',
      'npm http fetch GET 503 https://npm.example/vue attempt 1 failed with 503',
      'added 300 packages in 30s',
      '> build',
      '> vue-tsc && vite build',
      "src/App.vue(3,1): error TS6133: 'x' is declared but its value is never read.",
    ]),
    'app-build-error',
  ],
  [
    'a tolerated lsb_release',
    step('./setup.sh', 127, [
      './setup.sh: line 3: lsb_release: command not found',
      'continuing without lsb_release',
      'Checking dependencies...',
      './setup.sh: line 20: jq: command not found',
    ]),
    'command-not-found',
  ],
  [
    'probes of a configure script',
    step('./configure && make', 1, [
      'configure: WARNING: cannot find -lfoo, skipping',
      './configure: line 2290: dtrace: command not found',
      'checking for pkg-config... not found',
      'checking for ncurses... no',
      'configure: error: ncurses library not found',
    ]),
    'c-header-or-lib-missing',
  ],
  [
    'probes before a missing library',
    step('docker-php-ext-install zip pdo_mysql', 1, [
      'Configuring for:',
      'PHP Api Version:         20230831',
      'checking for cc... cc',
      'checking for icc... no',
      'checking for suncc... no',
      'checking for libzip >= 0.11... no',
      'configure: error: Package requirements (libzip >= 0.11 libzip != 1.3.1 libzip != 1.7.0) were not met:',
      "Package 'libzip', required by 'virtual:world', not found",
    ]),
    'c-header-or-lib-missing',
  ],
  [
    'a header that a wheel needs',
    step('pip install uwsgi', 1, [
      '  × Building wheel for pyodbc (pyproject.toml) did not run successfully.',
      '      src/buffer.cpp:12:10: fatal error: sql.h: No such file or directory',
      '         12 | #include <sql.h>',
      '      compilation terminated.',
      "      error: command '/usr/bin/g++' failed with exit code 1",
      '  ERROR: Failed building wheel for pyodbc',
      'ERROR: Failed to build installable wheels for some pyproject.toml based projects (pyodbc)',
    ]),
    'pip-system-lib-missing',
  ],
  [
    'pg_config',
    step('pip install -r requirements.txt', 1, [
      'Collecting psycopg2==2.9.9',
      '  Preparing metadata (setup.py): started',
      "  Preparing metadata (setup.py): finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × python setup.py egg_info did not run successfully.',
      '  │ exit code: 1',
      '  ╰─> [23 lines of output]',
      '      running egg_info',
      '      Error: pg_config executable not found.',
      '      pg_config is required to build psycopg2 from source.  Please add the directory',
      '      [end of output]',
      '  note: This error originates from a subprocess, and is likely not a problem with pip.',
      'error: metadata-generation-failed',
      '× Encountered error while generating package metadata.',
      '╰─> See above for output.',
    ]),
    'pip-system-lib-missing',
  ],
  [
    'a migration in a build',
    step('python manage.py migrate', 1, [
      'django.db.utils.OperationalError: could not translate host name "db" to address: Name or service not known',
    ]),
    'service-start-in-build',
  ],
  [
    'CRLF told by busybox env',
    step('./gradlew build', 127, [
      '/bin/sh: 1: ./gradlew: not found',
      "env: can't execute 'sh\\r': No such file or directory",
    ]),
    'script-crlf-build',
  ],
  [
    'the Dart solver is not pip',
    step('flutter build web --release', 1, [
      'Because app requires SDK version >=3.4.0 <4.0.0, version solving failed.',
    ]),
    'app-build-error',
  ],
  [
    'a retry, then a checksum',
    step('curl -fsSL --retry 3 -o t.tgz https://x.example/t.tgz && echo "abc  t.tgz" | sha256sum -c -', 1, [
      'curl: (56) Recv failure: Connection reset by peer',
      'Warning: Problem : timeout. Will retry in 1 seconds. 3 retries left.',
      't.tgz: FAILED',
      'sha256sum: WARNING: 1 computed checksum did NOT match',
    ]),
    'checksum-mismatch',
  ],
  [
    'an archive that is not there',
    step('tar -xzf dist.tar.gz -C /opt', 2, [
      'tar (child): dist.tar.gz: Cannot open: No such file or directory',
      'tar (child): Error is not recoverable: exiting now',
      'tar: Child returned status 2',
      'tar: Error is not recoverable: exiting now',
    ]),
    'run-path-missing',
  ],
  [
    '404 into tar',
    step('curl -fsSL https://github.com/acme/tool/releases/download/v9/tool.tgz | tar xz', 2, [
      'curl: (22) The requested URL returned error: 404',
      'gzip: stdin: unexpected end of file',
      'tar: Child returned status 1',
      'tar: Error is not recoverable: exiting now',
    ]),
    'download-404',
  ],
  [
    'a refused connection in a failing Go test',
    step('go test ./...', 1, [
      'ok  \texample.com/app/a\t0.012s',
      '--- FAIL: TestConnect (0.00s)',
      '    conn_test.go:22: dial tcp 127.0.0.1:5432: connect: connection refused',
      'FAIL',
      'FAIL\texample.com/app/db\t0.310s',
      'FAIL',
    ]),
    'app-build-error',
  ],
  [
    'a refused connection in a failing Python test',
    step('pytest -q', 1, [
      "FAILED tests/test_api.py::test_x - requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=8000): Max retries exceeded with url: / (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object>: Failed to establish a new connection: [Errno 111] Connection refused'))",
      '1 failed, 20 passed in 3.2s',
    ]),
    'app-build-error',
  ],
  [
    'rspec',
    step('bundle exec rspec', 1, [
      'F.....',
      'Failures:',
      '  1) User is valid',
      '     Failure/Error: expect(x).to eq(1)',
      '6 examples, 1 failure',
    ]),
    'app-build-error',
  ],
  [
    'dotnet test',
    step('dotnet test', 1, [
      'Failed Acme.Tests.Foo [12 ms]',
      '  Error Message:',
      '   Npgsql.NpgsqlException : Failed to connect to 127.0.0.1:5432',
      'Failed!  - Failed:     1, Passed:    20, Skipped:     0, Total:    21, Duration: 1 s - Acme.Tests.dll (net8.0)',
    ]),
    'app-build-error',
  ],
  [
    'eslint',
    step('npm run lint', 1, [
      '/app/src/a.ts',
      "  3:7  error  'x' is assigned a value but never used  @typescript-eslint/no-unused-vars",
      '✖ 1 problem (1 error, 0 warnings)',
    ]),
    'app-build-error',
  ],
  [
    'vite cannot resolve an import',
    step('npm run build', 1, [
      'vite v5.4.8 building for production...',
      'transforming...',
      '✓ 31 modules transformed.',
      'x Build failed in 812ms',
      'error during build:',
      '[vite]: Rollup failed to resolve import "@/components/Foo.vue" from "/app/src/main.ts".',
      'This is most likely unintended because it can break your application at runtime.',
    ]),
    'app-build-error',
  ],
  [
    'pip gives up while it reads',
    step('pip install torch', 2, [
      'Collecting torch',
      '  Downloading torch-2.4.0-cp311-cp311-manylinux1_x86_64.whl (797.2 MB)',
      "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files.example', port=443): Read timed out.",
    ]),
    'pip-network',
  ],
  [
    'a Rust target that is not installed',
    step('cargo build --release --target x86_64-unknown-linux-musl', 101, [
      "error[E0463]: can't find crate for `std`",
      '  |',
      '  = note: the `x86_64-unknown-linux-musl` target may not be installed',
      'error: could not compile `cfg-if` (lib) due to 1 previous error',
    ]),
    'rust-toolchain-mismatch',
  ],
  [
    'an apt mirror that came back',
    step('apt-get update && apt-get install -y python3.8', 100, [
      'Err:2 http://security.ubuntu.com/ubuntu noble-security InRelease',
      '  Connection timed out [IP: 185.125.190.81 80]',
      'Get:2 http://security.ubuntu.com/ubuntu noble-security InRelease [126 kB]',
      'Reading package lists...',
      'E: Unable to locate package python3.8',
      "E: Couldn't find any package by glob 'python3.8'",
    ]),
    'apt-package-not-found',
  ],
  [
    'apt update without DNS goes on to install',
    step('apt-get update && apt-get install -y curl', 100, [
      'Ign:1 http://debian.example/debian bookworm InRelease',
      'Err:1 http://debian.example/debian bookworm InRelease',
      "  Temporary failure resolving 'debian.example'",
      'Reading package lists...',
      "W: Failed to fetch http://debian.example/debian/dists/bookworm/InRelease  Temporary failure resolving 'debian.example'",
      'W: Some index files failed to download. They have been ignored, or old ones used instead.',
      'Reading package lists...',
      'Building dependency tree...',
      'E: Unable to locate package curl',
    ]),
    'build-step-dns-failure',
  ],
  [
    'debconf noise before a failing postinst',
    step('apt-get update && apt-get install -y ca-certificates-java', 100, [
      'Setting up ca-certificates-java (20230710~deb12u1) ...',
      'debconf: unable to initialize frontend: Dialog',
      'debconf: falling back to frontend: Teletype',
      "head: cannot open '/etc/ssl/certs/java/cacerts' for reading: No such file or directory",
      'dpkg: error processing package ca-certificates-java (--configure):',
      ' installed ca-certificates-java package post-installation script subprocess returned error exit status 1',
      'Errors were encountered while processing:',
      ' ca-certificates-java',
      'E: Sub-process /usr/bin/dpkg returned an error code (1)',
    ]),
    'apt-postinst-failed',
  ],
  [
    'CentOS 7 has ended',
    step('yum install -y wget', 1, [
      'Loaded plugins: fastestmirror, ovl',
      'Determining fastest mirrors',
      'Could not retrieve mirrorlist http://mirrorlist.centos.org/?release=7&arch=x86_64&repo=os&infra=container error was',
      '14: curl#6 - "Could not resolve host: mirrorlist.centos.org; Unknown error"',
      ' One of the configured repositories failed (Unknown),',
      'Cannot find a valid baseurl for repo: base/7/x86_64',
    ]),
    'yum-eol-mirrorlist',
  ],
  ['a script that says nothing', step('./build.sh', 1, ['Building...', 'Done with stage 1']), null],
  [
    'a check of the project itself',
    step('./ci/check.sh', 1, ['checking licence headers', 'ERROR: 3 files lack a licence header']),
    null,
  ],
  ['grep finds nothing', step('grep -q production config.yml && echo ok', 1, []), null],
];

const WHOLE: readonly Case[] = [
  [
    'ADD outside the context, classic builder',
    text(
      'Sending build context to Docker daemon  3.072kB',
      'Step 1/4 : FROM alpine:3.9',
      ' ---> 5cb3aa00f899',
      'Step 2/4 : ADD ../lib /lib',
      'ADD failed: Forbidden path outside the build context: ../lib ()',
    ),
    'copy-outside-context',
  ],
  [
    'a cache that is not there yet',
    text(
      '#5 importing cache manifest from ghcr.io/acme/app:cache',
      '#5 ERROR: ghcr.io/acme/app:cache: not found',
      '#9 [builder 5/6] RUN npm run build',
      "#9 2.2 src/a.ts(1,2): error TS2304: Cannot find name 'x'.",
      '#9 ERROR: process "/bin/sh -c npm run build" did not complete successfully: exit code: 2',
      '------',
      ' > importing cache manifest from ghcr.io/acme/app:cache:',
      '------',
      '------',
      ' > [builder 5/6] RUN npm run build:',
      "2.2 src/a.ts(1,2): error TS2304: Cannot find name 'x'.",
      '------',
      'ERROR: failed to build: failed to solve: process "/bin/sh -c npm run build" did not complete successfully: exit code: 2',
    ),
    'app-build-error',
  ],
  [
    'a canceled sibling complains too',
    text(
      '#10 [api build 4/5] RUN go build ./...',
      '#11 [web build 4/5] RUN npm run build',
      '#10 5.2 ./main.go:3:5: undefined: x',
      '#11 3.0 npm warn deprecated foo',
      '#11 3.1 Error: connect ECONNREFUSED 127.0.0.1:9000 (telemetry, ignored)',
      '#10 ERROR: process "/bin/sh -c go build ./..." did not complete successfully: exit code: 1',
      '#11 CANCELED',
      '------',
      ' > [api build 4/5] RUN go build ./...:',
      '5.2 ./main.go:3:5: undefined: x',
      '------',
      'ERROR: target api: failed to solve: process "/bin/sh -c go build ./..." did not complete successfully: exit code: 1',
    ),
    'app-build-error',
  ],
  [
    'the canceled sibling had printed an npm error code',
    text(
      '#7 [web 3/5] RUN npm ci',
      '#7 1.2 npm error code EUSAGE',
      '#8 [api 2/4] RUN apt-get update && apt-get install -y libfoo-dev',
      '#8 3.1 E: Unable to locate package libfoo-dev',
      '#8 ERROR: process "/bin/sh -c apt-get update && apt-get install -y libfoo-dev" did not complete successfully: exit code: 100',
      '#7 CANCELED',
      '------',
      ' > [api 2/4] RUN apt-get update && apt-get install -y libfoo-dev:',
      '3.1 E: Unable to locate package libfoo-dev',
      '------',
      'ERROR: target api: failed to solve: process "/bin/sh -c apt-get update && apt-get install -y libfoo-dev" did not complete successfully: exit code: 100',
    ),
    'apt-package-not-found',
  ],
  [
    'a module is missing at run time',
    text(
      'web-1  | Traceback (most recent call last):',
      'web-1  |   File "/app/main.py", line 1, in <module>',
      'web-1  |     import fastapi',
      "web-1  | ModuleNotFoundError: No module named 'fastapi'",
      'web-1 exited with code 1',
    ),
    'python-module-missing',
  ],
  [
    'the client is refused because the database is of another version',
    text(
      'web-1  | psycopg2.OperationalError: connection to server at "db" (172.18.0.2), port 5432 failed: Connection refused',
      'db-1   | ',
      'db-1   | PostgreSQL Database directory appears to contain a database; Skipping initialization',
      'db-1   | ',
      'db-1   | 2026-03-02 10:00:00.000 UTC [1] FATAL:  database files are incompatible with server',
      'db-1   | 2026-03-02 10:00:00.000 UTC [1] DETAIL:  The data directory was initialized by PostgreSQL version 15, which is not compatible with this version 16.4 (Debian 16.4-1.pgdg120+1).',
      'db-1 exited with code 1',
      'web-1 exited with code 1',
    ),
    'pg-version-mismatch',
  ],
  [
    'retries that succeed, then an empty variable',
    text(
      'api-1  | connect ECONNREFUSED 172.18.0.2:5432, retrying in 1s',
      'db-1   | 2026-03-02 10:00:00.000 UTC [1] LOG:  database system is ready to accept connections',
      'api-1  | connected to database',
      'api-1  | Error: Missing required environment variable: JWT_SECRET',
      'api-1  |     at Object.<anonymous> (/app/dist/config.js:12:9)',
      'api-1 exited with code 1',
    ),
    'missing-runtime-env',
  ],
  [
    'a warning of Redis beside a crash of the worker',
    text(
      'redis-1  | 1:C 02 Mar 2026 10:00:00.000 # WARNING Memory overcommit must be enabled! Without it, a background save or replication may fail under low memory condition.',
      'redis-1  | 1:M 02 Mar 2026 10:00:00.000 * Ready to accept connections tcp',
      'worker-1  | Traceback (most recent call last):',
      'worker-1  |   File "/app/w.py", line 3, in <module>',
      "worker-1  | KeyError: 'tasks'",
      'worker-1 exited with code 1',
    ),
    null,
  ],
  [
    'a Go panic',
    text(
      'api-1  | panic: runtime error: invalid memory address or nil pointer dereference',
      'api-1  | [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x123]',
      'api-1  | goroutine 1 [running]:',
      'api-1  | main.main()',
      'api-1 exited with code 2',
    ),
    null,
  ],
  [
    'a bug of the program',
    text(
      "api-1  | TypeError: Cannot read properties of undefined (reading 'map')",
      'api-1  |     at render (/app/dist/x.js:10:5)',
      'api-1 exited with code 1',
    ),
    null,
  ],
  [
    'an init script with a typo',
    text(
      'db-1  | /usr/local/bin/docker-entrypoint.sh: running /docker-entrypoint-initdb.d/init.sql',
      'db-1  | 2026-03-02 10:00:00.000 UTC [60] ERROR:  syntax error at or near "CRAETE" at character 1',
      'db-1  | psql:/docker-entrypoint-initdb.d/init.sql:1: ERROR:  syntax error at or near "CRAETE"',
      'db-1 exited with code 3',
    ),
    'db-init-script-failed',
  ],
  [
    'ENOSPC of a cgroup is no full disk',
    text(
      'docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: unable to apply cgroup configuration: mkdir /sys/fs/cgroup/memory/docker/abc: no space left on device: unknown.',
    ),
    null,
  ],
];

const HEALTHY: readonly (readonly [name: string, log: string])[] = [
  [
    'nginx cannot write its IPv6 default, and a proxy error',
    text(
      'proxy-1 | 10-listen-on-ipv6-by-default.sh: info: can not modify /etc/nginx/conf.d/default.conf (read-only file system?)',
      'proxy-1 | 2026/03/02 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 172.18.0.1',
      'proxy-1 | 2026/03/02 10:00:00 [notice] 1#1: start worker processes',
    ),
  ],
  [
    'a broker that connects to itself before it is up',
    text(
      'kafka-1  | [2026-03-02 10:00:00,000] WARN [AdminClient clientId=adminclient-1] Connection to node -1 (localhost/127.0.0.1:9092) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)',
      'kafka-1  | [2026-03-02 10:00:05,000] INFO [KafkaServer id=1] started (kafka.server.KafkaServer)',
    ),
  ],
  [
    'Compose 1, names that resolve a second later',
    text(
      'Creating network "app_default" with the default driver',
      'Creating app_db_1 ... done',
      'Creating app_web_1 ... done',
      'db_1   | LOG:  could not bind IPv6 address "::1": Cannot assign requested address',
      'web_1  | Error: getaddrinfo EAI_AGAIN db',
      'web_1  | [nodemon] restarting due to changes...',
      'web_1  | Connected to DB',
    ),
  ],
  [
    'bootstrap checks of a development node',
    text(
      'es-1  | {"@timestamp":"2026-03-02T10:00:00.000Z", "log.level": "WARN", "message":"max virtual memory areas vm.max_map_count [65530] is too low, increase to at least [262144]"}',
      'es-1  | {"@timestamp":"2026-03-02T10:00:09.000Z", "log.level": "INFO", "message":"started {es}"}',
    ),
  ],
  [
    'a Spring service that registers later',
    text(
      'api-1  | Picked up JAVA_TOOL_OPTIONS: -XX:MaxRAMPercentage=75',
      'api-1  | WARNING: An illegal reflective access operation has occurred',
      'api-1  | 2026-03-02T10:00:00.000Z  WARN 1 --- [main] c.n.d.s.t.d.RetryableEurekaHttpClient : Request execution failed with message: java.net.ConnectException: Connection refused',
      'api-1  | java.net.UnknownHostException: eureka: Name or service not known',
      'api-1  | 2026-03-02T10:00:09.000Z  INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port 8080 (http)',
    ),
  ],
  [
    'a target that is not there',
    text(
      'prometheus-1  | ts=2026-03-02T10:00:00Z caller=main.go:1000 level=info msg="Server is ready to receive web requests."',
      'prometheus-1  | ts=2026-03-02T10:00:00Z caller=scrape.go level=warn msg="Error on ingesting out-of-order samples" num_dropped=3',
      'prometheus-1  | ts=2026-03-02T10:00:00Z level=debug msg="Scrape failed" err="Get \\"http://api:8080/metrics\\": dial tcp: lookup api on 127.0.0.11:53: no such host"',
    ),
  ],
  [
    'a health check without password',
    text(
      "db-1  | 2026-03-02T10:00:00.000000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '8.0.39'",
      "db-1  | mysqladmin: connect to server at 'localhost' failed",
      "db-1  | error: 'Access denied for user 'root'@'localhost' (using password: NO)'",
      'web-1 | [pool] connected',
    ),
  ],
  [
    'a client that retries',
    text(
      ' Network app_default  Created',
      ' Container app-db-1  Created',
      ' Container app-api-1  Created',
      'Attaching to api-1, db-1',
      'api-1  | Error: connect ECONNREFUSED 172.18.0.2:5432',
      'api-1  | retrying in 2s (1/5)',
      'db-1   | 2026-03-02 10:00:00.000 UTC [1] LOG:  database system is ready to accept connections',
      'api-1  | connected to postgres',
      'api-1  | listening on :3000',
    ),
  ],
  [
    'a broker that comes late',
    text(
      'worker-1  | [2026-03-02 10:00:00,000: ERROR/MainProcess] consumer: Cannot connect to amqp://guest:**@rabbitmq:5672//: [Errno 111] Connection refused.',
      'worker-1  | Trying again in 2.00 seconds... (1/100)',
      'worker-1  | [2026-03-02 10:00:04,000: INFO/MainProcess] Connected to amqp://guest:**@rabbitmq:5672//',
      'worker-1  | [2026-03-02 10:00:05,000: INFO/MainProcess] celery@abc ready.',
    ),
  ],
  [
    'a new database',
    text(
      'db-1  | initdb: warning: enabling "trust" authentication for local connections',
      'db-1  | 2026-03-02 10:00:00.000 UTC [48] LOG:  could not bind IPv6 address "::1": Cannot assign requested address',
      'db-1  | sh: locale: not found',
      'db-1  | 2026-03-02 10:00:01.000 UTC [35] WARNING:  no usable system locales were found',
      'db-1  | 2026-03-02 10:00:03.000 UTC [60] ERROR:  relation "schema_migrations" does not exist at character 29',
      'db-1  | 2026-03-02 10:00:03.000 UTC [60] STATEMENT:  SELECT version FROM schema_migrations',
      'db-1  | 2026-03-02 10:00:02.000 UTC [1] LOG:  database system is ready to accept connections',
      'web-1 | [migrate] created table, 12 migrations applied',
    ),
  ],
  [
    'no GPU',
    text(
      "ml-1  | 2026-03-02 10:00:00.000: W external/local_xla/xla/stream_executor/cuda: Could not load dynamic library 'libcudart.so.12'; dlerror: libcudart.so.12: cannot open shared object file: No such file or directory",
      'ml-1  | E0000 Unable to register cuDNN factory',
      'ml-1  | failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected',
      'ml-1  | model loaded on CPU, serving on :8501',
    ),
  ],
  [
    'KRaft before it is up',
    text(
      'kafka-1  | WARN [Controller 1001, targetBrokerId 1001] Connection to node 1001 (kafka/172.18.0.3:9092) could not be established. Node may not be available. (org.apache.kafka.clients.NetworkClient)',
      'kafka-1  | [2026-03-02 10:00:05,000] INFO [KafkaRaftServer nodeId=1] Kafka Server started (kafka.server.KafkaRaftServer)',
    ),
  ],
];

describe('unseen logs', () => {
  it.each([...STEPS, ...WHOLE])('%s', async (_name, log, root) => {
    const diagnosis = await diagnose(log);
    expect(diagnosis.outcome).toBe('failed');
    expect(diagnosis.root?.condition ?? null).toBe(root);
  });

  it.each(HEALTHY)('no alarm: %s', async (_name, log) => {
    const diagnosis = await diagnose(log);
    expect(diagnosis.root?.condition ?? null).toBeNull();
    expect(diagnosis.outcome).not.toBe('failed');
  });
});

async function diagnose(log: string): Promise<Diagnosis> {
  const { diagnosis } = await diagnoseLog(chunksOf(log), null);
  return diagnosis;
}

async function* chunksOf(log: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(log);
}
