/** Follows a stream of Server-Sent Events, for good: what is lost is asked for anew. */
const SILENCE = 25_000; // the server gives a sign of life every ten seconds
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

/**
 * While nobody looks at the page it is not followed: browsers open six connections to a server at
 * most, and a few pages in other tabs would take them all.
 *
 * @param path of the stream
 * @param onEvent told the data of each event
 * @param onLost told why, each time it could not be followed
 * @returns a function that ends it
 */
export function follow(path, onEvent, onLost) {
  let ended = false;
  let pause = FIRST_PAUSE;
  let connection;

  async function once() {
    connection = new AbortController();
    let watchdog = setTimeout(() => connection.abort(), SILENCE);
    try {
      const answer = await fetch(path, {
        headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal: connection.signal,
      });
      if (!answer.ok) {
        const problem = await answer.json().catch(() => ({}));
        throw new Error(problem.detail ?? `it answered ${answer.status}`);
      }
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream has ended');
        clearTimeout(watchdog);
        watchdog = setTimeout(() => connection.abort(), SILENCE);
        rest += value;
        const events = rest.split('\n\n');
        rest = events.pop();
        for (const event of events) {
          const data = event.split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6)).join('\n');
          if (data) {
            pause = FIRST_PAUSE;
            onEvent(JSON.parse(data));
          }
        }
      }
    } finally {
      clearTimeout(watchdog);
      connection.abort();
    }
  }

  const rest = () => connection?.abort();
  const onVisibility = () => { if (document.visibilityState === 'hidden') rest(); };
  document.addEventListener('visibilitychange', onVisibility);
  addEventListener('pagehide', rest);

  (async () => {
    while (!ended) {
      if (document.visibilityState === 'hidden') {
        await new Promise(seen => document.addEventListener('visibilitychange', seen, { once: true }));
        continue;
      }
      try {
        await once();
      } catch (error) {
        if (ended) return;
        if (document.visibilityState === 'hidden') continue;
        onLost(error instanceof TypeError || error.name === 'AbortError' ? 'it does not answer' : error.message);
      }
      await new Promise(resolve => setTimeout(resolve, pause));
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  })();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', onVisibility);
    removeEventListener('pagehide', rest);
    rest();
  };
}
