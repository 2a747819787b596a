import { fault } from '../../fault.ts';

export default fault({
  id: 'pip-externally-managed',
  title: 'pip on the Python of the system',
  images: ['python'],
  files: {
    Dockerfile: `FROM python:3.11-slim
RUN touch /usr/lib/python3.11/EXTERNALLY-MANAGED
COPY shoplib-1.0-py3-none-any.whl /tmp/
RUN pip install /tmp/shoplib-1.0-py3-none-any.whl
`,
  },
  // A wheel from the context: an engine without a way out has no index to ask.
  setUp: (bench) =>
    bench.must(String.raw`python3 - <<'END'
import zipfile
info = 'shoplib-1.0.dist-info/'
with zipfile.ZipFile('shoplib-1.0-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('shoplib.py', 'x = 1\n')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\nName: shoplib\nVersion: 1.0\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\nGenerator: lab\nRoot-Is-Purelib: true\nTag: py3-none-any\n')
    wheel.writestr(info + 'RECORD', '')
END`),
  act: (bench) => bench.build(),
  shows: /externally-managed-environment/,
  expects: { root: 'pip-externally-managed', line: 4 },
  repair: { command: ['build', '.'], remedies: ['pip-externally-managed/allow-it-in-the-step'] },
});
