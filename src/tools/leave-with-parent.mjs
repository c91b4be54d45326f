// Preloaded into every process the supervisor starts: when the supervisor is gone, however it went, so are we.
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 10_000).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
