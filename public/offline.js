// What this device remembers: when it last saw Rampart, and what could not be sent. Written by the signed-in pages.
const AGAIN_MS = 5000;
const VERB = { rollback: 'Roll back', pause: 'Pause', kill: 'Pull the kill switch for' };
const clock = (ms) => `${new Date(ms).toISOString().slice(11, 19)} UTC`;

function read(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? fallback;
  } catch {
    return fallback;
  }
}

function show() {
  const seen = Number(read('rampart.seen', 0));
  const minutes = Math.max(0, Math.round((Date.now() - seen) / 60_000));
  const age = minutes === 0 ? 'less than a minute ago' : `${minutes} min ago`;
  document.getElementById('seen').textContent =
    seen > 0 ? `What you saw last was from ${clock(seen)}, ${age}.` : 'This device has not seen Rampart before.';
  const kept = read('rampart.outbox', []);
  const waiting = Array.isArray(kept) ? kept.filter((entry) => entry?.state === 'waiting' && VERB[entry.action]) : [];
  const items = waiting.map((entry) => {
    const item = document.createElement('li');
    item.textContent = `${VERB[entry.action]} ${entry.subject}, pressed ${clock(entry.at)}`;
    return item;
  });
  const section = document.getElementById('waiting');
  section.hidden = items.length === 0;
  section.querySelector('ul').replaceChildren(...items);
}

const again = () => location.reload();

async function look() {
  show();
  const reached = await fetch('/api/healthz', { cache: 'no-store' }).catch(() => null);
  if (reached?.ok) again();
}

show();
setInterval(look, AGAIN_MS);
addEventListener('online', look);
document.querySelector('button').addEventListener('click', again);
