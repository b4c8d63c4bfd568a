/** Draws the way of an interaction through Freshet, and how much flows where. */
const SVG = 'http://www.w3.org/2000/svg';

// wide: places in a picture of 1160 × 330; tall: in one of 360 × 690.
const NODES = {
  site: { label: 'your site', wide: [72, 150], tall: [180, 26], kind: 'outside' },
  interactions: { label: 'interactions', topic: 'interactions', wide: [220, 60], tall: [100, 110], kind: 'topic' },
  items: { label: 'items', topic: 'items', wide: [220, 240], tall: [272, 110], kind: 'topic' },
  profile: { label: 'profile', note: 'by user', wide: [388, 60], tall: [100, 200], kind: 'state' },
  training: { label: 'training', note: 'a process of its own', wide: [388, 150], tall: [272, 245], kind: 'process' },
  follows: { label: 'what follows', topic: 'cooccurrence-changes-repartition', wide: [570, 36], tall: [92, 300], kind: 'topic' },
  counts: { label: 'how much', topic: 'popularity-changes-repartition', wide: [570, 106], tall: [92, 370], kind: 'topic' },
  models: { label: 'models', wide: [570, 176], tall: [272, 340], kind: 'topic' },
  cooccurrence: { label: 'co-occurrence', note: 'by item', wide: [752, 36], tall: [92, 440], kind: 'state' },
  popularity: { label: 'popularity', note: 'by item', wide: [752, 106], tall: [272, 440], kind: 'state' },
  neighbours: { label: 'neighbours', topic: 'neighbours', wide: [922, 36], tall: [92, 530], kind: 'topic' },
  trending: { label: 'trending', topic: 'trending', wide: [922, 106], tall: [272, 530], kind: 'topic' },
  recommender: { label: 'recommender', note: 'answers', wide: [1082, 150], tall: [180, 640], kind: 'process' },
};

// from, to, whose rate flows there; a slate's way back is below all others
const EDGES = [
  ['site', 'interactions', 'interactions'],
  ['site', 'items', 'items'],
  ['interactions', 'profile', 'interactions'],
  ['interactions', 'training'],
  ['profile', 'follows', 'follows'],
  ['profile', 'counts', 'counts'],
  ['follows', 'cooccurrence', 'follows'],
  ['counts', 'popularity', 'counts'],
  ['cooccurrence', 'neighbours', 'neighbours'],
  ['popularity', 'trending', 'trending'],
  ['training', 'models'],
  ['models', 'recommender'],
  ['neighbours', 'recommender', 'neighbours'],
  ['trending', 'recommender', 'trending'],
  ['items', 'recommender', 'items'],
  ['recommender', 'site', 'slates'],
];
const BOX = { wide: [128, 48], tall: [148, 46] };
const SIZE = { wide: [1160, 330], tall: [360, 690] };

export class Topology {
  #holder; #narrow = matchMedia('(max-width: 46rem)'); #rates = {}; #texts = new Map(); #paths = [];

  constructor(holder) {
    this.#holder = holder;
    this.#narrow.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  /** @param rates name of a node, or slates, to records per second; what is not known is missing */
  show(rates) {
    this.#rates = rates;
    for (const [name, text] of this.#texts) text.textContent = rateText(rates[name]);
    for (const { path, rate } of this.#paths) {
      const flow = rates[rate] ?? 0;
      path.classList.toggle('flowing', flow > 0.05);
      // Ten times as much flows twice as fast.
      path.style.setProperty('--lap', `${(2.4 / (1 + Math.log10(1 + flow))).toFixed(2)}s`);
    }
  }

  #draw() {
    const layout = this.#narrow.matches ? 'tall' : 'wide';
    const [width, height] = SIZE[layout];
    const svg = element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-labelledby': 'topology-title topology-words', class: layout });
    svg.append(element('title', { id: 'topology-title' }, 'The way of an interaction'));
    svg.append(element('desc', { id: 'topology-words' },
      'Interactions of your site go to the profile of their user; what they say of items goes on to co-occurrence and popularity, by item. Neighbours, trending lists, items and models reach the recommender, which answers your site.'));
    this.#paths = EDGES.map(([from, to, rate]) => {
      const path = element('path', { d: way(from, to, layout), class: rate ? 'edge' : 'edge seldom' });
      svg.append(path);
      return { path, rate };
    });
    this.#texts.clear();
    const [w, h] = BOX[layout];
    for (const [name, node] of Object.entries(NODES)) {
      const [x, y] = node[layout];
      const group = element('g', { class: `node ${node.kind}`, transform: `translate(${x - w / 2} ${y - h / 2})` });
      group.append(element('rect', { width: w, height: h, rx: node.kind === 'topic' ? h / 2 : 8 }));
      const second = node.topic || node.note;
      group.append(element('text', { x: w / 2, y: second ? 20 : h / 2 + 5, class: 'name' }, node.label));
      if (second) {
        const text = element('text', { x: w / 2, y: 37, class: node.topic ? 'rate' : 'note' }, node.topic ? '' : node.note);
        group.append(text);
        if (node.topic) this.#texts.set(name, text);
      }
      svg.append(group);
    }
    const [sx, sy] = layout === 'wide' ? [572, 316] : [322, 668];
    const slates = element('text', { x: sx, y: sy, class: 'rate lone' });
    svg.append(slates);
    this.#texts.set('slates', slates);
    this.#holder.replaceChildren(svg);
    this.show(this.#rates);
  }

