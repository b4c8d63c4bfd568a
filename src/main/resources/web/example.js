import { Freshet } from '/freshet.js';

const $ = id => document.getElementById(id);
const CONSENT = 'freshet.example.consent';
const freshet = new Freshet({
  consent: localStorage.getItem(CONSENT) === 'yes',
  onProblem: ({ reason }) => { $('said').textContent = reason; },
});

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.assign(made, attributes);
  made.append(...children);
  return made;
}

async function fill() {
  try {
    const slate = await freshet.recommend({ k: 6 });
    $('shelf').replaceChildren(...slate.items.map(card));
    $('said').textContent = slate.items.length ? '' : slate.note ?? '';
  } catch (error) {
    $('said').textContent = error.status ? error.message : 'Freshet does not answer; the shelf stays as it is.';
  }
}

function card({ item, title, reason }) {
  const made = element('article', {},
    element('h2', { textContent: title ?? item }),
    element('p', { className: 'why', textContent: reason }),
    element('div', {},
      element('button', { type: 'button', textContent: 'Like', onclick: () => act('like', item) }),
      element('button', { type: 'button', textContent: 'Not for me', onclick: () => act('dislike', item) })));
  made.dataset.freshetItem = item;
  return made;
}

async function act(type, item) {
  if (!freshet.track(type, item)) {
    $('said').textContent = 'Nothing is remembered without your consent.';
    return;
  }
  await fill();
}

function show() {
  $('consent').checked = freshet.consent;
  $('user').textContent = freshet.consent ? freshet.user : 'nobody yet';
  $('waiting').textContent = freshet.waiting ? `${freshet.waiting} on the way` : '';
}

$('consent').addEventListener('change', () => {
  freshet.consent = $('consent').checked;
  if (freshet.consent) localStorage.setItem(CONSENT, 'yes');
  else localStorage.removeItem(CONSENT);
  show();
});

freshet.observe($('shelf'));
setInterval(show, 250);
show();
fill();
