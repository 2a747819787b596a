import { diagnoseLog } from '#app/diagnose.ts';
import type { Diagnosis } from '#core/model/diagnosis.ts';

import { memoryHost } from '../memory-host.ts';

interface ReportCase {
  readonly name: string;
  readonly log: string;
  readonly project?: Readonly<Record<string, string>>;
}

/** One set for every reporter: each shows something the others do not. */
const CASES: readonly ReportCase[] = [
  {
    name: 'build step with source line',
    log: `#9 [5/5] RUN gcc -O0 -c big.c -o big.o
#9 0.959 big.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
#9 ERROR: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
------
 > [5/5] RUN gcc -O0 -c big.c -o big.o:
0.959 big.c:1200:1: fatal error: error writing to /tmp/ccj9DOQV.s: No space left on device
------
Dockerfile:5
--------------------
   3 |     COPY gen.sh .
   4 |     RUN sh gen.sh > big.c
   5 | >>> RUN gcc -O0 -c big.c -o big.o
   6 |     
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c gcc -O0 -c big.c -o big.o" did not complete successfully: exit code: 1
`,
  },
  {
    name: 'stack with consequence and project evidence',
    log: `dependency failed to start: container shop-app-1 is unhealthy
app-1  | FATAL:  password authentication failed for user "app"
postgres-1  | PostgreSQL Database directory appears to contain a database; Skipping initialization
`,
    project: {
      'compose.yaml': `services:
  postgres:
    environment: { POSTGRES_PASSWORD: one }
  app:
    environment: { DATABASE_URL: "postgresql://app:one@postgres/shop" }
`,
    },
  },
  {
    name: 'unknown cause with hostile text',
    log: `#5 [2/2] RUN ./x
#5 0.1 \`\`\` <script>alert(1)</script> | ![x](http://evil.example) password=hunter2secret
#5 ERROR: process "/bin/sh -c ./x" did not complete successfully: exit code: 9
`,
  },
  {
    name: 'chain of services beside an independent fault',
    log: `db-1  | Error: Database is uninitialized and superuser password is not specified.
db-1 exited with code 1
api-1  | Error: getaddrinfo ENOTFOUND db
api-1 exited with code 1
mail-1  | Error: connect ECONNREFUSED 127.0.0.1:6379
mail-1 exited with code 1
 Container shop-web-1  Created
`,
    project: {
      'compose.yaml': `services:
  db: { image: "postgres:15" }
  api: { image: api, environment: { DATABASE_URL: "postgresql://app:one@db/shop" } }
  web: { image: web, depends_on: { api: { condition: service_healthy } } }
  mail: { image: mail }
`,
    },
  },
  { name: 'success', log: '#5 exporting to image\n#5 naming to docker.io/library/app done\n#5 DONE 0.1s\n' },
];

export async function reportCases(): Promise<readonly { readonly name: string; readonly diagnosis: Diagnosis }[]> {
  return Promise.all(
    CASES.map(async ({ name, log, project }) => {
      const { diagnosis } = await diagnoseLog(bytesOf(log), project === undefined ? null : memoryHost(project));
      return { name, diagnosis };
    }),
  );
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
