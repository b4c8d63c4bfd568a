import { follow } from '/web/stream.js';
import { Topology } from '/web/topology.js';

const LAYERS = ['model', 'collaborative', 'content', 'popularity'];
const SHOWN = 12;
const FED = 8;
const MINUTE = 120; // two samples a second
const VISIBLE_WITHIN = 5_000;

const $ = id => document.getElementById(id);
const calm = matchMedia('(prefers-reduced-motion: reduce)');

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter(child => child !== undefined));
  return made;
}

const figure = value => value === undefined ? '–' : value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
const milliseconds = seconds => `${seconds < 0.01 ? (seconds * 1000).toFixed(1) : Math.round(seconds * 1000)} ms`;

/** Changes a text only if it differs, so that nothing is read aloud or drawn for nothing. */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Lets what stays in a list glide to its new place, and what is new come in. */
function glide(list, rows) {
  const before = new Map([...list.children].map(row => [row.dataset.item, row.getBoundingClientRect().top]));
  list.replaceChildren(...rows);
  if (calm.matches || !before.size) return;
  for (const row of rows) {
    const was = before.get(row.dataset.item);
    if (was === undefined) {
      row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 350, easing: 'ease-out' });
    } else {
      const moved = was - row.getBoundingClientRect().top;
      if (moved) row.animate([{ transform: `translateY(${moved}px)` }, { transform: 'none' }], { duration: 450, easing: 'cubic-bezier(.2,.7,.2,1)' });
    }
  }
}

/* ——— Whether all is well ——— */

const trouble = { live: null, ready: null };
let lastHeard;

function showState() {
  const [state, words] = trouble.live ? ['lost', 'Not connected']
    : lastHeard === undefined ? ['waiting', 'Connecting']
    : trouble.ready ? ['unready', 'Not ready'] : ['live', 'Live'];
  $('state').dataset.state = state;
  say($('state').querySelector('span'), words);
  document.documentElement.classList.toggle('stale', state === 'lost');
  const since = lastHeard ? ` All figures are of ${lastHeard.toLocaleTimeString()}.` : '';
  const sentence = trouble.live ? `Freshet cannot be heard: ${trouble.live}.${since} It is tried again and again.`
    : trouble.ready ? `This instance cannot answer well now: ${trouble.ready}. Slates may be popular items only.` : '';
  say($('banner'), sentence);
  $('banner').hidden = !sentence;
}

/* ——— Figures ——— */

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const past = { events: new Array(MINUTE).fill(null), layers: LAYERS.map(() => new Array(MINUTE).fill(null)) };

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.font.size = 11;
const axes = stacked => ({
  x: { display: false },
  y: { stacked, beginAtZero: true, suggestedMax: 1, border: { display: false }, ticks: { maxTicksLimit: 4, padding: 6, precision: 0 }, grid: { drawTicks: false } },
});
const plot = (canvas, datasets, stacked) => new Chart(canvas, {
  type: 'line',
  data: { labels: new Array(MINUTE).fill(''), datasets },
  options: {
    animation: false, maintainAspectRatio: false, events: [], scales: axes(stacked),
    elements: { point: { radius: 0 }, line: { borderWidth: 1.8, tension: 0.25 } },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
  },
});
const eventsPlot = plot($('events-plot'), [{ data: past.events, fill: 'origin' }], false);
const layersPlot = plot($('layers-plot'), LAYERS.map((layer, i) => ({ data: past.layers[i], fill: true, borderWidth: 0 })).reverse(), true);

function colour() {
  const accent = css('--accent');
  Object.assign(eventsPlot.data.datasets[0], { borderColor: accent, backgroundColor: css('--accent-wash') });
  [...LAYERS].reverse().forEach((layer, i) => Object.assign(layersPlot.data.datasets[i], { backgroundColor: css(`--layer-${layer}`) }));
  for (const chart of [eventsPlot, layersPlot]) {
    chart.options.scales.y.grid.color = css('--line');
    chart.options.scales.y.ticks.color = css('--quiet');
    chart.update();
  }
}
colour();
addEventListener('themechange', colour);

const layerFigures = LAYERS.map(layer => {
  const number = element('b', {}, '–');
  $('layers').append(element('li', { 'data-layer': layer }, element('span', { class: 'key' }), layer, number));
  return number;
});

function remember(series, value) {
  series.push(value ?? null);
  series.shift();
}

