import { signal } from '@preact/signals';

const said = signal('');

/** Say something to screen readers without moving focus. @param {string} text */
export const announce = (text) => {
  said.value = '';
  setTimeout(() => {
    said.value = text;
  }, 60);
};

export const Announcer = () => (
  <p class="sr" role="status">
    {said.value}
  </p>
);
