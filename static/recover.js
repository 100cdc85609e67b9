// The app's code may fail to arrive: a service worker that the browser ended in mid-answer, a line that broke. The page
// would stay empty. So it is loaded again, twice at most, as long as the app has not begun.
(() => {
  const KEY = 'haversack-recovered';
  const recover = () => {
    if (document.documentElement.dataset.begun) return;
    const tries = Number(sessionStorage.getItem(KEY) ?? 0);
    if (tries >= 2) return;
    sessionStorage.setItem(KEY, String(tries + 1));
    setTimeout(() => location.reload(), 200);
  };
  addEventListener('unhandledrejection', recover);
  addEventListener('error', (event) => event.target !== window && recover(), true);
})();