const topology = new Topology($('topology'));
const measured = []; // what this page saw itself, in seconds
let visibleByServer = false;

function showVitals(vitals) {
  lastHeard = new Date(vitals.time);
  trouble.live = null;
  trouble.ready = vitals.ready ? null : Object.entries(vitals.parts).map(([part, state]) => `${part} ${state}`).join(', ');
  showState();

  remember(past.events, vitals.events.perSecond);
  say($('events'), figure(vitals.events.perSecond));
  say($('behind'), vitals.events.behind > 0 ? `${vitals.events.behind.toLocaleString('en')} yet to be counted` : 'all are counted');
  LAYERS.forEach((layer, i) => {
    remember(past.layers[i], vitals.slates.layers[layer]);
    say(layerFigures[i], figure(vitals.slates.layers[layer]));
  });
  say($('slates'), figure(vitals.slates.perSecond));
  eventsPlot.update('none');
  layersPlot.update('none');

  visibleByServer = Boolean(vitals.visible);
  if (visibleByServer) {
    say($('visible'), milliseconds(vitals.visible.p50));
    say($('visible-how'), `in the median, ${milliseconds(vitals.visible.p99)} for 99 of 100`);
  }
  showModel(vitals.model);
  topology.show(Topology.rates(vitals));
  const parts = Object.entries(vitals.parts);
  if ($('parts').children.length !== 2 * parts.length && $('parts').children.length !== parts.length) $('parts').replaceChildren();
  parts.forEach(([part, sentence], i) => {
    const row = $('parts').children[i] ?? $('parts').appendChild(element('div', {}, element('dt'), element('dd')));
    say(row.children[0], part);
    say(row.children[1], sentence);
  });
  offer(vitals.users);
}

function showModel(model) {
  say($('model-version'), !model ? 'none' : model.live ?? 'none yet');
  say($('model-status'), model ? sentence(model.status) : 'This instance has no model; the other layers answer.');
  const training = model?.training;
  $('training').hidden = !training;
  if (training) {
    $('training-share').value = training.share;
    const left = training.secondsLeft === undefined ? '' : `, ${Math.max(1, Math.round(training.secondsLeft / 60))} min left`;
    const epoch = training.epochs ? `, epoch ${training.epoch} of ${training.epochs}` : '';
    say($('training-words'), `Training ${training.version}: ${training.phase}${epoch}${left}`);
  }
}

const sentence = text => text ? text[0].toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.') : '';

follow('/v1/live/stream', showVitals, why => {
  trouble.live = why;
  remember(past.events, null);
  past.layers.forEach(series => remember(series, null));
  showState();
});

/* ——— How people take it ——— */

const RATES = ['clickThrough', 'likeRate', 'playRate'];
const RATES_EVERY = 5_000;
const taken = LAYERS.map(layer => {
  const cells = ['impressions', ...RATES].map(() => element('td', {}, '–'));
  $('rates').append(element('tr', { 'data-layer': layer }, element('th', { scope: 'row' }, element('span', { class: 'key' }), layer), ...cells));
  return cells;
});

const percent = share => share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;

async function showRates() {
  // Who is not heard need not be asked; the head of the page says so.
  if (document.hidden || trouble.live) return;
  const dimensions = await ask('/v1/engagement').then(answer => answer.dimensions, () => null);
  if (!dimensions) return;
  const values = dimensions.find(({ dimension }) => dimension === 'layer')?.values ?? [];
  LAYERS.forEach((layer, i) => {
    const figures = values.find(({ value }) => value === layer)?.figures;
    say(taken[i][0], figures ? figures.impressions.toLocaleString('en') : '–');
    RATES.forEach((rate, j) => say(taken[i][j + 1], percent(figures?.[rate])));
  });
}

showRates();
setInterval(showRates, RATES_EVERY);

/* ——— Trending ——— */

let stopTrending = () => {};
let type = '';
let types = new Set();

function listen() {
  stopTrending();
  const query = new URLSearchParams({ k: SHOWN, 'half-life': $('half-life').value });
  if (type) query.set('type', type);
  stopTrending = follow(`/v1/trending/stream?${query}`, showTrending, why => {
    if (!$('trending-list').children.length) say($('trending-empty'), `Nothing to show: ${why}.`);
  });
}

