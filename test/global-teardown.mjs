/** Stops the run's cluster and removes it. */
export default async function teardown() {
  await globalThis.__cluster?.remove();
}
