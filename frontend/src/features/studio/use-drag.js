/** Dragging modules and activities with a mouse. What can be dragged can be moved by buttons too. */
import { useState } from 'preact/hooks';

/** @typedef {import('./structure.js').Place} Place */
/** @typedef {{place: Place, below: boolean}} Over `below`: dropped after it, else before */

/** @param {Place} a @param {Place} b */
const alike = (a, b) => a.module === b.module && a.activity === b.activity;

/** @param {(moved: Place, over: Over) => void} dropped */
export function useDrag(dropped) {
  const [moved, setMoved] = useState(/** @type {Place|null} */ (null));
  const [over, setOver] = useState(/** @type {Over|null} */ (null));
  const end = () => {
    setMoved(null);
    setOver(null);
  };
  return {
    start(/** @type {DragEvent} */ event, /** @type {Place} */ place) {
      if (!event.dataTransfer) return;
      event.dataTransfer.effectAllowed = 'move';
      // Firefox drags nothing without a text.
      event.dataTransfer.setData('text/plain', place.activity ?? place.module);
      const row = /** @type {Element} */ (event.currentTarget).closest('li');
      if (row) event.dataTransfer.setDragImage(row, 12, 12);
      event.stopPropagation();
      setMoved(place);
    },
    over(/** @type {DragEvent} */ event, /** @type {Place} */ place) {
      // A module goes between modules, an activity between activities or into a module.
      if (!moved || (moved.activity === undefined) !== (place.activity === undefined)) {
        if (!moved?.activity) return;
      }
      event.preventDefault();
      event.stopPropagation();
      const box = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
      const below = place.activity !== undefined && event.clientY > box.top + box.height / 2;
      const isModule = moved.activity === undefined;
      setOver({ place, below: isModule ? event.clientY > box.top + box.height / 2 : below });
    },
    drop(/** @type {DragEvent} */ event) {
      event.preventDefault();
      event.stopPropagation();
      if (moved && over && !alike(moved, over.place)) dropped(moved, over);
      end();
    },
    end,
    /** The class that shows where it would come to stand. @param {Place} place */
    mark(place) {
      if (moved && alike(moved, place)) return 'dragged';
      return over && alike(over.place, place) ? (over.below ? 'drop-below' : 'drop-above') : '';
    },
  };
}

/** @typedef {ReturnType<typeof useDrag>} Drag */