function showTrending(slate) {
  if (!type) slate.items.forEach(({ type: one }) => one && types.add(one));
  showTypes();
  const known = new Set([...$('trending-list').children].map(row => row.dataset.item));
  const most = slate.items[0]?.score || 1;
  const rows = slate.items.map((item, i) => {
    const fill = element('i');
    fill.style.transform = `scaleX(${Math.max(0.02, item.score / most)})`;
    return element('li', { 'data-item': item.item, class: known.size && !known.has(item.item) ? 'fresh' : undefined },
      element('span', { class: 'place' }, `${i + 1}`),
      element('span', { class: 'title', title: item.title ?? item.item }, item.title ?? item.item),
      element('span', { class: 'bar', 'aria-hidden': 'true' }, fill));
  });
  glide($('trending-list'), rows);
  $('trending-list').hidden = !rows.length;
  $('trending-empty').hidden = rows.length > 0;
  say($('trending-empty'), slate.note ? sentence(slate.note) : 'Nothing is trending yet.');
}

function showTypes() {
  const all = ['', ...[...types].sort()];
  if ($('types').children.length === all.length) return;
  $('types').replaceChildren(...all.map(one => element('button', {
    type: 'button', 'aria-pressed': String(one === type),
    onclick: ({ currentTarget }) => {
      type = one;
      for (const button of $('types').children) button.setAttribute('aria-pressed', String(button === currentTarget));
      listen();
    },
  }, one || 'everything')));
}

$('half-life').addEventListener('change', listen);
showTypes();
listen();

/* ——— A person ——— */

const ICONS = {
  view: ['M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z', 'M12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z'],
  play: ['M7 4.8v14.4L19 12 7 4.8Z'],
  like: ['M12 20S3.5 15 3.5 9.2A4.6 4.6 0 0 1 12 6.7a4.6 4.6 0 0 1 8.5 2.5C20.500 15 12 20 12 20Z'],
  bookmark: ['M6.500 4h11v16L12 15.500 6.500 20V4Z'],
  dislike: ['M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17Z', 'M6 6l12 12'],
};
const WORDS = { view: 'View', play: 'Play', like: 'Like', bookmark: 'Bookmark', dislike: 'Do not show' };
const DONE = { view: 'viewed', play: 'played', like: 'liked', bookmark: 'kept', dislike: 'hidden' };
const UNDONE = new Set(['like', 'dislike', 'bookmark']);

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of ICONS[name]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

let user = '';
let asked = 0;

/** What the server answers; rejects with a sentence. */
async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store', ...options });
  } catch {
    throw new Error('Freshet does not answer');
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.detail ?? `it answered ${answer.status}`);
  return body;
}

function tell(text, bad = false) {
  $('said').toggleAttribute('data-bad', bad);
  say($('said'), text);
}

const path = () => `/v1/users/${encodeURIComponent(user)}`;

async function look(who) {
  user = who;
  $('user').value = who;
  history.replaceState(null, '', `#user=${encodeURIComponent(who)}`);
  for (const button of $('recent').children) button.setAttribute('aria-pressed', String(button.textContent === who));
  tell('');
  await refresh();
}

async function refresh() {
  const mine = ++asked;
  try {
    const slate = await ask(`${path()}/recommendations?k=${FED}&explain=true`);
    if (mine === asked) showFeed(slate);
  } catch (error) {
    if (mine === asked) {
      tell(`${sentence(error.message)} What is shown is from before.`, true);
      if (!$('feed').children.length) say($('feed-empty'), 'Nothing to show.');
    }
    return;
  }
  try {
    const profile = await ask(`${path()}/profile`);
    if (mine === asked) showProfile(profile);
  } catch {
    if (mine === asked) $('known').hidden = true;
  }
}

function showFeed(slate) {
  const held = document.activeElement?.closest('#feed li');
  const place = held ? [...$('feed').children].indexOf(held) : -1;
  const act = document.activeElement?.dataset.act;
  const rows = slate.items.map(item => element('li', { 'data-item': item.item, 'data-layer': item.layer },
    element('span', { class: 'mark', title: `from the ${item.layer} layer` }),
    element('span', {},
      element('span', { class: 'title', title: item.title ?? item.item }, item.title ?? item.item),
      element('span', { class: 'why', title: item.reason }, item.reason)),
    element('span', { class: 'acts' }, ...Object.keys(WORDS).map(action => element('button', {
      type: 'button', 'data-act': action, title: WORDS[action], 'aria-label': `${WORDS[action]}: ${item.title ?? item.item}`,
      onclick: () => interact(action, item, slate.slateId),
    }, icon(action))))));
  glide($('feed'), rows);
  $('feed').hidden = !rows.length;
  $('feed-empty').hidden = rows.length > 0;
  say($('feed-empty'), slate.note ? sentence(slate.note) : 'There is nothing to show.');
  if (slate.degraded) tell(`Some of it could not be asked: ${slate.note ?? 'see the log'}.`, true);
  // What was acted on is gone; the next of its kind takes the focus.
  if (place >= 0) rows[Math.min(place, rows.length - 1)]?.querySelector(`[data-act="${act}"]`)?.focus();
}

