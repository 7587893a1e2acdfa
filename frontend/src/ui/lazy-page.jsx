/** Pages that arrive when they are first opened, with words for a line that breaks meanwhile. */
import { h } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ConnectionLost } from '../kit/connection.js';
import { Main } from './page.jsx';
import { Skeleton, Trouble } from './states.jsx';

/**
 * @typedef {import('preact').FunctionComponent<any> & {preload: () => Promise<unknown>}} LazyPage
 */
/**
 * @typedef {object} PageRoute
 * @property {string} path with `:params`, as `match` reads it
 * @property {LazyPage} page
 * @property {boolean} [learner] fetched ahead when the line is idle
 */

/**
 * @param {() => Promise<{default: import('preact').FunctionComponent<any>}>} load
 * @param {() => Promise<unknown>} [prepare] what the page needs besides its code
 * @returns {LazyPage}
 */
export function lazyPage(load, prepare) {
  /** @type {import('preact').FunctionComponent<any>|null} */
  let component = null;
  const preload = async () => {
    const [module] = await Promise.all([load(), prepare?.()]);
    component = module.default;
  };

  /** @param {any} props */
  function Page(props) {
    const [failed, setFailed] = useState(false);
    const [, arrived] = useState(0);
    // It may arrive between this drawing and its effect, and then must be drawn all the same.
    const drawn = component;
    useEffect(() => {
      if (drawn) return;
      preload().then(
        () => arrived((count) => count + 1),
        () => setFailed(true),
      );
    }, []);
    if (drawn) return h(drawn, props);
    return (
      <Main class="sect">
        {failed ? (
          // A browser may remember a failed import for good; loading anew always asks again.
          <Trouble problem={new ConnectionLost()} retry={() => location.reload()} />
        ) : (
          <Skeleton />
        )}
      </Main>
    );
  }
  return Object.assign(Page, { preload });
}
