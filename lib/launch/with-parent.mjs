// Preloaded into every supervised process: when the launcher is gone, even by SIGKILL, its children stop as well,
// so that ports and leases are free for the next start.
if (process.channel) {
  process.once('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 10_000).unref();
  });
  process.channel.unref();
}
