export default function Page() {
  return (
    <main className="p-page bg-canvas">
      <h1 className="text-xl font-semibold text-ink">Design</h1>
      <p className="text-canary font-mono">9f3c2ab</p>
      <div className="hatch h-10 rounded-panel border border-control" />
    </main>
  );
}
