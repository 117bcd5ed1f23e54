/**
 * On a slow phone a page can be read seconds before its scripts are there, and what is pressed meanwhile would be lost. A
 * button that only asks (`data-early`) keeps such a press, says so, and is pressed again as soon as React knows it. Written
 * in the page itself, before any script of it; in words that any browser reads.
 */
const CODE = `(function () {
  var held = null;
  function known(button) {
    return Object.keys(button).some(function (key) { return key.indexOf('__reactProps') === 0; });
  }
  function drop() {
    if (held) held.removeAttribute('aria-busy');
    held = null;
  }
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button[data-early]');
    if (!button || known(button)) return;
    drop();
    held = button;
    held.setAttribute('aria-busy', 'true');
    var until = Date.now() + 60000;
    (function look() {
      if (held !== button) return;
      if (!button.isConnected || Date.now() > until) return drop();
      if (!known(button)) return setTimeout(look, 100);
      drop();
      if (!button.disabled) button.click();
    })();
  }, true);
})();`;

/** Stands once, before everything that can be pressed. */
export const EarlyTaps = () => <script>{CODE}</script>;