function showProfile(profile) {
  $('known').hidden = false;
  $('history').replaceChildren(...profile.history.slice(0, 4).map(touch => element('li', {},
    element('span', {}, touch.type), element('span', { title: touch.title ?? touch.item }, touch.title ?? touch.item),
    UNDONE.has(touch.type) ? element('button', { type: 'button', onclick: () => interact(`undo-${touch.type}`, touch) }, 'undo') : undefined)));
  if (!profile.history.length) $('history').append(element('li', { class: 'quiet' }, 'Nothing yet.'));
  const tags = Object.entries(profile.tags).slice(0, 4);
  $('tags').replaceChildren(...tags.map(([tag, weight]) => {
    const fill = element('i');
    fill.style.transform = `scaleX(${weight / tags[0][1]})`;
    return element('li', {}, element('span', {}, tag), element('span', { class: 'bar', 'aria-hidden': 'true' }, fill));
  }));
  if (!tags.length) $('tags').append(element('li', { class: 'quiet' }, 'Not known yet.'));
}

/** Does something as this person, and waits until the answers know of it. */
async function interact(action, item, slate) {
  const who = user;
  const eventId = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const time = Date.now();
  const title = item.title ?? item.item;
  tell(`${title} …`);
  const began = performance.now();
  try {
    await ask('/v1/interactions', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ eventId, user: who, item: item.item, type: action, time, session: 'page', slate }),
    });
  } catch (error) {
    tell(`Not kept: ${error.message}.`, true);
    return;
  }
  const accepted = performance.now();
  while (performance.now() - accepted < VISIBLE_WITHIN && who === user) {
    const profile = await ask(`${path()}/profile`).catch(() => null);
    const seen = profile && (action.startsWith('undo-')
      ? !profile.history.some(touch => touch.item === item.item && `undo-${touch.type}` === action)
      : profile.history.some(touch => touch.item === item.item && touch.type === action && Date.parse(touch.time) === time));
    if (seen) {
      const took = (performance.now() - accepted) / 1000;
      note(took);
      tell(`${action.startsWith('undo-') ? 'Taken back' : sentence(DONE[action]).slice(0, -1)}: ${title}. The answer knew of it after ${milliseconds(took)}.`);
      await refresh();
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  if (who === user) {
    tell(`Kafka has it, but after ${Math.round((performance.now() - began) / 1000)} s the answer does not know of it yet: the stream is behind.`, true);
    await refresh();
  }
}

function note(seconds) {
  measured.push(seconds);
  if (measured.length > 99) measured.shift();
  if (visibleByServer) return;
  const median = [...measured].sort((a, b) => a - b)[Math.floor(measured.length / 2)];
  say($('visible'), milliseconds(median));
  say($('visible-how'), measured.length === 1 ? 'what you just did, as this page saw it' : `the median of ${measured.length} things you did, as this page saw it`);
}

/** Some who were here lately; they stay where they are while somebody reaches for them. */
function offer(users) {
  if (!users.length || $('recent').matches(':hover') || $('recent').contains(document.activeElement)) return;
  if ($('recent').children.length && Date.now() - offer.at < 5_000) return;
  offer.at = Date.now();
  const some = users.slice(0, 6);
  $('recent').replaceChildren(...some.map(one => element('button', {
    type: 'button', 'aria-pressed': String(one === user), onclick: () => look(one),
  }, one)));
  $('users').replaceChildren(...users.map(one => element('option', { value: one })));
}

$('who').addEventListener('submit', event => {
  event.preventDefault();
  const who = $('user').value.trim();
  if (who) look(who);
});

const linked = new URLSearchParams(location.hash.slice(1)).get('user');
if (linked) look(linked);
