// Loaded into Azurite before its own code.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Whoever started Azurite reads its output only until it listens. Its last words, said before it saves, would otherwise
// end it there and then with a broken pipe.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => {});
}

// An Azurite that serves one process only, a test run, ends when that process is gone, however it went.
const parent = Number(process.env.AZURITE_PARENT_PID);
if (parent) {
  setInterval(() => {
    if (!isAlive(parent)) {
      process.kill(process.pid, 'SIGTERM');
    }
  }, 500).unref();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }

  try {
    // Z: dead, but not yet collected by whoever started it.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

const azurite = createRequire(new URL('node_modules/azurite/dist/src/azurite.js', import.meta.url));

// While Azurite sweeps away what no blob or message refers to any more, it answers nobody: over a minute with the hundred
// accounts of a test run. What serves one process only keeps everything until that ends.
if (parent) {
  for (const service of ['blob', 'queue']) {
    azurite(`./${service}/utils/constants.js`).DEFAULT_GC_INTERVAL_MS = 2 ** 31 - 1;
  }
}

// The sweep lists blobs in pages of five thousand and goes on after the name of the last one: another of the same name, in
// another container or account, is not seen, and its content is swept away. On one page all are seen.
const { default: BlobMetadata } = azurite('./blob/persistence/LokiBlobMetadataStore.js');
const listAllBlobs = BlobMetadata.prototype.listAllBlobs;
BlobMetadata.prototype.listAllBlobs = function (count, ...rest) {
  return listAllBlobs.call(this, Number.MAX_SAFE_INTEGER, ...rest);
};

// Loki searches by the index of the first condition and looks at all it finds for the others. Azurite names the account
// or the partition first, which thousands have in common; with the name or the row key first it finds the one at once.
const tellingFirst = ['RowKey', 'messageId', 'blobName', 'name'];
const { Resultset } = azurite('lokijs');
const find = Resultset.prototype.find;
Resultset.prototype.find = function (query, firstOnly) {
  const telling = typeof query === 'object' && query !== null && tellingFirst.find((key) => typeof query[key] === 'string');
  return find.call(this, telling ? { [telling]: query[telling], ...query } : query, firstOnly);
};
