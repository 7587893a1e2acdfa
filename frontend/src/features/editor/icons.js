/** Signs of the toolbar that no other page has, drawn as the house's icons are. */
export const quote =
  '<path d="M5 16.5c2.5-.5 4-2.5 4-5.5V6.5H4.5V11H7M15 16.5c2.5-.5 4-2.5 4-5.5V6.5h-4.5V11H17"/>';
export const numbers =
  '<path d="M10 6h10M10 12h10M10 18h10M4 4.5l1.5-.8V8.3M4 15.800c.8-1 2.5-.6 2.3.6-.2 1-1.5 1.5-2.3 2.800h2.4"/>';
export const link =
  '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.700l1-1"/>';
export const table = '<path d="M4 5h16v14H4zM4 10h16M4 14.5h16M12 10v9"/>';
export const phone =
  '<rect x="6.5" y="2.5" width="11" height="19" rx="2"/><path d="M10.5 18.5h3"/>';
