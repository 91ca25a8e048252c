// Starts the pinned Azurite in a session of its own, so that Ctrl+C reaches the app only, prints
// {"pid":..,"blob":..,"queue":..,"table":..} once the three services listen, and exits. A data folder keeps the same line
// in azurite.json, so that the app's next start finds an Azurite that a killed one left behind.
//   node start.mjs [--location <folder>] [--blob <port>] [--queue <port>] [--table <port>] [--parent <pid>]
// No folder: in memory. Port 0: any free one. Further accounts come in AZURITE_ACCOUNTS.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const oldestNode = 20;
if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  fail(`Node ${process.versions.node} is too old for Azurite: install Node ${oldestNode} or newer.`);
}

const { values } = parseArgs({
  options: {
    location: { type: 'string' },
    blob: { type: 'string', default: '0' },
    queue: { type: 'string', default: '0' },
    table: { type: 'string', default: '0' },
    parent: { type: 'string' },
  },
});

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const azurite = spawn(process.execPath, [
  '--import', new URL('companion.mjs', import.meta.url).href,
  here('node_modules/azurite/dist/src/azurite.js'),
  ...(values.location ? ['--location', values.location] : ['--inMemoryPersistence']),
  ...['blob', 'queue', 'table'].flatMap((service) => [
    `--${service}Host`, '127.0.0.1', `--${service}Port`, values[service],
  ]),
  '--disableTelemetry', '--skipApiVersionCheck', '--silent',
], {
  detached: true,
  windowsHide: true,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, AZURITE_PARENT_PID: values.parent ?? '' },
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    azurite.kill('SIGTERM');
    process.exit(1);
  });
}

let said = '';
azurite.on('error', (error) => fail(error.message));
azurite.on('exit', (code) => fail(said.trim().split('\n').at(-1) || `Azurite ended with code ${code}.`));
azurite.stderr.on('data', (chunk) => { said += chunk; });
azurite.stdout.on('data', (chunk) => {
  said += chunk;
  const ports = Object.fromEntries([...said.matchAll(/(Blob|Queue|Table) service is successfully listening at http:\/\/[^:]+:(\d+)/g)]
    .map(([, service, port]) => [service.toLowerCase(), Number(port)]));
  if (Object.keys(ports).length === 3) {
    const line = `${JSON.stringify({ pid: azurite.pid, ...ports })}\n`;
    if (values.location) {
      writeFileSync(join(values.location, 'azurite.json'), line);
    }

    process.stdout.write(line, () => process.exit(0));
  }
});

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
