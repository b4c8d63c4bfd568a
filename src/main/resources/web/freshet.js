/**
 * Freshet in the browser: says what people do, and asks what to show them. No dependencies.
 *
 *   import { Freshet } from 'https://recommendations.example/freshet.js';
 *   const freshet = new Freshet({ user: 'mia', consent: true });
 *   freshet.observe();                          // a view of each [data-freshet-item] that is looked at
 *   freshet.track('like', 'rye');
 *   const slate = await freshet.recommend({ k: 6 });
 *
 * Events wait a moment and go together. What the server has not confirmed is kept, with its event
 * ids, and sent again: here, or by the next page of this site. The server counts each id once.
 * Types: /freshet.d.ts
 */
const MOST_WAITING = 1000; // events; the oldest go first
const MOST_IN_A_BATCH = 100;
const MOST_BEACON_BYTES = 60_000; // browsers take 64 KiB
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
const LOOKED_AT = 0.5; // of an item, or of the window where the item is larger

export class Freshet {
  #url; #key; #user; #session; #consent; #wait; #dwell; #onProblem;
  #waiting = [];
  #sending = null;
  #timer = null; // { at, id }
  #due = 0;
  #pause = 0;
  #observers = [];
  #listeners = new AbortController();
  #closed = false;
  #most = MOST_IN_A_BATCH;
  #offline = false;
  #handedOver = null;
  #visitorId;

