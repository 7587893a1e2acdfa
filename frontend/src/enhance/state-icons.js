/**
 * The icons of the save state. They are copies: importing the whole set would bring the shell's
 * file along, and in each page's HTML they would be sent again with every lesson. A test compares.
 */
export const drawn = {
  device: '<rect x="6.5" y="2.5" width="11" height="19" rx="2"/><path d="M10.5 18.5h3"/>',
  server:
    '<path d="M7 18.5a4 4 0 0 1-.5-8 5.6 5.6 0 0 1 10.9-.7 4.4 4.4 0 0 1-.4 8.7zM9 13.8l2.2 2.2 4-4.3"/>',
  warn: '<path d="M12 3.5 21.5 20h-19zM12 10v4.5m0 2.7v.1"/>',
};
