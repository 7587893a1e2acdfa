/** A picture for a question, by the form in which lessons get theirs. */
import { Dialog } from '../../ui/dialog.jsx';
import { Media } from './media-form.jsx';
import { t } from './words.js';

/** @param {import('preact').ComponentProps<typeof Media> & {close: () => void}} props */
export const MediaDialog = ({ close, ...form }) => (
  <Dialog title={t(form.block ? 'pictureChange' : 'picture')} close={close}>
    <Media {...form} />
  </Dialog>
);
