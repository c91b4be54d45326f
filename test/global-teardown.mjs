import { rmSync } from 'node:fs';

/** Stops the run's cluster and removes it. */
export default async function teardown() {
  const { cluster, folder } = globalThis.__cluster;
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
  if (cluster.home !== folder) rmSync(cluster.home, { recursive: true, force: true });
}