  /** Rates of the drawn nodes, of what the server says of topics. */
  static rates(vitals) {
    const rates = {};
    for (const [name, { topic }] of Object.entries(NODES)) {
      const said = topic && vitals.topics[topic];
      if (said) rates[name] = said.read ?? said.written;
    }
    rates.slates = vitals.slates.perSecond;
    return rates;
  }
}

function rateText(rate) {
  if (rate === undefined) return '–';
  if (rate < 0.05) return '0/s';
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en')}/s`;
}

function way(from, to, layout) {
  const [w, h] = BOX[layout];
  const [ax, ay] = NODES[from][layout];
  const [bx, by] = NODES[to][layout];
  if (layout === 'wide') {
    if (from === 'recommender') {
      return `M${ax} ${ay + h / 2} C${ax} 300 ${ax} 300 ${ax - 60} 300 L${bx + 60} 300 C${bx} 300 ${bx} 300 ${bx} ${by + h / 2}`;
    }
    if (from === 'site') {
      const up = Math.sign(by - ay);
      return `M${ax} ${ay + up * h / 2} C${ax} ${by} ${ax} ${by} ${bx - w / 2} ${by}`;
    }
    if (from === 'interactions' && to === 'training') {
      return `M${ax} ${ay + h / 2} C${ax} ${by} ${ax} ${by} ${bx - w / 2} ${by}`;
    }
    if (to === 'recommender' && from !== 'models') {
      const down = Math.sign(by - ay);
      return from === 'items'
        ? `M${ax + w / 2} ${ay} L${bx - 80} ${ay} C${bx - 30} ${ay} ${bx - 30} ${ay} ${bx - 30} ${by + h / 2}`
        : `M${ax + w / 2} ${ay} C${bx} ${ay} ${bx} ${ay} ${bx} ${by - down * h / 2}`;
    }
    const middle = (ax + bx) / 2;
    return `M${ax + w / 2} ${ay} C${middle} ${ay} ${middle} ${by} ${bx - w / 2} ${by}`;
  }
  if (from === 'recommender') {
    return `M${ax + w / 2} ${ay} C352 ${ay} 352 ${ay} 352 ${ay - 60} L352 60 C352 26 352 26 ${bx + w / 2} ${by}`;
  }
  if (from === 'counts') return `M${ax + w / 2} ${ay} C${bx} ${ay} ${bx} ${ay} ${bx} ${by - h / 2}`;
  if (from === 'profile' && to === 'counts') {
    return `M${ax - 60} ${ay + h / 2} C10 ${ay + 70} 10 ${by - 40} ${bx - w / 2} ${by}`;
  }
  if (from === 'models') return `M${ax - 40} ${ay + h / 2} C182 ${ay + 70} 182 420 182 ${by - h / 2}`;
  if (from === 'items') return `M${ax + 60} ${ay + h / 2} C346 ${ay + 60} 352 ${by - 90} ${bx + w / 2} ${by - 12}`;
  if (from === 'interactions' && to === 'training') return `M${ax + 40} ${ay + h / 2} C${ax + 60} ${by - 40} ${bx - 60} ${by - 70} ${bx} ${by - h / 2}`;
  const middle = (ay + by) / 2;
  return `M${ax} ${ay + h / 2} C${ax} ${middle} ${bx} ${middle} ${bx} ${by - h / 2}`;
}

function element(name, attributes = {}, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
