/* Nicer, never needed: every page works without this file. */

// A form that is on its way says so, keeps its width, and cannot be sent twice.
document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (!button?.matches('button') || event.defaultPrevented) return;
  if (button.getAttribute('aria-disabled') === 'true') return event.preventDefault();
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute('aria-disabled', 'true');
  if (button.dataset.busy) {
    button.dataset.idle = button.textContent;
    button.textContent = button.dataset.busy;
  }
});

// Back from the next page: the button is itself again.
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll('button[aria-disabled="true"]')) {
    button.removeAttribute('aria-disabled');
    if (button.dataset.idle) button.textContent = button.dataset.idle;
  }
});

// What was wrong comes first: the summary when there is more than one thing, else the field itself.
// Each line of the summary says which field it is about, as that field's label does.
for (const link of document.querySelectorAll('#form-summary a')) {
  const label = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`)?.firstChild?.textContent.trim();
  if (label) link.prepend(`${label}: `);
}
const wrong = document.querySelectorAll('[aria-invalid="true"]');
if (wrong.length > 1) document.getElementById('form-summary')?.focus();
else wrong[0]?.focus();

// A toast stays eight seconds, and as long as somebody is reading it.
for (const toast of document.querySelectorAll('.toast')) {
  const leave = () => (toast.matches(':hover') ? setTimeout(leave, 2000) : toast.classList.add('gone'));
  setTimeout(leave, 8000);
}

// A chosen colour is seen before it is saved.
const swatch = document.querySelector('.swatch');
if (swatch) {
  addEventListener('input', ({ target }) => {
    if (target.name === 'hue') for (const part of [swatch, target.form.querySelector('.strength')]) part.dataset.hue = target.value;
    if (target.name === 'chroma') swatch.dataset.chroma = target.value;
  });
}

// What is being written outlives a detour in the same tab (a picture added, a post pinned), and is not left behind by mistake.
const sheet = document.querySelector('form[data-sheet]');
if (sheet) {
  const place = `sheet ${new URL(sheet.action).pathname}`;
  const written = () => JSON.stringify([...new FormData(sheet)].filter(([name]) => name !== '_csrf'));
  const saved = written();
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (kept && kept !== saved) {
    const words = JSON.parse(kept);
    for (const field of sheet.elements) {
      if (!field.name || field.name === '_csrf') continue;
      const values = words.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.matches('[type=checkbox], [type=radio]')) field.checked = values.includes(field.value);
      else if (values.length && (field.type !== 'hidden' || field.name === 'version')) field.value = values[0];
    }
    document.querySelector('[data-sheet-kept]').hidden = false;
  }
  let leaving = false;
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    const aside = event.target !== sheet || event.submitter?.hasAttribute('data-aside');
    const stays = (event.submitter?.formAction ?? event.target.action).startsWith(sheet.action);
    if (aside && stays && written() !== saved) sessionStorage.setItem(place, written());
    leaving = stays;
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && written() !== saved) event.preventDefault();
  });
}
