/**
 * One of a few ways to look at a thing, each a button.
 *
 * @template {string} Way
 * @param {object} props
 * @param {string} props.label what is chosen
 * @param {[Way, string][]} props.ways each with its words
 * @param {Way} props.chosen
 * @param {(way: Way) => void} props.choose
 * @param {string} [props.look] one more class
 */
export const Segments = ({ label, ways, chosen, choose, look = '' }) => (
  <div class={`segments ${look}`} role="group" aria-label={label}>
    {ways.map(([way, words]) => (
      <button
        key={way}
        type="button"
        class="segment"
        aria-pressed={way === chosen}
        onClick={() => choose(way)}
      >
        {words}
      </button>
    ))}
  </div>
);
