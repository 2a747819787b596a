import type { ExamplesOf } from '#core/model/condition.ts';
import { condition } from '#core/model/define.ts';
import { edit, look, run } from '#core/model/steps.ts';
import { inService } from '../../shared/in-service.ts';

const appObjectNotFound = condition({
  id: 'app-object-not-found',
  stage: 'runtime',
  title: { en: 'The server does not find the application it is to serve', zh: '服务器找不到要运行的应用对象' },

  signatures: [
    {
      on: 'output',
      says: [
        'Error loading ASGI app. ',
        'Error: Failed to find Flask application or factory in module ',
        "Error: Could not import '",
        "Error: While importing '",
        'Unable to load celery application.',
        "Failed to find attribute '",
        'Could not locate a Flask application',
        'AppImportError: ',
      ],
      pattern:
        /(?:ASGI app\. (?:Could not import module|Attribute) "(?<asgi>[\w.]{1,100})"|factory in module '(?<flask>[\w.]{1,100})'|(?:Could not import|While importing) '(?<module>[\w.]{1,100})'|The module (?<celery>[\w.]{1,100}) was not found|Failed to find attribute '(?<attribute>[\w.]{1,100})'|(?<none>Could not locate a Flask application)|celery application\.|AppImportError: )/,
      strength: 'states',
      when: ({ step }) => step === undefined,
    },
  ],
  facts: (group, event) => ({
    name: ['asgi', 'flask', 'module', 'celery', 'attribute'].map(group).find((one) => one !== '') ?? '',
    service: event.service,
  }),

  yieldsTo: ['python-module-missing', 'missing-runtime-env', 'numpy-abi-mismatch'],
  headline: ({ name, service }) => ({
    en: `${service ?? 'The server'} does not find ${name === '' ? 'the application' : name} from the folder it starts in`,
    zh: `${service ?? '服务器'}在启动目录下找不到${name === '' ? '应用' : ` ${name}`}`,
  }),
  why: {
    en: `uvicorn, gunicorn, flask and celery are told module:object and import it from the working directory. The files were copied one level deeper or under another name, WORKDIR is another folder, a volume hides what the image has, the object has another name, or an import inside the module fails (then a traceback stands above).`,
    zh: `uvicorn、gunicorn、flask 和 celery 得到的是“模块:对象”，并从工作目录导入。文件被复制到更深一层或换了名字、WORKDIR 是别的目录、卷遮住了镜像里的内容、对象名不同，或模块内部导入失败（此时上方有 traceback）。`,
  },

  retry: 'useless',
  remedies: ({ service }) => [
    {
      id: 'see-what-is-there',
      title: { en: 'See what lies in the working directory', zh: '查看工作目录里有什么' },
      risk: 'read',
      steps: [look(inService(service, 'sh', '-c', 'pwd; ls -la; echo "$PYTHONPATH"'))],
    },
    {
      id: 'name-it-from-there',
      title: { en: 'Name module and object as seen from there', zh: '按该目录写出模块和对象' },
      risk: 'disruptive',
      steps: [
        edit(
          'compose.yaml',
          { en: 'File app/main.py with "app = …" as an example.', zh: '以 app/main.py 中的 “app = …” 为例。' },
          { after: 'working_dir: /srv\ncommand: uvicorn app.main:app --host 0.0.0.0 --port 8000' },
        ),
        run(['docker', 'compose', 'up', '-d', ...(service === undefined ? [] : [service])], 'disruptive'),
      ],
    },
  ],

  sources: [
    { repo: 'encode/uvicorn', path: 'uvicorn/importer.py' },
    { repo: 'pallets/flask', path: 'src/flask/cli.py' },
    { repo: 'benoitc/gunicorn', path: 'gunicorn/util.py', symbol: 'import_app' },
    { repo: 'celery/celery', path: 'celery/bin/celery.py' },
  ],
});

export default appObjectNotFound;

export const examples: ExamplesOf<typeof appObjectNotFound> = [
  {
    name: 'uvicorn',
    log: `api-1  | ERROR:    Error loading ASGI app. Could not import module "main".
api-1 exited with code 1
`,
    matches: { name: 'main', service: 'api' },
  },
  {
    name: 'Flask',
    log: `web-1  | Error: Failed to find Flask application or factory in module 'app'. Use 'app:name' to specify one.
web-1 exited with code 2
`,
    matches: { name: 'app' },
  },
  {
    name: 'Celery',
    log: `worker-1  | Error: Invalid value for '-A' / '--app':
worker-1  | Unable to load celery application.
worker-1  | The module proj was not found.
worker-1 exited with code 2
`,
    matches: { service: 'worker' },
  },
  {
    name: 'a package is missing',
    log: `api-1  | Traceback (most recent call last):
api-1  |   File "/app/main.py", line 1, in <module>
api-1  | ModuleNotFoundError: No module named 'fastapi'
api-1 exited with code 1
`,
    matches: false,
  },
];