  constructor({ url, key, user, session, consent = false, wait = 2_000, dwell = 1_000, onProblem = () => {} } = {}) {
    this.#url = (url ?? new URL(import.meta.url).origin).replace(/\/+$/, '');
    this.#key = key;
    this.#user = user;
    this.#session = session ?? uuid();
    this.#wait = wait;
    this.#dwell = dwell;
    this.#onProblem = onProblem;
    this.consent = consent;
    const options = { signal: this.#listeners.signal };
    addEventListener('pagehide', () => this.#leave(), options);
    addEventListener('online', () => {
      if (this.#offline) this.#due = this.#pause = 0; // unless the server itself asked for patience
      this.#retryNow();
    }, options);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') this.#leave();
      else this.#retryNow();
    }, options);
  }

  /** Who it is; without a user, a visitor of this browser who gets an id once there is consent. */
  get user() { return this.#user ?? this.#visitor(); }
  set user(user) { this.#user = user; }

  /** Whether anything may be recorded. Withdrawn, all that waits is forgotten. */
  get consent() { return this.#consent; }
  set consent(given) {
    const before = this.#consent;
    this.#consent = Boolean(given);
    if (this.#consent && !before) {
      this.#waiting = merged(read(this.#store), this.#waiting);
      if (this.#waiting.length) this.#schedule(0);
    } else if (!this.#consent) {
      clearTimeout(this.#timer?.id);
      this.#timer = null;
      this.#waiting = [];
      this.#visitorId = undefined;
      write(this.#store, null);
      write(this.#visitorStore, null);
    }
  }

  /** How many events the server has yet to confirm. */
  get waiting() { return this.#waiting.length; }

  /**
   * Says that the user did something with an item. Gives the event's id, or null without consent.
   */
  track(type, item, { seconds, slate, time } = {}) {
    if (!this.#consent || this.#closed) return null;
    const event = {
      eventId: uuid(), user: this.user, item, type,
      time: time ?? Date.now(), session: this.#session,
      ...(seconds === undefined ? {} : { seconds }),
      ...(slate === undefined ? {} : { slate }),
    };
    this.#waiting.push(event);
    this.#bound();
    this.#schedule(this.#waiting.length >= this.#most ? 0 : this.#wait);
    return event.eventId;
  }

  view(item, more) { return this.track('view', item, more); }
  like(item, more) { return this.track('like', item, more); }
  dislike(item, more) { return this.track('dislike', item, more); }
  bookmark(item, more) { return this.track('bookmark', item, more); }
  play(item, more) { return this.track('play', item, more); }

  /**
   * Counts a view of each element with data-freshet-item, now or later in the root, that has been
   * looked at for a second; once per element and item. data-freshet-slate names the slate it is of.
   * Mark what somebody reads, not the teasers that lead there. Gives a function that ends it.
   */
  observe(root = document.body) {
    const seen = new WeakMap();
    const timers = new Map();
    const views = new IntersectionObserver(entries => {
      for (const { target, isIntersecting, intersectionRatio, intersectionRect, rootBounds } of entries) {
        const windowFilled = rootBounds && intersectionRect.height >= rootBounds.height * LOOKED_AT;
        const lookedAt = isIntersecting && (intersectionRatio >= LOOKED_AT || windowFilled);
        clearTimeout(timers.get(target));
        timers.delete(target);
        if (!lookedAt) continue;
        timers.set(target, setTimeout(() => {
          timers.delete(target);
          const { freshetItem: item, freshetSlate: slate } = target.dataset;
          if (!item || seen.get(target) === item || document.visibilityState === 'hidden') return;
          if (this.view(item, { slate })) seen.set(target, item);
        }, this.#dwell));
      }
    }, { threshold: [0, 0.25, LOOKED_AT, 1] });
    const watch = node => {
      if (!(node instanceof Element)) return;
      if (node.matches('[data-freshet-item]')) { views.unobserve(node); views.observe(node); }
      node.querySelectorAll('[data-freshet-item]').forEach(one => { views.unobserve(one); views.observe(one); });
    };
    const changes = new MutationObserver(all => {
      for (const change of all) {
        if (change.type === 'attributes') watch(change.target);
        change.addedNodes.forEach(watch);
        change.removedNodes.forEach(node => {
          for (const [target, timer] of timers) {
            if (node.contains(target)) { clearTimeout(timer); timers.delete(target); views.unobserve(target); }
          }
        });
      }
    });
    watch(root);
    changes.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-freshet-item'] });
    const stop = () => {
      views.disconnect();
      changes.disconnect();
      timers.forEach(timer => clearTimeout(timer));
      timers.clear();
    };
    this.#observers.push(stop);
    return stop;
  }

  /**
   * A slate for the user; options are the API's query parameters, lists for those that may be
   * repeated. What waits is sent first, so that the answer knows of it. Rejects with an Error that
   * has status and problem where there is no answer.
   */
  async recommend({ user = this.user, signal, ...query } = {}) {
    if (this.#waiting.length) await this.flush();
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) if (one !== undefined && one !== null) parameters.append(name, one);
    }
    const answer = await fetch(
      `${this.#url}/v1/users/${encodeURIComponent(user)}/recommendations?${parameters}`,
      { headers: this.#headers(), signal });
    if (answer.ok) return answer.json();
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail ?? `answered ${answer.status}`), { status: answer.status, problem });
  }

  /** Sends what waits, unless the server has asked for patience. */
  async flush() {
    if (this.#sending) return this.#sending;
    if (Date.now() < this.#due) return undefined;
    this.#sending = this.#sendAll().finally(() => { this.#sending = null; });
    return this.#sending;
  }

  /** Ends all observing and hands over what waits. */
  close() {
    this.#leave();
    this.#closed = true;
    clearTimeout(this.#timer?.id);
    this.#observers.forEach(stop => stop());
    this.#listeners.abort();
  }

  #schedule(after) {
    const at = Math.max(Date.now() + after, this.#due);
    if (this.#timer !== null && this.#timer.at <= at) return;
    clearTimeout(this.#timer?.id);
    this.#timer = { at, id: setTimeout(() => { this.#timer = null; this.flush(); }, at - Date.now()) };
  }

  #retryNow() {
    if (this.#waiting.length && this.#pause === 0) this.#schedule(0);
  }

  async #sendAll() {
    while (this.#waiting.length && this.#consent && !this.#closed) {
      const batch = this.#waiting.slice(0, this.#most);
      if (!await this.#send(batch)) return;
    }
  }

  /** Whether the next batch may follow at once. */
  async #send(batch) {
    let answer;
    try {
      answer = await fetch(`${this.#url}/v1/interactions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...this.#headers() },
        body: JSON.stringify(batch),
      });
    } catch {
      this.#offline = true; // or the server is away
      this.#keep(0);
      return false;
    }
    this.#offline = false;
    const said = await answer.json().catch(() => ({}));
    const results = said.results ?? [];
    const refused = results.filter(one => one.status === 'rejected');
    let goOn = true;
    if (answer.status === 413 && batch.length > 1) {
      this.#most = Math.ceil(batch.length / 2);
    } else if (answer.ok || [400, 413, 415, 422].includes(answer.status)) {
      // Refused, it would be refused again.
      this.#pause = 0;
      this.#done(batch);
    } else {
      // 503 lists what it has not confirmed, and what it refused; it has all others.
      if (said.results) {
        const open = new Set(results.filter(one => one.status === 'unconfirmed').map(one => one.index));
        this.#done(batch.filter((event, index) => !open.has(index)));
      }
      this.#keep(patience(answer.headers.get('Retry-After')));
      goOn = false;
    }
    for (const { index, reason, field } of refused) this.#onProblem({ event: batch[index], reason, field });
    if (!answer.ok && !refused.length) this.#onProblem({ status: answer.status, reason: said.detail ?? answer.statusText });
    return goOn;
  }

  /** The server has these, or never will. */
  #done(events) {
    if (!events.length) return;
    const ids = new Set(events.map(event => event.eventId));
    this.#waiting = this.#waiting.filter(event => !ids.has(event.eventId));
    const kept = read(this.#store);
    if (kept.length) write(this.#store, kept.filter(event => !ids.has(event.eventId)));
  }

  /** Nothing is lost: what waits is kept beyond this page, and tried again later and later. */
  #keep(asked) {
    if (!this.#consent) return;
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause ? 2 * this.#pause : FIRST_PAUSE);
    const pause = Math.max(asked, this.#pause * (0.75 + Math.random() / 2));
    this.#due = Date.now() + pause;
    this.#save();
    this.#schedule(pause);
  }

  /**
   * The page may end here. What is handed to the browser may or may not arrive, and nobody will
   * say: it stays in store, and the next page sends it again, to be counted once.
   */
  #leave() {
    if (!this.#consent || !this.#waiting.length || this.#closed) return;
    this.#save();
    const last = this.#waiting.at(-1).eventId;
    if (this.#key || Date.now() < this.#due || last === this.#handedOver) return; // a beacon carries no key
    this.#handedOver = last;
    const batch = [];
    let bytes = 2;
    for (const event of this.#waiting) {
      const size = new Blob([JSON.stringify(event)]).size + 1;
      if (bytes + size > MOST_BEACON_BYTES) break;
      batch.push(event);
      bytes += size;
    }
    navigator.sendBeacon(`${this.#url}/v1/interactions`, new Blob([JSON.stringify(batch)], { type: 'application/json' }));
  }

  #bound() {
    const over = this.#waiting.length - MOST_WAITING;
    if (over > 0) {
      this.#waiting.splice(0, over);
      this.#onProblem({ reason: `${over} events were dropped, since ${MOST_WAITING} wait already` });
    }
  }

  #save() {
    write(this.#store, merged(read(this.#store), this.#waiting));
  }

  #visitor() {
    this.#visitorId ??= read(this.#visitorStore)[0] ?? `visitor-${uuid()}`;
    if (this.#consent && !read(this.#visitorStore).length) write(this.#visitorStore, [this.#visitorId]);
    return this.#visitorId;
  }

  #headers() { return this.#key ? { Authorization: `Bearer ${this.#key}` } : {}; }
  get #store() { return `freshet.unsent ${this.#url}`; }
  get #visitorStore() { return `freshet.visitor ${this.#url}`; }
}

/** By event id, in order, the latest that are allowed. */
function merged(some, others) {
  const all = new Map([...some, ...others].map(event => [event.eventId, event]));
  return [...all.values()].slice(-MOST_WAITING);
}

/** Storage may be full, forbidden or spoiled: then nothing outlives the page. */
function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function write(name, values) {
  try {
    if (values?.length) localStorage.setItem(name, JSON.stringify(values));
    else localStorage.removeItem(name);
  } catch {
    // What waits is still in memory.
  }
}

/** Milliseconds of a Retry-After, which is seconds or a date. */
function patience(header) {
  if (!header) return 0;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Math.min(10 * LONGEST_PAUSE, Math.max(0, wait || 0));
}

/** crypto.randomUUID is missing where a page came over plain HTTP. */
function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
